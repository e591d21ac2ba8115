"""Stamping: the masters of a leaflet, pressed once, become the files of all its variants."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from leaflets.deliver.picture import messenger, png
from leaflets.model.manifest import Entry
from leaflets.model.paper import Paper
from leaflets.model.pressed import Pressed
from leaflets.model.variant import Master, Variant
from leaflets.preflight.expected import Expected
from leaflets.press.placing import place
from leaflets.press.press import press, screen
from leaflets.problems import Problem, errors
from leaflets.stamp.code import Codes
from leaflets.stamp.fonts import embedded
from leaflets.typeset.layer import CHUNK
from leaflets.typeset.proof import typeset
from leaflets.verbs.entries import Made, entries, fit_of, stopped
from leaflets.verbs.printing import Fields, Printing
from leaflets.verbs.side import Side
from leaflets.verbs.sides import bound, problems_of, slots_of, texts_of, urls_on
from leaflets.verbs.whole import MASK, MASKED, same_page, typeset_whole
from leaflets.workers import uncollected

Values = tuple[tuple[str, ...], ...]


class Stamping:
    """What the variants of one master are stamped with, or of two: a language on each side."""

    def __init__(self, *sides: Side) -> None:
        """Take the masters that were typeset with blanks, that of the front first."""
        self.sides = sides
        self._master = sides[0].master
        spoken = tuple(side.master.material.language for side in sides)
        self._languages = spoken if len(sides) > 1 else ("",)
        self._carried = sides[0].carried
        if len(sides) > 1:
            # Embedded once: either side may be set in what both need.
            self._carried = embedded([one for side in sides for one in side.uses], *spoken)
            for side in sides:
                side.carry(self._carried)
        self._problems = self._told([side.proof.problems for side in sides])
        self._shared = texts_of([side.shared for side in sides], self._languages)
        self._slots = slots_of([side.proof for side in sides], self._languages)
        self._leaflet: Printing | None = None
        self._papers: dict[Paper, Printing] = {}
        self._shown: Printing | None = None
        self._pictured: dict[str, Stamping | None] = {}

    def files(self, variants: Sequence[Variant]) -> Iterator[tuple[Made, ...]]:
        """Make the files of `variants`, a chunk of them at a time."""
        with _kept():
            for start in range(0, len(variants), CHUNK):
                yield from self._chunk(variants[start : start + CHUNK])

    def _chunk(self, chunk: Sequence[Variant]) -> Iterator[tuple[Made, ...]]:
        with uncollected():
            found = [self.values(variant) for variant in chunk]
            fields = iter([*self.fields([values for values, notes in found if not notes])])
        for variant, (_, notes) in zip(chunk, found, strict=True):
            if notes:
                yield typeset_whole(variant, notes)
                continue
            with uncollected():
                made = self._files(variant, next(fields))
            yield made

    def values(self, variant: Variant) -> tuple[Values, tuple[Problem, ...]]:
        """Return the values of each side of a variant, and why it cannot be stamped, if so."""
        # One side serves for the picture of two.
        pairs = zip(self.sides, variant.sides, strict=False)
        values, notes = zip(*(side.values(one) for side, one in pairs), strict=True)
        return values, self._told(notes)

    def fields(self, rows_of_values: Sequence[Values]) -> Iterator[tuple[Fields, ...]]:
        """Yield the fields of each side of at most `CHUNK` variants, from their values."""
        found = [
            side.fields([values[number] for values in rows_of_values], self._languages[number])
            for number, side in enumerate(self.sides)
        ]
        return zip(*found, strict=True)

    def leaflet(self) -> Printing:
        """Return the pages in the inks of the profile, cut to be filled."""
        if self._leaflet is None:
            pressed = [press(side.proof, side.master) for side in self.sides]
            self._leaflet = self.printing(bound(pressed, self._languages))
        return self._leaflet

    def printing(self, pressed: Pressed, *, inked: bool = True) -> Printing:
        """Return pressed pages of these masters, cut to be filled."""
        return Printing(pressed, self._master, self._carried, inked=inked)

    def _told(self, found: Sequence[Sequence[Problem]]) -> tuple[Problem, ...]:
        return problems_of(found, self._languages)

    def _files(self, variant: Variant, fields: tuple[Fields, ...]) -> tuple[Made, ...]:
        found = (*self._problems, *self._told([one.problems for one in fields]))
        if errors(found):
            return stopped(variant, found)
        planned = {(entry.role, entry.profile): entry for entry in entries(variant)}
        name = self._master.profile.name
        leaflet = self._made(variant, fields, self.leaflet(), planned["leaflet", name])
        told = tuple(dict.fromkeys((*found, *leaflet.entry.problems)))
        made = [replace(leaflet, entry=replace(leaflet.entry, problems=told))]
        if ("paper", name) in planned and variant.paper is not None:
            made.append(
                self._made(variant, fields, self._paper(variant.paper), planned["paper", name])
            )
        if variant.picture:
            made.append(Made(entry=planned["picture", ""], data=self._picture(variant, fields)))
        if self._master.profile.tagged:
            data = messenger(made[0].data, 1, self._master.palette)
            made.append(Made(entry=planned["picture", name], data=data))
        return tuple(made)

    def _paper(self, paper: Paper) -> Printing:
        if paper not in self._papers:
            placed = place(self.leaflet().pressed, paper, self._master.profile)
            self._papers[paper] = self.printing(placed)
        return self._papers[paper]

    def _made(
        self, variant: Variant, fields: tuple[Fields, ...], printing: Printing, entry: Entry
    ) -> Made:
        """Stamp one file and check it; a code that fails is tried once more in the best mask."""
        for mask in (MASK, None):
            drawn = printing.codes(variant, mask)
            data = printing.file(fields, drawn)
            expected = self._expected(variant, printing.pressed, drawn, entry)
            found = printing.found(data, fields, expected)
            if not any(problem.code in MASKED for problem in found.problems):
                break
        of_all = self._shared if entry.role == "leaflet" else ()
        shared = printing.shared(data, expected, of_all)
        proofs = [side.proof for side in self.sides]
        return Made(
            entry=replace(
                entry,
                made="stamped",
                coverage=printing.coverage(),
                fit=fit_of(proofs, self._languages) if entry.role == "leaflet" else None,
                links=found.codes,
                problems=tuple(dict.fromkeys((*drawn.problems, *found.problems, *shared))),
            ),
            data=data,
        )

    def _expected(self, variant: Variant, pressed: Pressed, drawn: Codes, entry: Entry) -> Expected:
        is_leaflet = entry.role == "leaflet"
        return Expected(
            pages=pressed.pages,
            width=pressed.width,
            height=pressed.height,
            bleed=pressed.bleed,
            profile=self._master.profile,
            codes=drawn.codes,
            urls=urls_on(pressed.pages, drawn.urls) if is_leaflet else (),
            slots=self._slots if is_leaflet else (),
            texts=self._texts(variant) if is_leaflet else (),
            paper=None if is_leaflet else variant.paper,
            output=entry.path,
        )

    def _texts(self, variant: Variant) -> tuple[tuple[str, str], ...]:
        pairs = zip(self.sides, variant.sides, strict=True)
        return texts_of([side.texts(one) for side, one in pairs], self._languages)

    def picture(self, variant: Variant) -> bytes | None:
        """Return the picture of a variant's front; None where it cannot be stamped."""
        values, notes = self.values(variant)
        fields = None if notes else next(self.fields([values]))
        if fields is None or errors(fields[0].problems):
            return None
        return self._drawn(variant, fields)

    def _picture(self, variant: Variant, fields: tuple[Fields, ...]) -> bytes:
        other = self._common(variant.pictured) if variant.pictured else None
        return (other and other.picture(variant)) or self._drawn(variant, fields)

    def _drawn(self, variant: Variant, fields: tuple[Fields, ...]) -> bytes:
        if self._shown is None:
            front = self.sides[0]
            self._shown = self.printing(screen(front.proof, front.master), inked=False)
        alone = (replace(fields[0], language=""),)
        data = self._shown.file(alone, self._shown.codes(variant, MASK))
        return png(data, 1, edge_mm=self._master.frame.edge)

    def _common(self, shown: Master) -> "Stamping | None":
        """Return the master that a picture is drawn from; None: this one serves."""
        if same_page(shown, self._master):
            return None
        if shown.key not in self._pictured:
            proof = typeset(shown, blank=True)
            fits = proof.regional is not None and not errors(proof.problems)
            self._pictured[shown.key] = (
                Stamping(Side(shown, proof, proof.regional)) if fits and proof.regional else None
            )
        return self._pictured[shown.key]


@contextmanager
def _kept() -> Iterator[None]:
    """Keep the collector from walking again and again through all that a master holds."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
