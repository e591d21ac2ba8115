"""Codes read back from the finished page: what they hold, where they stand, what surrounds them."""

from collections.abc import Iterator
from dataclasses import replace
from math import dist

from leaflets.model.manifest import CodeFound
from leaflets.model.paper import Stroke
from leaflets.preflight.copier import dying
from leaflets.preflight.expected import Expected, fault
from leaflets.preflight.look import Found, Look, clear, look, measured, read
from leaflets.problems import Problem, Severity, Where
from leaflets.qr import QUIET
from leaflets.raster import Pages
from leaflets.stamp.code import DrawnCode

_PLACE = 0.25  # of a module
_SIZE = 0.02  # of the module
_TOUCHING = 2  # modules: less clear ground than this is an error
_TRIM_MM = 0.1


def codes(pages: Pages, expected: Expected) -> tuple[tuple[CodeFound, ...], tuple[Problem, ...]]:
    """Read each drawn code from the finished page and measure it there.

    Raises as problems: `code-unreadable`, `code-inverted`, `code-contrast`, `code-wrong`,
    `code-damaged`, `code-misplaced`, `code-quiet-zone`, `code-dies-copied`, `code-on-cut`.
    """
    found: list[CodeFound] = []
    problems: list[Problem] = []
    for code in expected.codes:
        seen, told = _code(pages, code, expected)
        found.append(seen)
        problems += told
    return tuple(found), tuple(problems)


def _code(
    pages: Pages, code: DrawnCode, expected: Expected
) -> tuple[CodeFound, tuple[Problem, ...]]:
    close = look(pages, code)
    found = read(close.picture)
    problems = [*_contrast(close, expected), *_cut(pages, code, expected)]
    if len(found) != 1:
        problems += _unread(close, expected, told=bool(problems))
        return _back(code), tuple(problems)
    module, off = measured(found[0], code)
    dead = dying(pages, code, expected.profile.copier)
    problems += _content(found[0], code, expected)
    problems += _place(code, module, off, expected)
    problems += _quiet(close, expected)
    problems += _copied(code, dead, expected)
    seen = replace(
        _back(code),
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
    if close.dark <= profile.code_ink and close.light >= profile.code_ground:
        return
    yield fault(
        "code-contrast",
        f"The code is gray {close.dark:.2f} on {close.light:.2f} (0 black, 1 white); "
        f"{profile.name} takes at most {profile.code_ink:.2f} on at least "
        f"{profile.code_ground:.2f}.",
        "Let the layout draw its code black on paper.",
        _where(close.code, expected),
    )


def _unread(close: Look, expected: Expected, *, told: bool) -> Iterator[Problem]:
    """Say why a code is not read; that it is too pale or cut in two has been said."""
    if read(close.picture, inverted=True):
        yield fault(
            "code-inverted",
            "The code is light on dark, which many phones cannot read.",
            "Let the layout draw its code dark on light.",
            _where(close.code, expected),
        )
    elif not told:
        yield fault(
            "code-unreadable",
            "The code cannot be read from the finished page.",
            "Something lies on the code, or it stands elsewhere: look at the page.",
            _where(close.code, expected),
        )


def _content(found: Found, code: DrawnCode, expected: Expected) -> Iterator[Problem]:
    if found.text != code.url:
        yield fault(
            "code-wrong",
            f"The code on the page leads to {found.text}, not to {code.url}.",
            "Report this: the page carries another code than the one that was drawn.",
            _where(code, expected),
        )
    if found.spare < 1:
        yield fault(
            "code-damaged",
            f"Something lies on the code: {found.spare:.0%} of its error correction is left.",
            "Move what covers it; nothing may stand on a code.",
            _where(code, expected),
        )


def _place(code: DrawnCode, module: float, off: float, expected: Expected) -> Iterator[Problem]:
    if off <= _PLACE and abs(module / code.module_mm - 1) <= _SIZE:
        return
    yield fault(
        "code-misplaced",
        f"The code's module is {module:.3f} mm and its corner {off * code.module_mm:.2f} mm off; "
        f"drawn were {code.module_mm:.3f} mm.",
        "Report this with the layout's name.",
        _where(code, expected),
    )


def _quiet(close: Look, expected: Expected) -> Iterator[Problem]:
    """Look at the pixels round the symbol: that it can be decoded proves no quiet zone."""
    if clear(close, QUIET):
        return
    near = not clear(close, _TOUCHING)
    room = _TOUCHING if near else QUIET
    problem = fault(
        "code-quiet-zone",
        f"Something stands within {room} modules ({room * close.code.module_mm:.1f} mm) of the "
        "code.",
        f"Keep {QUIET} modules clear round the code: nothing may stand on its box.",
        _where(close.code, expected),
    )
    yield problem if near else replace(problem, severity=Severity.WARNING)


def _copied(code: DrawnCode, dead: tuple[int, ...], expected: Expected) -> Iterator[Problem]:
    if not dead:
        return
    light = min(expected.profile.copier)
    tones = " and ".join("light" if tone == light else "dark" for tone in dead)
    yield fault(
        "code-dies-copied",
        f"The code can no longer be read from a {tones} copy; its modules are "
        f"{code.module_mm:.2f} mm.",
        "Use a shorter link or a larger format, and let the layout draw the code black.",
        _where(code, expected),
    )


def _cut(pages: Pages, code: DrawnCode, expected: Expected) -> Iterator[Problem]:
    """Look whether the trim or a cut of the paper comes nearer than the quiet zone."""
    corners = _corners(pages, code)
    width, height = pages.trim(code.blank.page)
    inside = all(
        -_TRIM_MM <= x <= width + _TRIM_MM and -_TRIM_MM <= y <= height + _TRIM_MM
        for x, y in corners
    )
    cuts = expected.paper.cuts if expected.paper else ()
    if inside and not any(_crosses(cut, corners, height) for cut in cuts):
        return
    yield fault(
        "code-on-cut",
        f"A cut or the paper's edge is nearer to the code than {QUIET} modules "
        f"({QUIET * code.module_mm:.1f} mm).",
        "Move the code's box away from the edge in the layout.",
        _where(code, expected),
    )


def _corners(pages: Pages, code: DrawnCode) -> tuple[tuple[float, float], ...]:
    """Return the corners of code and quiet zone in mm from the trim's top left."""
    a, b, c, d, e, f = code.matrix
    low, high = -QUIET, code.side + QUIET
    return tuple(
        pages.to_trim(code.blank.page, a * x + c * y + e, b * x + d * y + f)
        for x, y in ((low, low), (high, low), (high, high), (low, high))
    )


def _crosses(cut: Stroke, corners: tuple[tuple[float, float], ...], height: float) -> bool:
    """Say whether a cut, which runs from edge to edge, has corners on both its sides."""
    x1, y1, x2, y2 = cut.x1, height - cut.y1, cut.x2, height - cut.y2
    length = dist((x1, y1), (x2, y2))
    away = [((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)) / length for x, y in corners]
    return min(away) < -_TRIM_MM and max(away) > _TRIM_MM
