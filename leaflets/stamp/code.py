"""Codes: the link's modules drawn as vectors into the blanks of pressed pages."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import pikepdf

from leaflets.model.material import Link
from leaflets.model.pressed import Blank, Matrix, Pressed
from leaflets.problems import Exit, Problem, Severity, Where
from leaflets.profiles import Profile
from leaflets.qr import QUIET, Code, CodeOverflowError, capacity, modules, side, size

# A phone held d mm away sees three pixels a module when the module is d/500.
_READING = 500
_MM_PER_M = 1000
_LARGEST = 40
_DARK = re.compile(b"\x01+")
# Half of the last digit that is shown: what reads "0.80" is not told to be below 0.80.
_TOLERANCE_MM = 0.005
_SHORT_LINK = "https://example.org/zal"
# U+0400 to U+04FF in UTF-8, as a link spells them: %D0%80 to %D3%BF.
_CYRILLIC = re.compile(r"%D[0-3]%[89AB][0-9A-F]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCode:
    """A code as it was drawn.

    Attributes:
        blank: The blank that it fills.
        url: What it holds.
        version, level, mask: As QR codes are known.
        module_mm: The side of one module.
        side: Modules on a side, without the quiet zone.
        matrix: From modules (origin the symbol's lower left corner without the quiet zone, y up)
            to the page's user space in pt.
    """

    blank: Blank
    url: str
    version: int
    level: str
    mask: int
    module_mm: float
    side: int
    matrix: Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """Pages with their codes.

    Attributes:
        pdf: The finished bytes.
        codes: What was drawn, in the order of the blanks.
        problems: `code-small` and `link-too-long`.
    """

    pdf: bytes
    codes: tuple[DrawnCode, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The codes of a leaflet's links, not yet on the pages.

    Attributes:
        codes: In the order of the blanks.
        contents: Page, from 1 → the operations that draw its codes.
        problems: `code-small` and `link-too-long`.
        urls: Where those of each side lead; empty without.
    """

    codes: tuple[DrawnCode, ...] = ()
    contents: tuple[tuple[int, bytes], ...] = ()
    problems: tuple[Problem, ...] = ()
    urls: tuple[str, ...] = ()


def stamp(
    pressed: Pressed,
    links: tuple[Link | None, ...],
    profile: Profile,
    read_from: float,
    mask: int | None = 2,
) -> Stamped:
    """Draw the code of its side's link into every code blank of the pages; see `codes`."""
    drawn = codes(pressed, links, profile, read_from, mask)
    return Stamped(
        pdf=_drawn(pressed.pdf, drawn.contents) if drawn.contents else pressed.pdf,
        codes=drawn.codes,
        problems=drawn.problems,
    )


def codes(
    pressed: Pressed,
    links: tuple[Link | None, ...],
    profile: Profile,
    read_from: float,
    mask: int | None = 2,
) -> Codes:
    """Return the code of its side's link for every code blank of the pressed pages.

    A code with its quiet zone of four modules, painted as paper, fills the blank; in a blank that
    is not square it stands in the middle. Without a link blanks stay empty.

    Args:
        pressed: The pages.
        links: Where the codes of each side lead, or None; one for leaflets of one language.
        profile: Its module floor and goal decide what is too small.
        read_from: How far the code is read from, in m.
        mask: The code's mask; None lets the library score all eight: the second try for a code
            that failed its check.
    """
    wanted = max(profile.module_goal, read_from * _MM_PER_M / _READING)
    drawn: list[tuple[DrawnCode, Code]] = []
    problems: list[Problem] = []
    for blank, link in _linked(pressed, links):
        code = _chosen(link.url, _room(blank), wanted, mask)
        if code is None or _module(blank, code.version) < profile.module_floor - _TOLERANCE_MM:
            problems.append(_too_long(link, blank, profile))
            continue
        placed = _placed(blank, link.url, code)
        drawn.append((placed, code))
        if placed.module_mm < wanted - _TOLERANCE_MM:
            problems.append(_small(placed, wanted))
    return Codes(
        codes=tuple(placed for placed, _ in drawn),
        contents=tuple(
            (page, b"".join(_content(placed, code) for placed, code in group))
            for page, group in groupby(drawn, key=lambda pair: pair[0].blank.page)
        ),
        # Twins on one page (a leaflet two-up) have the same to say.
        problems=tuple(dict.fromkeys(problems)),
        urls=tuple(link.url if link else "" for link in links),
    )


def _linked(pressed: Pressed, links: tuple[Link | None, ...]) -> Iterator[tuple[Blank, Link]]:
    for blank in pressed.blanks:
        link = links[blank.side - 1]
        if blank.kind == "code" and link is not None:
            yield blank, link


def _room(blank: Blank) -> float:
    return min(blank.width, blank.height)


def _module(blank: Blank, version: int) -> float:
    """Return the module in mm with which code and quiet zone fill the blank."""
    return _room(blank) / (side(version) + 2 * QUIET)


def _chosen(url: str, room: float, wanted: float, mask: int | None) -> Code | None:
    """Return the code for a box of `room` mm; None if no code holds the link.

    Level M, raised while the version stays; a version more for level Q where its module still
    meets what is wanted: copying and distance punish small modules, folding punishes low levels.
    """
    try:
        _, level = size(url, "M")
    except CodeOverflowError:
        return None
    if level != "M":
        return modules(url, "M", mask)
    try:
        version, _ = size(url, "Q")
    except CodeOverflowError:
        return modules(url, "M", mask)
    roomy = room / (side(version) + 2 * QUIET) >= wanted - _TOLERANCE_MM
    return modules(url, "Q" if roomy else "M", mask)


def _placed(blank: Blank, url: str, code: Code) -> DrawnCode:
    module = _module(blank, code.version)
    width = side(code.version)
    a, b, c, d, e, f = blank.matrix
    x = (blank.width - width * module) / 2
    y = (blank.height - width * module) / 2
    return DrawnCode(
        blank=blank,
        url=url,
        version=code.version,
        level=code.level,
        mask=code.mask,
        module_mm=module,
        side=width,
        matrix=(
            a * module,
            b * module,
            c * module,
            d * module,
            a * x + c * y + e,
            b * x + d * y + f,
        ),
    )


def _too_long(link: Link, blank: Blank, profile: Profile) -> Problem:
    across = int(_room(blank) / (profile.module_floor - _TOLERANCE_MM)) - 2 * QUIET
    version = min(_LARGEST, (across - side(0)) // 4)
    fit = capacity(version, "M") if version > 0 else 0
    return Problem(
        code="link-too-long",
        message=(
            f"The link has {len(link.url)} characters; the code's box of {_room(blank):.1f} mm "
            f"holds {fit} at the smallest module of {profile.module_floor:g} mm."
        ),
        hint=_shorter(link.url, fit),
        where=Where(page=blank.page, slot=blank.slot, mm=_room(blank)),
        exit=Exit.INPUT,
    )


def _shorter(url: str, fit: int) -> str:
    """Return what to do about a link of which `fit` characters would fit."""
    if not fit:
        return "Choose a format or layout with a larger code."
    such = f", like {_SHORT_LINK} with {len(_SHORT_LINK)}" if len(_SHORT_LINK) <= fit else ""
    dear = "; each Cyrillic letter costs six characters" if _CYRILLIC.search(url) else ""
    return (
        f"Use a link of at most {fit} characters{such}, or a format or layout with a larger code"
        f"{dear}."
    )


def _small(code: DrawnCode, wanted: float) -> Problem:
    box = (code.side + 2 * QUIET) * wanted
    return Problem(
        code="code-small",
        severity=Severity.WARNING,
        message=(
            f"The code's modules are {code.module_mm:.2f} mm; to be read from where it hangs "
            f"they should be {wanted:.2f} mm, in a box of {box:.0f} mm."
        ),
        hint="Use a shorter link, or a larger format.",
        where=Where(page=code.blank.page, slot=code.blank.slot, mm=code.module_mm),
    )


def _drawn(pdf: bytes, contents: tuple[tuple[int, bytes], ...]) -> bytes:
    """Return the pages with the codes on top of what they held; the same input, the same bytes."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, content in contents:
            page = document.pages[number - 1]
            # What the page's own content left set must not reach the code.
            page.contents_add(document.make_stream(b"q\n"), prepend=True)
            page.contents_add(document.make_stream(b"\nQ\n" + content))
        out = io.BytesIO()
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            deterministic_id=True,
            fix_metadata_version=False,
        )
        return out.getvalue()


def _content(placed: DrawnCode, code: Code) -> bytes:
    """Return the operators: paper under code and quiet zone, then all modules as one path.

    One path and one fill: fills of their own leave gray seams in some renderers. No content but
    where the document's structure has a place for it.
    """
    edge, whole = -QUIET, placed.side + 2 * QUIET
    matrix = " ".join(_number(value) for value in placed.matrix)
    runs = _runs(code.rows)
    mark = placed.blank.mark
    begin = "/Artifact BMC" if mark is None else f"/Figure <</MCID {mark}>> BDC"
    return (
        f"{begin}\nq {matrix} cm\n"
        f"{placed.blank.ground} {edge} {edge} {whole} {whole} re f\n"
        f"{placed.blank.ink}\n{runs}f\nQ\nEMC\n"
    ).encode("ascii")


@lru_cache(maxsize=8)
def _runs(rows: tuple[bytes, ...]) -> str:
    """Return a rectangle for every run of dark modules in a row: left, row from below, length."""
    places, lengths = _rectangles(len(rows))
    # A light module ends each row, so that no run goes on in the next.
    spans = [run.span() for run in _DARK.finditer(b"\0".join(rows))]
    return "".join([places[start] + lengths[end - start] for start, end in spans])


@lru_cache(maxsize=8)
def _rectangles(side: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the two parts of a rectangle: by the module where it begins, and by its length."""
    heights = range(side - 1, -1, -1)
    places = tuple(f"{left} {height} " for height in heights for left in range(side + 1))
    return places, tuple(f"{length} 1 re\n" for length in range(side + 1))


def _number(value: float) -> str:
    """Return a number as PDF wants it: at most four decimals, no exponent."""
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"
