"""A pressed master whose blanks are open: each holds the name of what fills it, and nothing else.

Forms of fields become streams of the page, or forms of their own where the structure refers to
them; codes have a stream on top of their page; what is told of a region are strings.
"""

import io
from collections.abc import Container, Mapping

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    ObjectStreamMode,
    Pdf,
    Stream,
    String,
    parse_content_stream,
    unparse_content_stream,
)

from leaflets.faces import Face
from leaflets.model.pressed import BLANK_KEY, MARKS_KEY, Pressed
from leaflets.stamp.fonts import Embedded, font
from leaflets.stamp.holes import HOLE

# Of a dictionary that is a blank: the strings that differ (ISO 32000-1, 12.5, 12.6.4.7, 14.9).
_STRINGS = ("/ActualText", "/Alt", "/Contents", "/URI")
_CODE = "code on page {}"


def opened(pressed: Pressed, faces: Mapping[Face, Embedded]) -> bytes:
    """Return a pressed master with its blanks open; forms of fields may be drawn with `faces`."""
    with Pdf.open(io.BytesIO(pressed.pdf)) as pdf:
        fonts = Dictionary({one.name: font(pdf, face, one.glyphs) for face, one in faces.items()})
        if "/StructTreeRoot" not in pdf.Root:
            _open_contents(pdf, {one.name for one in pressed.blanks if one.kind == "fields"}, fonts)
        _open_forms(pdf, pdf.make_indirect(fonts))
        _open_strings(pdf)
        for page in pdf.pages:
            # A variant may draw with more: it brings another dictionary in its place.
            if not page.obj.Resources.is_indirect:
                page.obj.Resources = pdf.make_indirect(page.obj.Resources)
        for number in sorted({one.page for one in pressed.blanks if one.kind == "code"}):
            _open_page(pdf, number)
        return _saved(pdf)


def opened_for_codes(pressed: Pressed) -> bytes:
    """Return the pages of `pressed` without their own content, open for their codes."""
    with Pdf.open(io.BytesIO(pressed.pdf)) as pdf:
        if "/StructTreeRoot" in pdf.Root:
            del pdf.Root.StructTreeRoot
        for number, page in enumerate(pdf.pages, start=1):
            if "/Annots" in page.obj:
                del page.obj.Annots
            page.obj.Resources = Dictionary()
            page.obj.Contents = Array()
            if any(one.kind == "code" and one.page == number for one in pressed.blanks):
                hole = pdf.make_stream(HOLE + code_on(number).encode() + b"\n")
                page.obj.Contents.append(pdf.make_indirect(hole))
        return _saved(pdf)


def code_on(page: int) -> str:
    """Return the name of the hole for the codes of a page, from 1."""
    return _CODE.format(page)


def _saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        object_stream_mode=ObjectStreamMode.disable,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _open_contents(pdf: Pdf, names: Container[str], fonts: Dictionary) -> None:
    """Make a hole in the page's own content in the place of each of these forms.

    Some readers look for marked text inside a form as if the form lay in the page's corner, and
    take the last line of one and the first of the next for one line.
    """
    for page in pdf.pages:
        forms = {
            key: one
            for key, one in page.obj.get("/Resources", Dictionary())
            .get("/XObject", Dictionary())
            .items()
            if str(one.get(BLANK_KEY, "")) in names
        }
        steps: list[ContentStreamInstruction | ContentStreamInlineImage] = []
        parts: list[Stream] = []
        drawn: dict[str, pikepdf.Object] = {}
        for step in parse_content_stream(page) if forms else ():
            key = str(step.operands[0]) if str(step.operator) == "Do" else ""
            if key not in forms:
                steps.append(step)
                continue
            # All pages share what they name: other pages' forms are there, too.
            drawn[key] = forms[key]
            hole = HOLE + str(forms[key][BLANK_KEY]).encode() + b"\n"
            parts += [pdf.make_stream(unparse_content_stream(steps)), pdf.make_stream(hole)]
            steps = []
        if drawn:
            parts.append(pdf.make_stream(unparse_content_stream(steps)))
            page.obj.Contents = Array(pdf.make_indirect(one) for one in parts)
            _lend(page.obj.Resources, drawn, fonts)


def _lend(
    resources: pikepdf.Object, forms: Mapping[str, pikepdf.Object], fonts: Dictionary
) -> None:
    """Give a page what its forms would draw with, and take these away."""
    states = [
        one.get("/Resources", Dictionary()).get("/ExtGState", Dictionary())
        for one in forms.values()
    ]
    for kind, lent in (("/Font", fonts), *(("/ExtGState", state) for state in states)):
        for name, one in lent.items():
            if kind not in resources:
                resources[kind] = Dictionary()
            resources[kind][name] = one
    for key, form in forms.items():
        del resources.XObject[key]
        del form[BLANK_KEY]


def _open_forms(pdf: Pdf, fonts: pikepdf.Object) -> None:
    """Let every form of a blank draw with `fonts`, and mark it as a hole."""
    for form in pdf.objects:
        if isinstance(form, Stream) and BLANK_KEY in form:
            name = str(form[BLANK_KEY])
            for key in {BLANK_KEY, MARKS_KEY} & set(form.keys()):
                del form[key]
            own = form.get("/Resources", Dictionary())
            states = own.get("/ExtGState", Dictionary())
            form.Resources = pdf.make_indirect(Dictionary(Font=fonts, ExtGState=states))
            form.write(HOLE + name.encode() + b"\n")


def _open_strings(pdf: Pdf) -> None:
    """Mark the strings of every dictionary that is a blank as holes."""
    for one in pdf.objects:
        if isinstance(one, Dictionary) and BLANK_KEY in one:
            hole = String(HOLE.decode() + str(one[BLANK_KEY]))
            del one[BLANK_KEY]
            for holder in (one, one.get("/A", Dictionary())):
                for key in set(_STRINGS) & set(holder.keys()):
                    holder[key] = hole


def _open_page(pdf: Pdf, number: int) -> None:
    """Give a page a stream for its codes, on top of what it holds and untouched by it."""
    page = pdf.pages[number - 1]
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    page.contents_add(pdf.make_stream(b"\nQ\n"))
    hole = pdf.make_stream(HOLE + code_on(number).encode() + b"\n")
    page.obj.Contents.append(pdf.make_indirect(hole))
