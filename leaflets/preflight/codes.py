"""Codes read back from the finished page: what they hold, where they stand, what surrounds them."""

from collections.abc import Iterator
from dataclasses import replace

from leaflets.model.manifest import CodeFound
from leaflets.model.proof import Point, Quad
from leaflets.preflight.copier import dying
from leaflets.preflight.expected import Expected, fault
from leaflets.preflight.look import Found, Look, clear, look, measured, read
from leaflets.preflight.places import area, crosses
from leaflets.problems import Problem, Severity, Where
from leaflets.qr import QUIET
from leaflets.raster import Pages
from leaflets.stamp.code import DrawnCode

_PLACE = 0.25  # of a module
_SIZE = 0.02  # of the module
_TOUCHING = 2  # modules: less clear ground than this is an error
_LEVEL = 0.005  # about one of 255 grays
_ONE_TONE = 0.05
_TRIM_MM = 0.1
_SLOT_MM = 0.3


def codes(
    pages: Pages, expected: Expected, *, alone: bool = False
) -> tuple[tuple[CodeFound, ...], tuple[Problem, ...]]:
    """Read each drawn code from the finished page and measure it there.

    `alone`: nothing else is on the pages, so that what becomes of a code on a copier becomes of
    every equal one.

    Raises as problems: `code-unreadable`, `code-inverted`, `code-contrast`, `code-wrong`,
    `code-damaged`, `code-misplaced`, `code-quiet-zone`, `code-dies-copied`, `code-on-cut`.
    """
    found: list[CodeFound] = []
    problems: list[Problem] = []
    copied: dict[tuple[object, ...], tuple[int, ...]] = {}
    for code in expected.codes:
        kind = _kind(code) if alone else (len(copied),)
        if kind not in copied:
            copied[kind] = dying(pages, code, expected.profile.copier)
        seen, told = _code(pages, code, copied[kind], expected)
        found.append(seen)
        problems += told
    return tuple(found), tuple(problems)


def _kind(code: DrawnCode) -> tuple[object, ...]:
    """Return what equal codes have in common: modules, size and inks."""
    inks = (code.blank.ink, code.blank.ground)
    return (code.url, code.version, code.level, code.mask, round(code.module_mm, 3), *inks)


def _code(
    pages: Pages, code: DrawnCode, dead: tuple[int, ...], expected: Expected
) -> tuple[CodeFound, tuple[Problem, ...]]:
    close, corners = look(pages, code), _corners(pages, code)
    found = read(close.picture)
    problems = [*_contrast(close, expected), *_cut(pages, code, corners, expected)]
    if len(found) != 1:
        problems += _unread(close, expected, told=bool(problems))
        return _back(code), tuple(problems)
    module, off = measured(found[0], code)
    problems += _content(found[0], code, expected)
    problems += _place(code, corners, (module, off), expected)
    problems += _quiet(close, expected)
    problems += _copied(code, dead, expected)
    seen = CodeFound(
        url=code.url,
        page=code.blank.page,
        module_mm=round(module, 3),
        decoded=found[0].text == code.url,
        survives_copier=not dead,
    )
    return seen, tuple(problems)


def _back(code: DrawnCode) -> CodeFound:
    """Return what is known of a code that was not read back."""
    return CodeFound(
        url=code.url, page=code.blank.page, module_mm=0.0, decoded=False, survives_copier=False
    )


def _where(code: DrawnCode, expected: Expected) -> Where:
    return Where(
        output=expected.output, page=code.blank.page, slot=code.blank.slot, mm=code.module_mm
    )


def _contrast(close: Look, expected: Expected) -> Iterator[Problem]:
    profile = expected.profile
    dark_enough = close.dark <= profile.code_ink + _LEVEL
    light_enough = close.light >= profile.code_ground - _LEVEL
    # Where all is one tone there is no code whose contrast one could speak of.
    if (dark_enough and light_enough) or abs(close.light - close.dark) < _ONE_TONE:
        return
    yield fault(
        code="code-contrast",
        message=f"The code is gray {close.dark:.2f} on {close.light:.2f} (0 black, 1 white); "
        f"{profile.name} takes at most {profile.code_ink:.2f} on at least "
        f"{profile.code_ground:.2f}.",
        hint="Let the layout draw its code black on paper.",
        where=_where(close.code, expected),
    )


def _unread(close: Look, expected: Expected, *, told: bool) -> Iterator[Problem]:
    """Say why a code is not read; that it is too pale or cut in two has been said."""
    if read(close.picture, inverted=True):
        yield fault(
            code="code-inverted",
            message="The code is light on dark, which many phones cannot read.",
            hint="Let the layout draw its code dark on light.",
            where=_where(close.code, expected),
        )
    elif not told:
        yield fault(
            code="code-unreadable",
            message="The code cannot be read from the finished page.",
            hint="Something lies on the code, or it stands elsewhere: look at the page.",
            where=_where(close.code, expected),
        )


