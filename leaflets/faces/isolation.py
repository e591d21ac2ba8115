"""The engine sees the shipped fonts and no others: a fontconfig file of our own."""

import atexit
import html
import os
import shutil
import tempfile
from functools import cache
from hashlib import sha256
from pathlib import Path

import platformdirs

from leaflets.shipped import folder

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def isolate() -> Path:
    """Show the engine the shipped fonts and no others; call before its first use.

    Writes a fontconfig file to the user's cache, or to a folder of this run where that cannot be
    written, sets FONTCONFIG_FILE and returns the file. What language the machine speaks is kept
    from the engine, too.
    """
    try:
        path = _configured(Path(platformdirs.user_cache_dir("leaflets", appauthor=False)))
    except OSError:
        path = _configured(_scratch())
    # A sysroot would be put before the paths in the file.
    os.environ.pop("FONTCONFIG_SYSROOT", None)
    os.environ["FONTCONFIG_FILE"] = str(path)
    # Pango would shape words of a foreign script by LANGUAGE, where that has a language for it.
    os.environ["PANGO_LANGUAGE"] = "en"
    return path


def _configured(cache_folder: Path) -> Path:
    content = _CONFIGURATION.format(
        fonts=html.escape(str(folder("fonts"))),
        cache=html.escape(str(cache_folder.resolve() / "fontconfig")),
    )
    # Installations share the user's cache, so the name follows from the content.
    path = cache_folder.resolve() / f"fonts-{sha256(content.encode()).hexdigest()[:12]}.conf"
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
    ) as part:
        part.write(content)
    Path(part.name).replace(path)
    return path


@cache
def _scratch() -> Path:
    path = Path(tempfile.mkdtemp(prefix="leaflets-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path
