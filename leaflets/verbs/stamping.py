"""Stamping: one master, pressed once, becomes the files of all its variants."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pikepdf import Pdf, Stream

from leaflets.deliver.picture import png
from leaflets.layout.compose import marked, plain, unstamped
from leaflets.layout.marks import Marked
from leaflets.layout.portions import portions
from leaflets.model.layout import REGIONAL
from leaflets.model.manifest import Entry
from leaflets.model.paper import Paper
from leaflets.model.pressed import Pressed
from leaflets.model.proof import Proof, Regional, SlotMeasure
from leaflets.model.variant import Master, Variant
from leaflets.preflight.expected import Expected
from leaflets.preflight.leaflet import check
from leaflets.preflight.region import check_fields, inked
from leaflets.press.layer import layer as in_inks
from leaflets.press.placing import place
from leaflets.press.press import press, screen
from leaflets.problems import Problem, Severity, Where, errors
from leaflets.stamp.code import Codes, codes
from leaflets.stamp.sort import Rules, Sorted, sorted_slots
from leaflets.stamp.splice import code_on, cut
from leaflets.stamp.stamping import LayeredSlot, gathered, laid
from leaflets.typeset.findings import faults, floor, oversets, too_long
from leaflets.typeset.layer import CHUNK, Layer, Layered, Row
from leaflets.typeset.proof import typeset
from leaflets.verbs.entries import Made, entries, fit_of, stopped
from leaflets.verbs.whole import MASK, MASKED, same_page, typeset_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The regional values of one variant, sorted and, where the engine sets them, typeset.

    Attributes:
        sorted: What becomes of each slot.
        problems: What does not fit, and what is wrong with its faces.
        row: The name of its row in the layer.
        layered: The layer that holds what the engine set; None without.
    """

    sorted: Sorted
    problems: tuple[Problem, ...]
    row: str = ""
    layered: Layered | None = None


class Stamping:
    """A master and what its variants are stamped with."""

    def __init__(self, master: Master, proof: Proof, differs: Regional) -> None:
        """Take a master that was typeset with blanks."""
        self.master = master
        self.proof = proof
        self._differs = differs
        self._layer = Layer(master, proof, differs)
        self._rules = Rules(
            differs=differs, layout=master.layout, floor=floor(None, master.profile)
        )
        self._leaflet: Printing | None = None
        self._papers: dict[Paper, Printing] = {}
        self._pictured: dict[str, Stamping | None] = {}

    def files(self, variants: Sequence[Variant]) -> Iterator[tuple[Made, ...]]:
        """Make the files of `variants`, a chunk of them at a time."""
        for start in range(0, len(variants), CHUNK):
            chunk = variants[start : start + CHUNK]
            pages = [self.page(variant) for variant in chunk]
            fields = self.fields([page for page, notes in pages if not notes])
            for variant, (_, notes) in zip(chunk, pages, strict=True):
                if notes:
                    yield typeset_whole(variant, notes)
                else:
                    yield self._files(variant, next(fields))

    def page(self, variant: Variant) -> tuple[Marked, tuple[Problem, ...]]:
        """Return the variant's own page with marks, and why it cannot be stamped, if so."""
        whole = variant.filled(self.master)
        page = marked(whole, self.proof.fitting)
        found = unstamped(page, plain(whole, self.proof.fitting), whole.layout)
        if not found and page.html != self._differs.html:
            found = (("", ""),)
        return page, tuple(_filtered(slot, field) for slot, field in found)

    def fields(self, pages: Sequence[Marked]) -> Iterator[Fields]:
        """Yield the fields of at most `CHUNK` pages."""
        done = [sorted_slots(self._rules, page.values) for page in pages]
        rows = {
            number: Row(name=str(number), values=page.values, scales=one.scales, slots=one.layered)
            for number, (page, one) in enumerate(zip(pages, done, strict=True))
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
            )

    def leaflet(self) -> "Printing":
        """Return the pages in the inks of the profile, cut to be filled."""
        if self._leaflet is None:
            self._leaflet = Printing(press(self.proof, self.master), self.master)
        return self._leaflet

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
        return tuple(made)

    def _paper(self, paper: Paper) -> "Printing":
        if paper not in self._papers:
            placed = place(self.leaflet().pressed, paper, self.master.profile)
            self._papers[paper] = Printing(placed, self.master)
        return self._papers[paper]

    def _made(self, variant: Variant, fields: Fields, printing: "Printing", entry: Entry) -> Made:
        """Stamp one file and check it; a code that fails is tried once more in the best mask."""
        is_leaflet = entry.role == "leaflet"
        for mask in (MASK, None):
            drawn = printing.codes(variant, mask)
            data = printing.file(fields, drawn)
            expected = self._expected(variant, printing.pressed, drawn, entry)
            found = check_fields(data, expected)
            if not any(problem.code in MASKED for problem in found.problems):
                break
        shared = printing.checked(data, replace(expected, codes=()))
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
            slots=self.proof.slots if is_leaflet else (),
            texts=self._texts(variant) if is_leaflet else (),
            paper=None if is_leaflet else variant.paper,
            output=entry.path,
        )

    def _texts(self, variant: Variant) -> tuple[tuple[str, str], ...]:
        """Return (slot, text) of the variant's own values."""
        whole = variant.filled(self.master)
        held = portions(whole.layout, whole.material, self.proof.fitting)
        placed = {slot for slot, _ in self.proof.texts}
        return tuple(
            (slot.name, text)
            for slot in whole.layout.slots
            if slot.holds in REGIONAL and slot.name in placed
            for text in held[slot.name].texts
        )

    def _picture(self, variant: Variant, fields: Fields) -> bytes:
        shown = variant.pictured
        other = self._common(shown) if shown else None
        if other is not None:
            page, notes = other.page(variant)
            fields = next(other.fields([page]))
            if notes or errors(fields.problems):
                other = None
        stamping = other or self
        frame = (shown or self.master).frame
        pressed = screen(stamping.proof, shown or stamping.master)
        printing = Printing(pressed, stamping.master, inked=False)
        data = printing.file(fields, printing.codes(variant, MASK))
        return png(data, 1, edge_mm=frame.edge)

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