def _content(found: Found, code: DrawnCode, expected: Expected) -> Iterator[Problem]:
    if found.text != code.url:
        yield fault(
            code="code-wrong",
            message=f"The code on the page leads to {found.text}, not to {code.url}.",
            hint="Report this: the page carries another code than the one that was drawn.",
            where=_where(code, expected),
        )
    if found.spare < 1:
        yield fault(
            code="code-damaged",
            message=f"Something lies on the code: {found.spare:.0%} of its correction is left.",
            hint="Move what covers it; nothing may stand on a code.",
            where=_where(code, expected),
        )


def _place(
    code: DrawnCode, corners: Quad, measured: tuple[float, float], expected: Expected
) -> Iterator[Problem]:
    """Hold the symbol against what was drawn, and the drawing against the box that was measured."""
    module, off = measured
    exact = off <= _PLACE and abs(module / code.module_mm - 1) <= _SIZE
    if exact and _in_slot(corners, code, expected):
        return
    yield fault(
        code="code-misplaced",
        message=f"The code's module is {module:.3f} mm and its corner "
        f"{off * code.module_mm:.2f} mm off; drawn were {code.module_mm:.3f} mm."
        if not exact
        else f"The code stands outside its slot {code.blank.slot}.",
        hint="Report this with the layout's name.",
        where=_where(code, expected),
    )


def _in_slot(corners: Quad, code: DrawnCode, expected: Expected) -> bool:
    """Say whether the code lies in its slot; on paper, slots lie elsewhere."""
    slot = next((one for one in expected.slots if one.name == code.blank.slot), None)
    if slot is None or expected.paper is not None:
        return True
    return any(
        place.page == code.blank.page
        and all(area(place.quad).holds(*corner, _SLOT_MM) for corner in corners)
        for place in slot.places
    )


def _quiet(close: Look, expected: Expected) -> Iterator[Problem]:
    """Look at the pixels round the symbol: that it can be decoded proves no quiet zone."""
    if clear(close, QUIET):
        return
    near = not clear(close, _TOUCHING)
    room = _TOUCHING if near else QUIET
    problem = fault(
        code="code-quiet-zone",
        message=f"Something stands within {room} modules "
        f"({room * close.code.module_mm:.1f} mm) of the code.",
        hint=f"Keep {QUIET} modules clear round the code: nothing may stand on its box.",
        where=_where(close.code, expected),
    )
    yield problem if near else replace(problem, severity=Severity.WARNING)


def _copied(code: DrawnCode, dead: tuple[int, ...], expected: Expected) -> Iterator[Problem]:
    if not dead:
        return
    light = min(expected.profile.copier)
    tones = " and ".join("light" if tone == light else "dark" for tone in dead)
    yield fault(
        code="code-dies-copied",
        message=f"The code can no longer be read from a {tones} copy; its modules are "
        f"{code.module_mm:.2f} mm.",
        hint="Use a shorter link or a larger format, and let the layout draw the code black.",
        where=_where(code, expected),
    )


def _cut(pages: Pages, code: DrawnCode, corners: Quad, expected: Expected) -> Iterator[Problem]:
    """Look whether the trim or a cut of the paper comes nearer than the quiet zone."""
    width, height = pages.trim(code.blank.page)
    inside = all(
        -_TRIM_MM <= x <= width + _TRIM_MM and -_TRIM_MM <= y <= height + _TRIM_MM
        for x, y in corners
    )
    cuts = expected.paper.cuts if expected.paper else ()
    if inside and not any(crosses(cut, corners, height, _TRIM_MM) for cut in cuts):
        return
    yield fault(
        code="code-on-cut",
        message=f"A cut or the paper's edge is nearer to the code than {QUIET} modules "
        f"({QUIET * code.module_mm:.1f} mm).",
        hint="Move the code's box away from the edge in the layout.",
        where=_where(code, expected),
    )


def _corners(pages: Pages, code: DrawnCode) -> Quad:
    """Return the corners of code and quiet zone in mm from the trim's top left."""
    a, b, c, d, e, f = code.matrix
    low, high = -QUIET, code.side + QUIET

    def corner(x: int, y: int) -> Point:
        return pages.to_trim(code.blank.page, a * x + c * y + e, b * x + d * y + f)

    return corner(low, high), corner(high, high), corner(high, low), corner(low, low)
