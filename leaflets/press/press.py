"""A proof becomes pages in the inks of its profile, with blanks for what differs by region."""

import io

from pikepdf import Page, Pdf, unparse_content_stream

from leaflets.model.palette import Palette
from leaflets.model.pressed import Blank, Pressed
from leaflets.model.proof import Proof
from leaflets.model.variant import Master
from leaflets.press.blanks import blanks, fields, links
from leaflets.press.content import Instruction
from leaflets.press.finishing import finish_page, finished
from leaflets.press.inking import Inking
from leaflets.press.inks import Inks, as_typeset, inks_of
from leaflets.press.parts import Parts, seated, unmarked
from leaflets.press.spoken import Passage, all_of, passages, spoken
from leaflets.press.structure import marks_of, tell
from leaflets.profiles import Profile
from leaflets.units import from_pt

# The leaflets of a screen belong to no profile; PDF 1.4 has all that the engine draws with.
_SCREEN_PDF = "1.4"
_PAPER, _BLACK = "paper", "black"


def press(proof: Proof, master: Master) -> Pressed:
    """Return the proof in the inks of the master's profile.

    Boxes are exact: the trim at the origin, the profile's bleed around it. The file holds no
    metadata, no outline, no structure and no links; set texts tell what they say. Pages to be read
    on a screen keep structure and title, and their links can be tapped. Content leaves the graphics
    state as it found it, so that more can be drawn after it.
    """
    if master.profile.tagged:
        return _tagged(proof, master)
    profile, inks = master.profile, _inks(master)
    said = passages(proof, master)
    with Pdf.open(io.BytesIO(proof.pdf)) as pdf:
        inking = Inking(pdf, inks)
        for number, page in enumerate(pdf.pages, start=1):
            _write(pdf, page, spoken(inking.page(page), _on(said, number)))
            finish_page(page, proof.width, proof.height, profile.bleed)
        data = finished(pdf, profile.pdf)
    return _pressed(proof, master, _codes(proof, master, inks), data)


def _tagged(proof: Proof, master: Master) -> Pressed:
    """Return pages with their structure, in which all that differs by region has its place."""
    profile, inks = master.profile, _inks(master)
    said = passages(proof, master)
    codes, linked = _codes(proof, master, inks), links(proof, master.layout)
    marks: dict[str, tuple[int, ...]] = {}
    with Pdf.open(io.BytesIO(proof.pdf)) as pdf:
        inking = Inking(pdf, inks, tagged=True)
        for number, page in enumerate(pdf.pages, start=1):
            content = inking.page(page)
            tell(pdf, page, content, _on(said, number))
            content = unmarked(page, content, frozenset(one.name for one in codes))
            marks |= _marks(content, tuple(one for one in linked if one.page == number))
            _write(pdf, page, content)
            finish_page(page, proof.width, proof.height, profile.bleed)
        link = master.material.link
        parts = Parts(
            url=link.url if link else "",
            blanks=(*linked, *codes),
            differs=proof.regional,
            marks=marks,
        )
        found = seated(pdf, parts)
        data = finished(pdf, profile.pdf, tagged=True)
    return _pressed(proof, master, found, data)


def screen(proof: Proof, master: Master) -> Pressed:
    """Return the proof in the sRGB it was typeset in, for pictures; otherwise as `press` does."""
    with Pdf.open(io.BytesIO(proof.pdf)) as pdf:
        for page in pdf.pages:
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q")
            finish_page(page, proof.width, proof.height, master.profile.bleed)
        data = finished(pdf, _SCREEN_PDF)
    codes = _codes(proof, master, as_typeset(master.palette))
    return _pressed(proof, master, codes, data)


def plain(pdf: bytes, profile: Profile) -> bytes:
    """Return typeset pages without slots in the inks of `profile`, each trimmed as it says itself.

    For our own pages, in the black and the paper of the standard palette.
    """
    with Pdf.open(io.BytesIO(pdf)) as document:
        inking = Inking(document, inks_of(profile, Palette(), ()))
        for page in document.pages:
            left, low, right, high = (float(value) for value in page.trimbox)
            _write(document, page, inking.page(page))
            # Two decimals of a millimetre undo the rounding of the engine's pixels.
            width, height = round(from_pt(right - left), 2), round(from_pt(high - low), 2)
            finish_page(page, width, height, profile.bleed)
        return finished(document, profile.pdf)


def _write(pdf: Pdf, page: Page, content: tuple[Instruction, ...]) -> None:
    """Put the content between q and Q."""
    page.obj.Contents = pdf.make_stream(b"q\n" + unparse_content_stream(content) + b"\nQ\n")


def _inks(master: Master) -> Inks:
    return inks_of(master.profile, master.palette, master.layout.bw)


def _on(said: tuple[Passage, ...], page: int) -> tuple[Passage, ...]:
    return tuple(passage for passage in said if passage.page == page)


def _codes(proof: Proof, master: Master, inks: Inks) -> tuple[Blank, ...]:
    palette = master.palette
    return blanks(
        proof,
        master.layout,
        ink=inks.filling(palette.ink(_BLACK)),
        ground=inks.filling(palette.ink(_PAPER)),
    )


def _marks(
    content: tuple[Instruction, ...], linked: tuple[Blank, ...]
) -> dict[str, tuple[int, ...]]:
    """Return the marks on the page of each printed link, by its blank's name."""
    places = {all_of(blank): blank.name for blank in linked}
    found = marks_of(content, tuple(places))
    return {places[place]: tuple(sorted(numbers)) for place, numbers in found.items()}


def _pressed(proof: Proof, master: Master, found: tuple[Blank, ...], data: bytes) -> Pressed:
    every = (*found, *fields(proof, data))
    return Pressed(
        pdf=data,
        pages=proof.pages,
        width=proof.width,
        height=proof.height,
        bleed=master.profile.bleed,
        blanks=tuple(sorted(every, key=lambda blank: blank.page)),
    )