class Printing:
    """Pressed pages on their way to the files of many variants."""

    def __init__(self, pressed: Pressed, master: Master, *, inked: bool = True) -> None:
        """Cut the pages once; `inked` says whether they are in the inks of the profile."""
        self.pressed = pressed
        self._master = master
        self._inked = inked
        self._cut = cut(pressed, {})
        self._open: tuple[Layered | None, Mapping[str, Stream]] = (None, {})
        self._layer: Pdf | None = None
        self._coverage: tuple[float, ...] | None = None
        self._shared: tuple[Problem, ...] | None = None

    def codes(self, variant: Variant, mask: int | None) -> Codes:
        """Return the codes of a variant on these pages."""
        master = self._master
        return codes(self.pressed, variant.link, master.profile, master.made_in.read_from, mask)

    def file(self, fields: Fields, drawn: Codes) -> bytes:
        """Return a variant's file."""
        contents = {code_on(page): content for page, content in drawn.contents}
        if fields.layered is None:
            return laid(self._cut, contents, ())
        forms = self._forms(fields.layered)
        slots = [
            LayeredSlot(blank=name, form=forms[key], faces=fields.layered.faces[key])
            for name in sorted(fields.sorted.layered)
            if (key := f"{fields.row}/{name}") in forms
        ]
        return laid(self._cut, contents, slots)

    def checked(self, data: bytes, expected: Expected) -> tuple[Problem, ...]:
        """Return what is wrong with what all variants share, found on the first of them."""
        if self._shared is None:
            self._shared = check(data, expected).problems
        return self._shared

    def coverage(self) -> tuple[float, ...]:
        """Return the inked share of each page before it is stamped."""
        if self._coverage is None:
            self._coverage = inked(self.pressed.pdf)
        return self._coverage

    def _forms(self, layered: Layered) -> Mapping[str, Stream]:
        if self._open[0] is not layered:
            data = in_inks(layered.pdf, self._master) if self._inked else layered.pdf
            self._layer = Pdf.open(io.BytesIO(data))
            self._open = (layered, gathered(self._layer))
        return self._open[1]


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
