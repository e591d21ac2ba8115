"""The pictures of a layout: the only files the engine is given, each cleaned on its way."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from leaflets.images import clean
from leaflets.model.layout import Layout
from leaflets.problems import LeafletsError, Problem

# Paths on this machine would end up in the file, as the names of pictures and the targets of links.
BASE = "http://job.invalid/"
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".tif", ".tiff", ".bmp"})


class Pictures(URLFetcher):
    """What the engine may fetch for one master: pictures from its layout's folders.

    Attributes:
        cache: The engine's decoded pictures, from one typesetting to the next.
    """

    def __init__(self, folders: tuple[Path, ...] = ()) -> None:
        """Take the folders in which a picture is looked for, the layout's own first."""
        super().__init__(allowed_protocols=("data",))  # type: ignore[no-untyped-call]
        self.cache: dict[str, object] = {}
        self._folders = tuple(folder.resolve() for folder in folders)
        self._problems: dict[str, tuple[Problem, ...]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the pictures asked for so far."""
        return tuple(problem for found in self._problems.values() for problem in found)

    def told(self, url: str) -> bool:
        """Return whether this picture's fault is among `problems`."""
        return url in self._problems

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return a cleaned picture; the engine logs a LeafletsError and goes on without it."""
        try:
            data, kind = self._read(url, headers)
            return URLFetcherResponse(url, clean(data), {"Content-Type": kind})
        except LeafletsError as error:
            self._problems[url] = error.problems
            raise

    def _read(self, url: str, headers: object) -> tuple[bytes, str]:
        if url.startswith("data:image/"):
            response = super().fetch(url, headers)  # type: ignore[no-untyped-call]
            return response.read(), response.content_type
        path = self._found(url)
        kind = "image/svg+xml" if path.suffix.lower() == ".svg" else "application/octet-stream"
        return path.read_bytes(), kind

    def _found(self, url: str) -> Path:
        name = unquote(urlsplit(url).path).lstrip("/")
        if not url.startswith(BASE) or Path(name).suffix.lower() not in _PICTURES:
            raise LeafletsError(_outside(url))
        for folder in self._folders:
            path = (folder / name).resolve()
            if path.is_relative_to(folder) and path.is_file():
                return path
        raise LeafletsError(_missing(name))


def folders(layout: Layout) -> tuple[Path, ...]:
    """Return the folders that pictures may come from: the layout's and its parents'."""
    files = (source.path.parent for _, source in (*layout.pages, *layout.styles))
    return tuple(dict.fromkeys((layout.origin, *files)))


def _outside(url: str) -> Problem:
    return Problem(
        code="resource-outside",
        message=f"The layout asks for {url[:80]}, which is no picture in its own folder.",
        hint="Put the picture into the layout's folder and name it by its path there; fonts come "
        "from fonts/ alone, and nothing from the network.",
    )


def _missing(name: str) -> Problem:
    return Problem(
        code="picture-missing",
        message=f"The layout asks for the picture {name}, which is not in its folder.",
        hint="Put it there, or correct its name; a path cannot lead out of the folder.",
    )
