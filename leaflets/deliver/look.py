"""A look at out/ ahead of time: what lies there is hashed while the job is still being read.

To hash its files takes longer than all else of a rerun. What was seen holds only for a file that is
still the very one when it is asked for: by its number, size and times, and not touched since the
manifest was written. A file that changes afterwards gets a time of its own; one that was touched
together with the manifest might keep it, and is hashed when it is asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from leaflets.deliver import files, manifest
from leaflets.deliver.files import Stamp
from leaflets.deliver.recorded import load
from leaflets.model.manifest import Manifest
from leaflets.problems import LeafletsError
from leaflets.workers import beside

# Bytes of a manifest: to begin a process takes as long as to look at some two hundred files.
_WORTH_A_PROCESS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was seen of a folder.

    Attributes:
        stamp: Of its manifest.
        manifest: What that holds.
        digests: Path → what the file was, and its sha256.
    """

    stamp: Stamp
    manifest: Manifest
    digests: Mapping[str, tuple[Stamp, str]]


def unseen() -> Look | None:
    """Return what was seen where nobody looked."""
    return None


def begun(root: Path) -> Callable[[], Look | None]:
    """Begin to look at a folder beside this process; what is returned waits for what was seen.

    That is None where a look spares nothing, and where the manifest cannot be read: whoever reads
    it next tells why.
    """
    stamp = files.stamp(f"{root}/{manifest.NAME}")
    if stamp is None or stamp.size < _WORTH_A_PROCESS:
        return unseen
    return beside(look, root)


def look(root: Path) -> Look | None:
    """Read the manifest of a folder and hash the files that it lists."""
    before = files.stamp(f"{root}/{manifest.NAME}")
    try:
        data = files.contents(root, manifest.NAME)
        if before is None or data is None:
            return None
        listed = load(data)
        paths = [entry.path for entry in listed.outputs]
        stamps = {path: files.stamp(f"{root}/{path}") for path in paths}
        digests = {
            path: (stamp, files.digest(root, path))
            for path, stamp in stamps.items()
            if stamp is not None and stamp.changed < before.changed
        }
    except LeafletsError:
        return None
    return Look(stamp=before, manifest=listed, digests=digests)
