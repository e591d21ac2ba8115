"""Delivered leaflets onto the sheets of one print job: what they share is in the file once.

A job's sheets are laid out as `placing` lays out a paper, from the leaflets' finished bytes.
Objects that are equal in many leaflets, such as the master's page and its fonts, become one: an
object's bytes, with the references in it numbered anew, are its own name.
"""

import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pikepdf import Object, OutlineItem, Pdf

from leaflets.model.paper import Paper
from leaflets.model.pressed import Pressed
from leaflets.press.finishing import finish_page, finished
from leaflets.press.objects import DATA, bodies, pages, streams
from leaflets.press.placing import laid, ticked
from leaflets.profiles import Profile

# Strings are taken whole, so that nothing in them is read as a reference; ISO 32000-1, 7.3.
_TOKENS = re.compile(rb"\((?:[^\\()]|\\.)*\)|(?<![\w./#])(\d+) 0 R\b", re.DOTALL)
# Of a page, beside its content and the boxes that it gets.
_KEPT = ("/Resources", "/Group")
_HEAD, _FREE = b"%PDF-1.4\n", b"0000000000 65535 f \n"
_PAGES = 2
_ROOT = b"<< /Type /Catalog /Pages %d 0 R >>" % _PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """A leaflet as it was delivered.

    Attributes:
        title: What its bookmark says.
        pdf: Its bytes.
    """

    title: str
    pdf: bytes


def gather(
    leaflets: Iterable[Leaflet], paper: Paper, profile: Profile, size: tuple[float, float]
) -> bytes:
    """Return the sheets of `leaflets`, one for each, in their order: fronts and backs by turns.

    `size` is the trimmed leaflet in mm; on each side of `paper` lies one page of it, once or
    several times. Each sheet has a bookmark. The same leaflets give the same bytes.

    Raises ValueError when a leaflet has other pages than `paper` takes, or is not written as
    leaflets are.
    """
    written = _Written(paper, profile, size)
    titles = []
    for one in leaflets:
        written.take(one.pdf)
        titles.append(one.title)
    with Pdf.open(io.BytesIO(written.file())) as out:
        for page in out.pages:
            finish_page(page, paper.width, paper.height, 0.0)
        with out.open_outline() as outline:
            outline.root.extend(
                OutlineItem(title, number * paper.sides) for number, title in enumerate(titles)
            )
        return finished(out, profile.pdf, bookmarked=True)


