"""A proof becomes pages in the inks of its profile, with blanks for what differs by region."""

import io

from pikepdf import Page, Pdf, unparse_content_stream

from leaflets.model.palette import Palette
from leaflets.model.pressed import Pressed
from leaflets.model.proof import Proof
from leaflets.model.variant import Master
from leaflets.press.blanks import blanks, fields, links
from leaflets.press.content import Instruction
from leaflets.press.finishing import finish_page, finished
from leaflets.press.inking import Inking
from leaflets.press.inks import Inks, as_typeset, inks_of
from leaflets.press.spoken import passages, spoken
from leaflets.press.structure import tell
from leaflets.profiles import Profile
from leaflets.units import from_pt

# The leaflets of a screen belong to no profile; PDF 1.4 has all that the engine draws with.
_SCREEN_PDF = "1.4"
_PAPER, _BLACK = "paper", "black"


def press(proof: Proof, master: Master) -> Pressed:
    """Return the proof in the inks of the master's profile.

    Boxes are exact: the trim at the origin, the profile's bleed around it. The file holds no
    metadata, no outline, no structure and no links; set texts tell what they say. Pages to be read
    on a screen keep structure and title. Content leaves the graphics state as it found it, so that
    more can be drawn after it.
    """
    profile = master.profile
    inks = inks_of(profile, master.palette, master.layout.bw)
    said = passages(proof, master)
    with Pdf.open(io.BytesIO(proof.pdf)) as pdf:
        inking = Inking(pdf, inks, tagged=profile.tagged)
        for number, page in enumerate(pdf.pages, start=1):
            here = tuple(passage for passage in said if passage.page == number)
            content = inking.page(page)
            if profile.tagged:
                tell(pdf, page, content, here)
            else:
                content = spoken(content, here)
            _write(pdf, page, content)
            finish_page(page, proof.width, proof.height, profile.bleed)
        data = finished(pdf, profile.pdf, tagged=profile.tagged)
    return _pressed(proof, master, inks, data)


def screen(proof: Proof, master: Master) -> Pressed:
    """Return the proof in the sRGB it was typeset in, for pictures; otherwise as `press` does."""
    with Pdf.open(io.BytesIO(proof.pdf)) as pdf:
        for page in pdf.pages:
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q")
            finish_page(page, proof.width, proof.height, master.profile.bleed)
        data = finished(pdf, _SCREEN_PDF)
    return _pressed(proof, master, as_typeset(master.palette), data)


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


def _pressed(proof: Proof, master: Master, inks: Inks, data: bytes) -> Pressed:
    palette = master.palette
    found = blanks(
        proof,
        master.layout,
        ink=inks.filling(palette.ink(_BLACK)),
        ground=inks.filling(palette.ink(_PAPER)),
    )
    found += fields(proof, data)
    if master.profile.tagged:
        found += links(proof, master.layout)
    return Pressed(
        pdf=data,
        pages=proof.pages,
        width=proof.width,
        height=proof.height,
        bleed=master.profile.bleed,
        blanks=tuple(sorted(found, key=lambda blank: blank.page)),
    )
