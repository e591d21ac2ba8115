"""Stamping: one master, pressed once, becomes the files of all its variants."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from leaflets.deliver.picture import messenger, png
from leaflets.layout.compose import marked, plain, regional_values, unstamped
from leaflets.layout.emptied import emptied
from leaflets.layout.uses import prints_only
from leaflets.model.manifest import Entry
from leaflets.model.paper import Paper
from leaflets.model.pressed import Pressed
from leaflets.model.proof import Proof, Regional, SlotMeasure
from leaflets.model.variant import Master, Variant
from leaflets.preflight.expected import Expected
from leaflets.press.placing import place
from leaflets.press.press import press, screen
from leaflets.problems import Problem, Severity, Where, errors
from leaflets.stamp.code import Codes
from leaflets.stamp.fonts import embedded
from leaflets.stamp.live import told
from leaflets.stamp.sort import Rules, Sorted, settable, sorted_slots, used_faces
from leaflets.typeset.findings import faults, floor, oversets, too_long
from leaflets.typeset.layer import CHUNK, Layer, Layered
from leaflets.typeset.proof import typeset
from leaflets.verbs.entries import Made, entries, fit_of, stopped
from leaflets.verbs.printing import Fields, Printing
from leaflets.verbs.specimen import row, unlike
from leaflets.verbs.whole import MASK, MASKED, same_page, typeset_whole
from leaflets.workers import uncollected


class Stamping:
    """A master and what its variants are stamped with."""

    def __init__(self, master: Master, proof: Proof, differs: Regional) -> None:
        """Take a master that was typeset with blanks."""
        self.master = master
        self.proof = proof
        self._differs = differs
        self._rooms = tuple(one for one in differs.slots if one.room)
        self._layer = Layer(master, proof, differs)
        self._rules = self._exact()
        placed = {one.slot for one in differs.slots}
        self._printed = tuple(slot for slot in master.layout.slots if slot.name in placed)
        self._known: dict[tuple[bool, ...], tuple[Problem, ...]] = {}
        self._leaflet: Printing | None = None
        self._papers: dict[Paper, Printing] = {}
        self._pictured: dict[str, Stamping | None] = {}

    def _exact(self) -> Rules:
        """Return the rules by which slots are sorted: set are those that we set as the engine."""
        differs, layout = self._differs, self.master.layout
        blanks = settable(differs, layout)
        if not prints_only(layout):
            # What it makes of a set text is the engine's to say.
            blanks -= {one.name for one in differs.slots if one.room}
        rules = self._rules_for(blanks)
        wrong = unlike(rules, self._layer, self.master)
        return self._rules_for(blanks - wrong) if wrong else rules

    def _rules_for(self, blanks: frozenset[str]) -> Rules:
        layout, language = self.master.layout, self.master.material.language
        return Rules(
            differs=self._differs,
            layout=layout,
            language=language,
            floor=floor(None, self.master.profile),
            settable=blanks,
            embedded=embedded(used_faces(self._differs, layout, blanks), language),
        )

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

    def values(self, variant: Variant) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        """Return the variant's regional values, and why it cannot be stamped with them, if so.

        Its page is composed with marks and plainly; where the layout only prints its values, what
        is known of one page holds for all that lack the same ones.
        """
        whole = variant.filled(self.master)
        values = tuple(regional_values(whole).values())
        shape = tuple(bool(value) for value in values)
        if shape not in self._known or not prints_only(whole.layout):
            self._known[shape] = tuple(self._unstamped(whole))
        return values, self._known[shape] or tuple(self._unset(values))

    def _unset(self, values: tuple[str, ...]) -> Iterator[Problem]:
        """Tell what display sets otherwise than line by line: it has to be told what it says."""
        if not self._rooms:
            return
        done = sorted_slots(self._rules, values)
        for one in self._rooms:
            if one.slot in done.sets and one.name not in done.set:
                yield _filtered(one.slot, "")

    def _unstamped(self, whole: Master) -> Iterator[Problem]:
        yield from filtered(whole, self.proof)
        if marked(whole, self.proof.fitting).html != self._differs.html:
            yield _filtered("", "")
        elif slots := frozenset(one.slot for one in self._rooms):
            sets = sorted_slots(self._rules, tuple(regional_values(whole).values())).sets
            fittings = (self.proof.fitting, self.proof.fitting.with_sets(tuple(sets.items())))
            pages = (plain(whole, fitting) for fitting in fittings)
            one, other = (emptied(page, slots) for page in pages)
            if one != other:
                yield _filtered(next(iter(slots)) if len(slots) == 1 else "", "")

    def fields(self, rows_of_values: Sequence[tuple[str, ...]]) -> Iterator[Fields]:
        """Yield the fields of at most `CHUNK` variants, from their values."""
        done = [sorted_slots(self._rules, values) for values in rows_of_values]
        rows = {
            number: row(str(number), values, one, one.layered)
            for number, (values, one) in enumerate(zip(rows_of_values, done, strict=True))
            if one.layered
        }
        layered = self._layer.drawn(list(rows.values())) if rows else None
        places = {number: place for place, number in enumerate(rows)}
        for number, one in enumerate(done):
            said = (
                self._engine_says(layered, places[number]) if layered and number in places else ()
            )
            yield Fields(
                sorted=one,
                problems=tuple(dict.fromkeys((*self._over(one), *said))),
                row=str(number),
                layered=layered if number in rows else None,
                told=told(self._differs, rows_of_values[number]),
            )

    def leaflet(self) -> Printing:
        """Return the pages in the inks of the profile, cut to be filled."""
        if self._leaflet is None:
            self._leaflet = self.printing(press(self.proof, self.master))
        return self._leaflet

    def printing(self, pressed: Pressed, *, inked: bool = True) -> Printing:
        """Return pressed pages of this master, cut to be filled."""
        return Printing(pressed, self.master, self._rules.embedded, inked=inked)

    def _files(self, variant: Variant, fields: Fields) -> tuple[Made, ...]:
        if errors(fields.problems):
            return stopped(variant, (*self.proof.problems, *fields.problems))
        planned = {(entry.role, entry.profile): entry for entry in entries(variant)}
        name = self.master.profile.name
        made = [self._made(variant, fields, self.leaflet(), planned["leaflet", name])]
        if ("paper", name) in planned and variant.paper is not None:
            made.append(
                self._made(variant, fields, self._paper(variant.paper), planned["paper", name])
            )
        if variant.picture:
            made.append(Made(entry=planned["picture", ""], data=self._picture(variant, fields)))
        if self.master.profile.tagged:
            data = messenger(made[0].data, 1, self.master.palette)
            made.append(Made(entry=planned["picture", name], data=data))
        return tuple(made)

    def _paper(self, paper: Paper) -> Printing:
        if paper not in self._papers:
            placed = place(self.leaflet().pressed, paper, self.master.profile)
            self._papers[paper] = self.printing(placed)
        return self._papers[paper]

    def _made(self, variant: Variant, fields: Fields, printing: Printing, entry: Entry) -> Made:
        """Stamp one file and check it; a code that fails is tried once more in the best mask."""
        is_leaflet = entry.role == "leaflet"
        for mask in (MASK, None):
            drawn = printing.codes(variant, mask)
            data = printing.file(fields, drawn)
            expected = self._expected(variant, printing.pressed, drawn, entry)
            found = printing.found(data, fields, expected)
            if not any(problem.code in MASKED for problem in found.problems):
                break
        shared = printing.shared(data, expected)
        return Made(
            entry=replace(
                entry,
                made="stamped",
                coverage=printing.coverage(),
                fit=fit_of(self.proof) if is_leaflet else None,
                links=found.codes,
                problems=tuple(
                    dict.fromkeys(
                        (
                            *(self.proof.problems if is_leaflet else ()),
                            *(fields.problems if is_leaflet else ()),
                            *drawn.problems,
                            *found.problems,
                            *shared,
                        )
                    )
                ),
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
            profile=self.master.profile,
            codes=drawn.codes,
            url=drawn.url if is_leaflet else "",
            slots=self.proof.slots if is_leaflet else (),
            texts=self._texts(variant) if is_leaflet else (),
            paper=None if is_leaflet else variant.paper,
            output=entry.path,
        )

    def _texts(self, variant: Variant) -> tuple[tuple[str, str], ...]:
        """Return (slot, text) of the variant's own values."""
        values = dict(variant.fields)
        link = variant.link.text if variant.link else ""
        return tuple(
            (slot.name, text)
            for slot in self._printed
            for text in (
                [values.get(rule.name) for rule in slot.fields]
                if slot.holds == "region"
                else [link]
            )
            if text
        )

    def picture(self, variant: Variant) -> bytes | None:
        """Return the picture of a variant on these pages; None where it cannot be stamped."""
        values, notes = self.values(variant)
        fields = None if notes else next(self.fields([values]))
        if fields is None or errors(fields.problems):
            return None
        return self._drawn(variant, fields)

    def _picture(self, variant: Variant, fields: Fields) -> bytes:
        other = self._common(variant.pictured) if variant.pictured else None
        return (other and other.picture(variant)) or self._drawn(variant, fields)

    def _drawn(self, variant: Variant, fields: Fields) -> bytes:
        printing = self.printing(screen(self.proof, self.master), inked=False)
        data = printing.file(fields, printing.codes(variant, MASK))
        return png(data, 1, edge_mm=self.master.frame.edge)

    def _common(self, shown: Master) -> "Stamping | None":
        """Return the master that a picture is drawn from; None: this one serves."""
        if same_page(shown, self.master):
            return None
        if shown.key not in self._pictured:
            proof = typeset(shown, blank=True)
            fits = proof.regional is not None and not errors(proof.problems)
            self._pictured[shown.key] = (
                Stamping(shown, proof, proof.regional) if fits and proof.regional else None
            )
        return self._pictured[shown.key]

    def _over(self, one: Sorted) -> Iterator[Problem]:
        for slot_name, field, over in one.over:
            slot = self.master.layout.slot(slot_name)
            if slot:
                yield too_long(self.master, slot, over, what=f"`{field}`" if field else "")

    def _engine_says(self, layered: Layered, place: int) -> Iterator[Problem]:
        measures: tuple[SlotMeasure, ...] = layered.measures[place]
        yield from layered.problems[place]
        yield from oversets(self.master, measures)
        yield from faults(self.master, measures)


@contextmanager
def _kept() -> Iterator[None]:
    """Keep the collector from walking again and again through all that a master holds."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def filtered(whole: Master, proof: Proof) -> tuple[Problem, ...]:
    """Return a note for each value of `whole` that its page does more with than stamping can."""
    return tuple(_filtered(slot, field) for slot, field in unstamped(whole, proof.fitting))


def _filtered(slot: str, field: str) -> Problem:
    what = f"`{field}`" if field else "a regional value"
    where = f" in the slot `{slot}`" if slot else ""
    return Problem(
        code="field-filtered",
        severity=Severity.NOTE,
        message=f"The layout does more with {what}{where} than print it, "
        "so this leaflet is typeset in full.",
        hint="To pour many regions fast, print the value as it is and change its look in CSS.",
        where=Where(slot=slot),
    )
