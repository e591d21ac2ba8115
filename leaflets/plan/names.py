"""Names under out/: what every leaflet is called, and whether every disk can hold it so."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from leaflets.model.campaign import Region
from leaflets.plan.addresses import short
from leaflets.problems import Problem

# What ends the longest file of a variant: its paper, or a plate in the ink of a long name.
_LONGEST_ENDING = ".paper.pdf"
# Bytes of UTF-8: a part of a path on every common disk; a whole path, Linux's PATH_MAX.
LONGEST_PART = 255
LONGEST_PATH = 4096
# What Windows keeps for its devices, whatever follows the first dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])", re.IGNORECASE)
# What Windows and the file systems of memory sticks refuse, and what parts paths.
_SIGNS = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def name_problems(
    regions: Sequence[Region], slugs: Iterable[str], files: Iterable[str], room: int
) -> Iterator[Problem]:
    """Yield errors for names that some disk cannot hold, or holds as one.

    Args:
        regions: Their ids are folders.
        slugs: The folders above them.
        files: The names of all files in a region's folder, without ending.
        room: How many bytes a path may have below out/.
    """
    slugs, files = tuple(dict.fromkeys(slugs)), tuple(dict.fromkeys(files))
    first: dict[str, Region] = {}
    for region in regions:
        other = first.setdefault(_folded(region.id), region)
        if other is not region:
            yield _clash(other, region)
        if reason := _unfit(region.id):
            yield _cannot_be(region, reason)
    yield from _same_files(files)
    yield from _too_long(regions, slugs, files, room)


def _folded(name: str) -> str:
    """Return a name as disks compare it that are blind to case and to how accents are written."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _unfit(name: str) -> str:
    """Return why a name is no folder on some disk, or nothing."""
    if not name or not name.strip("."):
        return "it leads out of the folder" if ".." in name else "it names nothing"
    if sign := _SIGNS.search(name):
        return f"it holds {sign[0]!r}"
    if name != name.strip() or name.endswith("."):
        return "it begins or ends with a space, or ends with a point"
    if _DEVICE.fullmatch(name.partition(".")[0].rstrip()):
        return "Windows keeps it for a device"
    return ""


def _clash(one: Region, other: Region) -> Problem:
    alike = f"“{one.id}” and “{other.id}” are one folder on many disks"
    where = f"row {one.position.row}" if one.position.row else "another region"
    return Problem(
        code="region-clash",
        message=f"“{other.id}” is the id of {where}, too."
        if one.id == other.id
        else f"{alike}: this row's leaflets would lie over those of {where}.",
        hint="Give one of the two another `id`.",
        position=other.position,
    )


def _cannot_be(region: Region, reason: str) -> Problem:
    return Problem(
        code="region-no-folder",
        message=f"“{short(region.id)}” cannot be the name of a folder on every disk: {reason}.",
        hint="Write small Latin letters, digits and hyphens in the column `id`.",
        position=region.position,
    )


def _same_files(files: tuple[str, ...]) -> Iterator[Problem]:
    """Yield an error for leaflets of a region that are called alike: layouts, profiles of ours."""
    first: dict[str, str] = {}
    for name in files:
        other = first.setdefault(_folded(name), name)
        if other != name:
            yield Problem(
                code="file-names-clash",
                message=f"{other}.pdf and {name}.pdf are one file on many disks.",
                hint="Give one of the two layouts or profiles another name.",
            )


def _too_long(
    regions: Sequence[Region], slugs: tuple[str, ...], files: tuple[str, ...], room: int
) -> Iterator[Problem]:
    file = max((_bytes(name) for name in files), default=0) + len(_LONGEST_ENDING)
    slug = max(map(_bytes, slugs), default=0)
    for region in regions:
        own = _bytes(region.id)
        longest = max(own, file)
        whole = slug + own + file + 2
        if longest > LONGEST_PART or whole > room:
            part = longest > LONGEST_PART
            yield Problem(
                code="path-too-long",
                message=f"A name of {longest} bytes is too long for a disk, which takes "
                f"{LONGEST_PART}: {short(region.id)}."
                if part
                else f"The paths of “{short(region.id)}” have {whole} bytes below --out, where "
                f"{room} are left.",
                hint="Give the row a shorter `id`." if part else "Give a shorter --out.",
                position=region.position,
            )


def _bytes(name: str) -> int:
    return len(name.encode("utf-8", "surrogatepass"))
