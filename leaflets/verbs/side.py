"""A side: one master typeset with blanks, and what the values of its variants become there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from leaflets.faces import Face
from leaflets.layout.compose import marked, plain, regional_values, unstamped
from leaflets.layout.emptied import emptied
from leaflets.layout.uses import prints_only
from leaflets.model.proof import Proof, Regional, SlotMeasure
from leaflets.model.variant import Master, Variant
from leaflets.problems import Problem, Severity, Where
from leaflets.stamp.fonts import Embedded, Use, embedded
from leaflets.stamp.live import told
from leaflets.stamp.sort import Rules, Sorted, hung, settable, sorted_slots, used_faces
from leaflets.typeset.findings import faults, floor, oversets, too_long
from leaflets.typeset.layer import Layer, Layered, Row
from leaflets.verbs.printing import Fields
from leaflets.verbs.specimen import row, unlike


class Side:
    """A master and what its variants' values become on its pages."""

    def __init__(self, master: Master, proof: Proof, differs: Regional) -> None:
        """Take a master that was typeset with blanks."""
        self.master = master
        self.proof = proof
        self._differs = differs
        self._rooms = tuple(one for one in differs.slots if one.room)
        self._layer = Layer(master, proof, differs)
        self._prints_only = prints_only(master.layout)
        self._rules = self._exact()
        placed = {one.slot for one in differs.slots}
        self._printed = tuple(slot for slot in master.layout.slots if slot.name in placed)
        self._known: dict[tuple[bool, ...], tuple[Problem, ...]] = {}

    @property
    def carried(self) -> Mapping[Face, Embedded]:
        """The faces that the pressed pages carry for its fields."""
        return self._rules.embedded

    @property
    def uses(self) -> tuple[Use, ...]:
        """The faces that its fields are set in."""
        return used_faces(self._differs, self.master.layout, self._rules.settable)

    @property
    def shared(self) -> tuple[tuple[str, str], ...]:
        """The (slot, text) of its page that all variants have in common."""
        own = {slot.name for slot in self._printed}
        return tuple(pair for pair in self.proof.texts if pair[0] not in own)

    def carry(self, faces: Mapping[Face, Embedded]) -> None:
        """Set fields in the faces that pages carry which are not its own alone."""
        self._rules = replace(self._rules, embedded=faces)

    def values(self, variant: Variant) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        """Return the variant's regional values, and why it cannot be stamped with them, if so.

        Its page is composed with marks and plainly; where the layout only prints its values, what
        is known of one page holds for all that lack the same ones.
        """
        whole = variant.filled(self.master)
        values = tuple(regional_values(whole).values())
        shape = tuple(bool(value) for value in values)
        if shape not in self._known or not self._prints_only:
            self._known[shape] = tuple(self._unstamped(whole))
        return values, self._known[shape] or tuple(self._unset(values))

    def fields(
        self, rows_of_values: Sequence[tuple[str, ...]], language: str = ""
    ) -> Iterator[Fields]:
        """Yield the fields of at most `CHUNK` variants, from their values.

        `language` tells its blanks from those of another side.
        """
        is_told = self.master.profile.tagged
        done = self._sorted(rows_of_values)
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
                problems=tuple(dict.fromkeys((*self._over(one), *_else_said(one, said)))),
                row=str(number),
                layered=layered if number in rows else None,
                told=told(self._differs, rows_of_values[number]) if is_told else {},
                language=language,
            )

    def texts(self, variant: Variant) -> tuple[tuple[str, str], ...]:
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

    def _exact(self) -> Rules:
        """Return the rules by which slots are sorted: set are those that we set as the engine."""
        differs, layout = self._differs, self.master.layout
        blanks = settable(differs, layout)
        if not self._prints_only:
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
            hung=hung(self._differs, blanks),
            embedded=embedded(used_faces(self._differs, layout, blanks), language),
        )

    def _sorted(self, rows_of_values: Sequence[tuple[str, ...]]) -> list[Sorted]:
        """Sort the slots of each row; where measures hang on values, the engine is asked first."""
        rules = self._rules
        if not (rules.hung and rows_of_values):
            return [sorted_slots(rules, values) for values in rows_of_values]
        rows = [
            Row(name="", values=values, scales={}, slots=rules.hung) for values in rows_of_values
        ]
        measured = self._layer.styles(rows)
        return [
            sorted_slots(rules, values, own)
            for values, own in zip(rows_of_values, measured, strict=True)
        ]

    def _unset(self, values: tuple[str, ...]) -> Iterator[Problem]:
        """Tell what neither we set nor the layer draws as the whole page does.

        A text that display sets otherwise than line by line has to be told what it says; patterns
        would lie elsewhere, and what has a layer of the page would lie within the slot's.
        """
        layered = {one.name for one in self._differs.slots} - self._rules.settable
        strange = self._layer.strange() if layered else frozenset()
        for one in self._differs.slots:
            if one.patterned or one.rises or one.name in layered & strange:
                yield _filtered(one.slot, "")
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

    def _over(self, one: Sorted) -> Iterator[Problem]:
        named = {slot_name for slot_name, field, _ in one.over if field}
        for slot_name, field, over in one.over:
            slot = self.master.layout.slot(slot_name)
            # A box is too full of the value that is named.
            if slot and (field or slot_name not in named):
                yield too_long(self.master, slot, over, what=f"`{field}`" if field else "")

    def _engine_says(self, layered: Layered, place: int) -> Iterator[Problem]:
        measures: tuple[SlotMeasure, ...] = layered.measures[place]
        yield from layered.problems[place]
        yield from oversets(self.master, measures)
        yield from faults(self.master, measures)


def _else_said(one: Sorted, said: Iterable[Problem]) -> Iterator[Problem]:
    """Give what the engine says of slots whose fields are not known to be too long already."""
    told_ = {slot for slot, _, _ in one.over}
    return (problem for problem in said if problem.where.slot not in told_)


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
