"""All rules on one finished file."""

import io

import pikepdf

from leaflets.preflight.boxes import boxes
from leaflets.preflight.codes import codes
from leaflets.preflight.colours import colours
from leaflets.preflight.content import contents, only_text, rewritten, without_text
from leaflets.preflight.expected import Checked, Expected, fault
from leaflets.preflight.fonts import fonts
from leaflets.preflight.live import live
from leaflets.preflight.privacy import privacy
from leaflets.preflight.text import seek, signs
from leaflets.preflight.visible import hidden, shown
from leaflets.problems import Problem, Where
from leaflets.raster import BrokenPdfError, Pages

_COVERAGE_DPI = 50
_WHITE = 255


def check(pdf: bytes, expected: Expected) -> Checked:
    """Measure a finished file's bytes against what it must be.

    Every problem is found in one go. All errors cause exit status 3: the input was right, the
    file is not.
    """
    try:
        with Pages(pdf) as pages, pikepdf.open(io.BytesIO(pdf)) as document:
            return _checked(pages, document, expected)
    except (BrokenPdfError, pikepdf.PdfError) as error:
        broken = fault(
            code="pdf-broken",
            message=f"The finished file cannot be opened: {error}",
            hint="Report this with the text and the layout's name.",
            where=Where(output=expected.output),
        )
        return Checked(problems=(broken,), codes=(), coverage=())


def coverage(pages: Pages) -> tuple[float, ...]:
    """Return for each page the share of its trim that is inked, 0 to 1; gray counts in part."""
    return tuple(_inked(pages, page) for page in range(1, len(pages) + 1))


def _checked(pages: Pages, document: pikepdf.Pdf, expected: Expected) -> Checked:
    found = contents(document)
    seen, coded = codes(pages, expected)
    problems = (
        *boxes(document, expected),
        *fonts(found, expected),
        *colours(found, expected),
        *privacy(document, expected),
        *coded,
        *(live(document, expected) if expected.profile.tagged else ()),
    )
    if expected.texts and expected.paper is None:
        # Last: it rewrites the open document.
        without = rewritten(document, found, without_text)
        alone = rewritten(document, found, only_text)
        problems += _texts(pages, without, alone, expected)
    return Checked(problems=problems, codes=seen, coverage=coverage(pages))


def _texts(
    whole: Pages, without_pdf: bytes, alone_pdf: bytes, expected: Expected
) -> tuple[Problem, ...]:
    with Pages(without_pdf) as without, Pages(alone_pdf) as alone:
        numbers = range(1, len(whole) + 1)
        # Read from the text alone: nothing there but what glyphs themselves say.
        written = tuple(signs(page, alone.letters(page)) for page in numbers)
        stretches, lost = seek(written, expected)
        used = {sign.page for stretch in stretches for sign in stretch.signs}
        pictures = {page: shown(page, whole, without, alone) for page in sorted(used)}
        return (*lost, *hidden(stretches, pictures, expected))


def _inked(pages: Pages, page: int) -> float:
    tones = pages.picture(page, _COVERAGE_DPI, gray=True).histogram()
    ink = sum((_WHITE - tone) * count for tone, count in enumerate(tones))
    return round(ink / (_WHITE * sum(tones)), 4)