class _Written:
    """The sheets' file as it grows, object by object."""

    def __init__(self, paper: Paper, profile: Profile, size: tuple[float, float]) -> None:
        """Write what every sheet draws around its leaflet."""
        self._bodies = [_ROOT, b""]
        self._numbers: dict[bytes, int] = {}
        self._known: dict[tuple[bytes, ...], tuple[_Drawn, ...]] = {}
        self._sheets: list[int] = []
        leaf = Pressed(
            pdf=b"",
            pages=paper.sides,
            width=size[0],
            height=size[1],
            bleed=profile.bleed,
            blanks=(),
        )
        self._sides = [
            self._side(number, leaf, paper, profile) for number in range(1, paper.sides + 1)
        ]

    def take(self, pdf: bytes) -> None:
        """Add the sheet of one leaflet."""
        objects = bodies(pdf)
        taken = _Taken(objects, self.add)
        drawn = self._drawn(pdf, objects)
        if len(drawn) != len(self._sides):
            raise ValueError(f"{len(drawn)} pages on {len(self._sides)} sides")
        for number, around in self._sides:
            page = drawn[number - 1]
            content = b" ".join(map(taken.renumbered, page.content))
            beside = b"".join(b" %b %b" % (key, taken.renumbered(one)) for key, one in page.beside)
            self._bodies.append(
                b"<< /Type /Page /Parent %d 0 R%b /Contents [ %b ] >>"
                % (_PAGES, beside, (b" %b " % content).join(around))
            )
            self._sheets.append(len(self._bodies))

    def _drawn(self, pdf: bytes, objects: Mapping[int, bytes]) -> tuple["_Drawn", ...]:
        """Return what draws each page; leaflets of one master write the same of it."""
        key = tuple(objects[number] for number in pages(pdf, objects))
        if key not in self._known:
            with Pdf.open(io.BytesIO(pdf)) as source:
                self._known[key] = tuple(_drawn(page.obj) for page in source.pages)
        return self._known[key]

    def add(self, body: bytes) -> int:
        """Return the number of an object with this body, written once."""
        if body not in self._numbers:
            self._bodies.append(body)
            self._numbers[body] = len(self._bodies)
        return self._numbers[body]

    def file(self) -> bytes:
        """Return the file; it still wants to be finished."""
        kids = b" ".join(b"%d 0 R" % number for number in self._sheets)
        pages = b"<< /Type /Pages /Count %d /Kids [ %b ] >>" % (len(self._sheets), kids)
        parts, rows, at = [_HEAD], [_FREE], len(_HEAD)
        for number, body in enumerate((_ROOT, pages, *self._bodies[_PAGES:]), start=1):
            parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            rows.append(b"%010d 00000 n \n" % at)
            at += len(parts[-1])
        table = b"xref\n0 %d\n%b" % (len(rows), b"".join(rows))
        end = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(rows), at)
        return b"".join((*parts, table, end))

    def _side(
        self, side: int, leaf: Pressed, paper: Paper, profile: Profile
    ) -> tuple[int, list[bytes]]:
        """Return the page that lies on a side, and what is drawn before, between and after it."""
        placed = [one for one in paper.placements if one.side == side]
        [number] = {one.page for one in placed}
        begun = [laid(one, leaf, paper) for one in placed]
        around = [begun[0], *(f"Q\n{one}" for one in begun[1:]), "Q"]
        if side == 1 and paper.ticks:
            around[-1] += f"\n{ticked(paper, profile)}"
        return number, [b"%d 0 R" % self.add(_drawing(one.encode())) for one in around]


class _Taken:
    """One leaflet's objects on their way into the job."""

    def __init__(self, objects: Mapping[int, bytes], add: Callable[[bytes], int]) -> None:
        """Take from `objects`; `add` gives a body its number in the job."""
        self._objects = objects
        self._add = add
        self._numbers: dict[int, int] = {}

    def renumbered(self, written: bytes) -> bytes:
        """Return what is written in the source, its references leading to the job's objects.

        Raises RecursionError for an object that holds itself.
        """
        pieces = _pieces(written)
        if len(pieces) == 1:
            return written
        return b"".join(one if isinstance(one, bytes) else self._here(one) for one in pieces)

    def _here(self, number: int) -> bytes:
        if number not in self._numbers:
            head, begun, data = self._objects[number].partition(DATA)
            self._numbers[number] = self._add(self.renumbered(head) + begun + data)
        return b"%d 0 R" % self._numbers[number]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """What draws a page, as the leaflet writes it.

    Attributes:
        content: The references to its streams.
        beside: (key, value) of what these draw with.
    """

    content: tuple[bytes, ...]
    beside: tuple[tuple[bytes, bytes], ...]


def _drawn(page: Object) -> _Drawn:
    return _Drawn(
        content=tuple(one.unparse() for one in streams(page)),
        beside=tuple((key.encode(), page[key].unparse()) for key in _KEPT if key in page),
    )


@lru_cache(maxsize=1024)
def _pieces(written: bytes) -> tuple[bytes | int, ...]:
    """Part what is written at its references; equal leaflets have equal ones."""
    pieces: list[bytes | int] = []
    at = 0
    for match in _TOKENS.finditer(written):
        if match[1] is not None:
            pieces += [written[at : match.start()], int(match[1])]
            at = match.end()
    return (*pieces, written[at:])


def _drawing(content: bytes) -> bytes:
    return _stream(b"<< /Length %d >>" % len(content), content)


def _stream(head: bytes, data: bytes) -> bytes:
    return b"%b\nstream\n%b\nendstream" % (head, data)
