"""The parts of a tagged page that regions fill: fields, the printed link and codes.

Each has its element where the engine put it when it drew the master. What a form draws is marked
within the form, so that elements refer to marks there (ISO 32000-1, 14.7.4.2); a code, which is
drawn on top of the page, has a mark of the page and is a figure. Links enclose what leads there.
Texts and addresses are strings that stamping fills, where there is something to stamp.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream, String

from leaflets.model.pressed import ADDRESS, BLANK_KEY, MARKS_KEY, Blank, part
from leaflets.model.proof import Regional
from leaflets.press.content import Instruction
from leaflets.press.finishing import box
from leaflets.press.structure import common, elements_of, registered, up

_PRINTED = 4  # the flag of an annotation that is there on paper, too
_LATER = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a tagged document holds of a region.

    Attributes:
        url: Where its links lead; empty without.
        blanks: Its codes and printed links.
        differs: What stamping knows of it; None where it is filled already.
        marks: The marks on the page of a printed link that no form draws, by its blank's name.
    """

    url: str
    blanks: tuple[Blank, ...]
    differs: Regional | None
    marks: Mapping[str, tuple[int, ...]]


def unmarked(
    page: Page, content: tuple[Instruction, ...], codes: frozenset[str]
) -> tuple[Instruction, ...]:
    """Return the page's content with no mark around the forms of blanks, and without codes' forms.

    What a form draws has marks of its own, and a code is drawn elsewhere.
    """
    forms = _blanks_of(page)
    dropped: set[int] = set()
    opened: list[int] = []
    around: set[int] = set()
    for index, instruction in enumerate(content):
        match str(instruction.operator):
            case "BMC" | "BDC":
                opened.append(index)
            case "EMC":
                begin = opened.pop()
                dropped |= {begin, index} if begin in around else set()
            case "Do" if (name := forms.get(str(instruction.operands[0]))) is not None:
                around |= set(opened[-1:])
                dropped |= {index} if name in codes else set()
    return tuple(one for index, one in enumerate(content) if index not in dropped)


def seated(pdf: Pdf, parts: Parts) -> tuple[Blank, ...]:
    """Give every part its element and every link its annotation; return the blanks, codes marked.

    Parts whose texts are not known say what their letters say.
    """
    texts = {one.name: one.texts for one in parts.differs.slots} if parts.differs else {}
    forms = _marked_forms(pdf)
    marks = {**parts.marks, **{name: _numbers(form) for name, form in forms.items()}}
    pages = _pages(parts)
    elements = {
        name: _elements(pdf, pages[name], numbers, moved=name in texts)
        for name, numbers in marks.items()
    }
    for name, form in forms.items():
        del form[MARKS_KEY]
        if name in texts:
            _move(pdf, form, elements[name], texts[name])
    if not parts.url:
        return parts.blanks
    return tuple(
        _led(pdf, blank, elements.get(blank.name, ()), marks.get(blank.name, ()), parts)
        for blank in parts.blanks
    )


def _blanks_of(page: Page) -> dict[str, str]:
    drawn = page.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    return {str(key): str(form[BLANK_KEY]) for key, form in drawn.items() if BLANK_KEY in form}


def _marked_forms(pdf: Pdf) -> dict[str, Stream]:
    found = (one for one in pdf.objects if isinstance(one, Stream) and MARKS_KEY in one)
    return dict(sorted(((str(form[BLANK_KEY]), form) for form in found), key=lambda pair: pair[0]))


def _numbers(form: Stream) -> tuple[int, ...]:
    return tuple(int(number) for number in form[MARKS_KEY].as_list())


def _pages(parts: Parts) -> dict[str, int]:
    slots = parts.differs.slots if parts.differs else ()
    return {one.name: one.place.page for one in slots} | {
        blank.name: blank.page for blank in parts.blanks
    }


def _elements(pdf: Pdf, page: int, numbers: tuple[int, ...], *, moved: bool) -> tuple[Object, ...]:
    """Return the elements of a page's marks, which are there no longer if they are `moved`."""
    told = elements_of(pdf, pdf.pages[page - 1])
    found = tuple(told[number] for number in numbers)
    for number in numbers if moved else ():
        told[number] = None
    return found


