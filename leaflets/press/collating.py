"""Two one-sided masters become one leaflet that speaks a language on each side.

What the words of its structure mean: ISO 32000-1, 14.7 and 14.8.
"""

import io
from collections.abc import Iterator
from dataclasses import replace

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from leaflets.model.pressed import BLANK_KEY, Blank, Pressed, of_language
from leaflets.press.finishing import finished
from leaflets.press.structure import free_key

# By these pages, forms and annotations find their elements.
_PARENTS = ("/StructParents", "/StructParent")


def collated(front: Pressed, back: Pressed, languages: tuple[str, str]) -> Pressed:
    """Return the pages of both, front first, with the blanks of both, named by their languages.

    Both are of one size, bleed and profile. Tagged pages have one structure, in which each side is
    a part with a language of its own; title and language of the document are the front's.
    """
    with Pdf.open(io.BytesIO(front.pdf)) as pdf, Pdf.open(io.BytesIO(back.pdf)) as other:
        version, tagged = pdf.pdf_version, "/StructTreeRoot" in pdf.Root
        for one, language in zip((pdf, other), languages, strict=True):
            _name_blanks(one, language)
        if tagged:
            _shift(other, free_key(pdf))
        pdf.pages.extend(other.pages)
        if tagged:
            _join(pdf, pdf.copy_foreign(other.Root.StructTreeRoot), languages)
        data = finished(pdf, version, tagged=tagged)
    fronts = (_of_side(one, 1, 0, languages) for one in front.blanks)
    backs = (_of_side(one, 2, front.pages, languages) for one in back.blanks)
    return replace(front, pdf=data, pages=front.pages + back.pages, blanks=(*fronts, *backs))


def _of_side(blank: Blank, side: int, before: int, languages: tuple[str, str]) -> Blank:
    language = languages[side - 1]
    return replace(
        blank,
        slot=of_language(blank.slot, language),
        name=of_language(blank.name, language),
        page=before + blank.page,
        side=side,
    )


def _holders(pdf: Pdf) -> Iterator[Dictionary | Stream]:
    yield from (one for one in pdf.objects if isinstance(one, Dictionary | Stream))


def _name_blanks(pdf: Pdf, language: str) -> None:
    for one in _holders(pdf):
        if BLANK_KEY in one:
            one[BLANK_KEY] = String(of_language(str(one[BLANK_KEY]), language))


def _shift(pdf: Pdf, by: int) -> None:
    """Count the keys of a structure from `by`."""
    for one in _holders(pdf):
        for key in _PARENTS:
            if key in one:
                one[key] = int(one[key]) + by
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for place in range(0, len(numbers), 2):
        numbers[place] = int(numbers[place]) + by


def _join(pdf: Pdf, other: Object, languages: tuple[str, str]) -> None:
    """Put both documents, each a part now, into one; `other` has keys behind all of `pdf`'s."""
    tree = pdf.Root.StructTreeRoot
    parts = (tree.K[0], other.K[0])
    whole = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array(list(parts)))
    )
    if "/NS" in parts[0]:
        whole.NS = parts[0].NS
    for part, language in zip(parts, languages, strict=True):
        part.S, part.P, part.Lang = Name.Part, whole, String(language)
        if "/NS" in part:
            del part.NS
    tree.K = Array([whole])
    tree.ParentTree.Nums.extend(other.ParentTree.Nums)
