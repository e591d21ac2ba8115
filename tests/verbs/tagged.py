"""What PDF/UA-1 asks of a tagged file that a program can see: ISO 14289-1, 7.1, 7.2, 7.3, 7.18.

Each complaint is a sentence; none is what is wanted.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

# What leaves ink, or would: texts, paths, shadings, pictures.
_PAINTING = {
    *("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI", "INLINE"),
}
_Key = tuple[tuple[int, int], int]


def complaints(data: bytes) -> list[str]:
    """Return what is wrong with the structure of a file."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return [*_Reader(document).complaints()]


class _Reader:
    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        numbers = document.Root.StructTreeRoot.ParentTree.Nums.as_list()
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        self._parents = {int(key): one for key, one in pairs}
        self._drawn: dict[_Key, int] = {}
        self._bare: list[str] = []
        for number, page in enumerate(document.pages, 1):
            self._walk(page.obj, number)

    def complaints(self) -> Iterator[str]:
        yield from self._document_complaints()
        yield from self._bare
        yield from self._annotations()
        yield from self._marked()

    def _document_complaints(self) -> Iterator[str]:
        root = self._document.Root
        if not str(root.get("/Lang", "")):
            yield "the document has no language"
        if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
            yield "the document does not say that it is tagged"
        if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
            yield "viewers are not asked to show the title"
        for one in self._document.objects:
            if isinstance(one, Dictionary) and one.get("/S") == Name.Figure and "/Alt" not in one:
                yield "a figure says nothing"

    def _marked(self) -> Iterator[str]:
        told = list(self._leaves(self._document.Root.StructTreeRoot.K[0]))
        keys = [key for key, _ in told]
        if len(keys) != len(set(keys)):
            yield "a mark belongs to two elements"
        for key in sorted(set(self._drawn) ^ set(keys)):
            yield f"the mark {key} is {'drawn' if key in self._drawn else 'told'} alone"
        pages = [self._drawn[key] for key in keys if key in self._drawn]
        if pages != sorted(pages):
            yield f"pages are read in the order {pages}"
        for key, element in told:
            holder = self._document.get_object(key[0])
            known = self._parents[int(holder.StructParents)][key[1]]
            if known is None or known.objgen != element.objgen:
                yield f"the mark {key} knows another element"

    def _annotations(self) -> Iterator[str]:
        for number, page in enumerate(self._document.pages, 1):
            notes = page.obj.get("/Annots", Array())
            if len(notes) and page.obj.get("/Tabs") != Name.S:
                yield f"page {number} has no order of tabs"
            for note in notes.as_list():
                if not str(note.get("/Contents", "")):
                    yield f"a link on page {number} says nothing"
                element = self._parents[int(note.StructParent)]
                if str(element.S) != "/Link":
                    yield f"a link on page {number} stands in {element.S}"

    def _leaves(self, element: Object) -> Iterator[tuple[_Key, Object]]:
        kids = element.get("/K", Array())
        for kid in kids.as_list() if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, Dictionary):
                yield (element.Pg.objgen, int(kid)), element
            elif "/S" in kid:
                yield from self._leaves(kid)
            elif "/MCID" in kid:
                holder = kid.Stm if "/Stm" in kid else kid.Pg
                yield (holder.objgen, int(kid.MCID)), element

    def _walk(self, holder: Object, page: int) -> None:
        """Note the marks that a page or form draws, and what it draws without one."""
        opened: list[bool] = []
        for step in pikepdf.parse_content_stream(holder):
            match str(step.operator):
                case "BMC" | "BDC":
                    opened.append(self._marks(step, holder, page))
                case "EMC":
                    opened.pop()
                case "Do":
                    form = holder.Resources.XObject[str(step.operands[0])]
                    self._draw(form, page, is_marked=any(opened))
                case name if name in _PAINTING and not any(opened):
                    self._bare.append(f"{name} on page {page} stands outside all marks")

    def _draw(self, form: Stream, page: int, *, is_marked: bool) -> None:
        if "/StructParents" in form:
            if is_marked:
                self._bare.append(f"a form with marks stands in a mark on page {page}")
            self._walk(form, page)
        elif not is_marked:
            self._bare.append(f"a form on page {page} stands outside all marks")

    def _marks(self, step: pikepdf.ContentStreamInstruction, holder: Object, page: int) -> bool:
        told = step.operands[1] if len(step.operands) > 1 else None
        if isinstance(told, Dictionary) and "/MCID" in told:
            self._drawn[holder.objgen, int(told.MCID)] = page
            return True
        return str(step.operands[0]) == "/Artifact"