def _move(pdf: Pdf, form: Stream, elements: tuple[Object, ...], texts: tuple[str, ...]) -> None:
    """Let elements refer to the marks within a form, and say the texts that stamping knows."""
    form.StructParents = registered(pdf, pdf.make_indirect(Array(list(elements))))
    for number, (element, text) in enumerate(zip(elements, texts, strict=True)):
        mark = Dictionary(Type=Name.MCR, Pg=element.Pg, Stm=form, MCID=number)
        element.K = Array([mark])
        if text:
            element.ActualText = String(_LATER)
            element[BLANK_KEY] = String(part(str(form[BLANK_KEY]), number))


def _led(
    pdf: Pdf,
    blank: Blank,
    elements: tuple[Object, ...],
    marks: tuple[int, ...],
    parts: Parts,
) -> Blank:
    """Let a blank lead to the address, and make a figure of it if it is a code."""
    page = pdf.pages[blank.page - 1].obj
    note, link = pdf.make_indirect(_note(blank, parts.url)), _link(pdf, page, elements)
    link.K.append(Dictionary(Type=Name.OBJR, Obj=note, Pg=page))
    note.StructParent = registered(pdf, link)
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(note)
    told: list[Object] = [note]
    if blank.kind == "code" and elements:
        (figure,) = elements
        figure.S, figure.Alt = Name.Figure, String(parts.url)
        figure.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=note.Rect)
        told.append(figure)
        blank = replace(blank, mark=marks[0])
    for one in told if parts.differs else ():
        one[BLANK_KEY] = String(ADDRESS)
    return blank


def _note(blank: Blank, url: str) -> Dictionary:
    corners = _corners(blank)
    across, level = [x for x, _ in corners], [y for _, y in corners]
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=box(min(across), min(level), max(across), max(level)),
        QuadPoints=Array([value for corner in corners for value in corner]),
        Border=Array([0, 0, 0]),
        F=_PRINTED,
        Contents=String(url),
        A=Dictionary(Type=Name.Action, S=Name.URI, URI=String(url)),
    )


def _corners(blank: Blank) -> list[tuple[float, float]]:
    """Return the corners in pt, from the lower left one round (ISO 32000-1, 12.5.6.5)."""
    a, b, c, d, e, f = blank.matrix
    corners = (
        (0.0, 0.0),
        (blank.width, 0.0),
        (blank.width, blank.height),
        (0.0, blank.height),
    )
    return [(round(a * x + c * y + e, 4), round(b * x + d * y + f, 4)) for x, y in corners]


def _link(pdf: Pdf, page: Object, elements: tuple[Object, ...]) -> Object:
    """Put a link around elements where they stand, or behind all of the page if there are none.

    Where one of them stands in an element that says its text, around that: what is in there is not
    read.
    """
    ways = [tuple(_told_whole(one)) for one in elements]
    holder = common([way[1:] for way in ways]) if ways else None
    if holder is None:
        holder = _whole(pdf.Root.StructTreeRoot, page)
    passed = {one.objgen for way in ways for one in way}
    kids = list(holder.K.as_list())
    within = [place for place, kid in enumerate(kids) if kid.objgen in passed]
    first, last = (within[0], within[-1] + 1) if within else (len(kids), len(kids))
    link = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Link, P=holder, Pg=page, K=Array(kids[first:last]))
    )
    for kid in kids[first:last]:
        kid.P = link
    holder.K = Array([*kids[:first], link, *kids[last:]])
    return link


def _told_whole(element: Object) -> Iterator[Object]:
    """Yield an element, or the outermost around it that says its text, and all that is outside."""
    way = tuple(up(element))
    telling = [place for place, one in enumerate(way) if "/ActualText" in one]
    yield from way[telling[-1] if telling else 0 :]


def _whole(tree: Object, page: Object) -> Object:
    """Return what holds all of the page in the structure, or the whole document."""
    whole = tree.K[0]
    on_page = [kid for kid in whole.K if str(kid.S) == "/Sect" and kid.Pg.objgen == page.objgen]
    return on_page[-1] if on_page else whole
