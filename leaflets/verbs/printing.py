"""Pressed pages on their way to the files of many variants, each filled and checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from leaflets.faces import Face
from leaflets.model.pressed import Pressed, of_language
from leaflets.model.variant import Master, Variant
from leaflets.preflight.expected import Checked, Expected
from leaflets.preflight.leaflet import check
from leaflets.preflight.region import check_fields, inked, stand
from leaflets.press.layer import layer as in_inks
from leaflets.problems import Problem
from leaflets.stamp.brought import together
from leaflets.stamp.code import Codes, codes
from leaflets.stamp.fonts import Embedded
from leaflets.stamp.letters import lettered, read_back, told
from leaflets.stamp.live import strings, tells
from leaflets.stamp.opening import code_on
from leaflets.stamp.sort import Sorted
from leaflets.stamp.splice import codes_alone, cut
from leaflets.stamp.stamping import Gathered, Ground, LayeredSlot, gathered, laid
from leaflets.typeset.layer import Layered


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The regional values of a side of a variant, sorted and, where the engine sets them, typeset.

    Attributes:
        sorted: What becomes of each slot.
        problems: What does not fit, and what is wrong with its faces.
        row: The name of its row in the layer.
        layered: The layer that holds what the engine set; None without.
        told: What each part says to those who are read to, by its name.
        language: By what the side's blanks are named on the pages; empty if it is all of them.
    """

    sorted: Sorted
    problems: tuple[Problem, ...]
    row: str = ""
    layered: Layered | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    language: str = ""

    def named(self, blank: str) -> str:
        """Return what a blank of the side is called on the pages."""
        return of_language(blank, self.language)


class Printing:
    """Pressed pages on their way to the files of many variants."""

    def __init__(
        self,
        pressed: Pressed,
        master: Master,
        carried: Mapping[Face, Embedded],
        *,
        inked: bool = True,
    ) -> None:
        """Cut the pages once, with the faces that they carry for their fields.

        `inked` says whether they are in the inks of the profile.
        """
        self.pressed = pressed
        self._master = master
        self._inked = inked
        self._carried = carried
        self._paints = {one.name: one.paints for one in pressed.blanks if one.kind == "fields"}
        self._cut = cut(pressed, carried)
        self._ground = Ground(self._cut)
        self._alone = codes_alone(pressed)
        self._open: dict[str, tuple[Layered, Gathered]] = {}
        self._coverage: tuple[float, ...] | None = None
        self._shared: tuple[Problem, ...] | None = None
        self._doubted = False

    def codes(self, variant: Variant, mask: int | None) -> Codes:
        """Return the codes of a variant on these pages."""
        master = self._master
        return codes(self.pressed, variant.links, master.profile, master.made_in.read_from, mask)

    def file(self, fields: Sequence[Fields], drawn: Codes) -> bytes:
        """Return a variant's file, from the fields of each of its sides."""
        contents = {code_on(page): content for page, content in drawn.contents}
        brought = together(own.sorted.brought for own in fields)
        # A picture is of the front alone.
        for own, url in zip(fields, drawn.urls, strict=False):
            contents |= dict(self._lettered(own))
            contents |= strings(own.told, url, own.language)
        slots = [slot for own in fields for slot in self._layered(own)]
        return laid(self._ground, contents, slots, brought)

    def found(self, data: bytes, fields: Sequence[Fields], expected: Expected) -> Checked:
        """Check a variant's own part of its finished file.

        Where the master's part is byte for byte what was checked before, its streams are looked at
        alone: nothing there covers them. Otherwise, and where they do not tell all of their text,
        the whole pages are.
        """
        read = None if self._shared is None else self._cut.read(data)
        if read is None:
            return check_fields(data, expected)
        written: dict[str, str] = {}
        for name, faces in (pair for own in fields for pair in self._drawn_in(own)):
            slot = name.rpartition(".")[0]
            written[slot] = written.get(slot, "") + read_back(read[name], faces)
        # Of two sides each is a page.
        urls = expected.urls[: len(fields)] or ("",) * len(fields)
        spoken = zip(fields, urls, strict=True)
        if not stand(expected.texts, written) or not all(
            tells(read, own.told, url, own.language) for own, url in spoken
        ):
            return check_fields(data, expected)
        return check_fields(self._alone.packed(read), replace(expected, texts=()), alone=True)

    def shared(
        self, data: bytes, expected: Expected, of_all: tuple[tuple[str, str], ...] = ()
    ) -> tuple[Problem, ...]:
        """Return what is wrong with what all variants share, found on the first of them.

        `expected` holds the variant's own texts, `of_all` are those of the page. Where more is
        wrong with its own than its fields tell, every variant is looked at as the first was.
        """
        if self._shared is None or self._doubted:
            whole = replace(expected, texts=(*expected.texts, *of_all))
            told = {(one.code, one.where) for one in check_fields(data, whole).problems}
            found = [
                one for one in check(data, whole).problems if (one.code, one.where) not in told
            ]
            slots = {slot for slot, _ in expected.texts}
            own = tuple(one for one in found if one.where.slot in slots)
            self._shared = tuple(one for one in found if one.where.slot not in slots)
            self._doubted = self._doubted or bool(own)
            return (*self._shared, *own)
        return tuple(
            replace(one, where=replace(one.where, output=expected.output)) for one in self._shared
        )

    def coverage(self) -> tuple[float, ...]:
        """Return the inked share of each page before it is stamped."""
        if self._coverage is None:
            self._coverage = inked(self.pressed.pdf)
        return self._coverage

    def _drawn_in(self, fields: Fields) -> Iterator[tuple[str, tuple[Embedded, ...]]]:
        """Yield the name of each blank on the pages, and the faces that fill it."""
        ours = tuple({**self._carried, **fields.sorted.brought}.values())
        for blank in fields.sorted.set:
            yield fields.named(blank), ours
        for one in self._layered(fields):
            names = (self._ground.name(one.blank, name) for name, *_ in one.faces)
            yield (
                one.blank,
                tuple(
                    Embedded(name=name, glyphs=glyphs)
                    for name, (_, _, glyphs) in zip(names, one.faces, strict=True)
                ),
            )

    def _lettered(self, fields: Fields) -> Iterator[tuple[str, bytes]]:
        """Yield what draws the blanks that we set."""
        carried = {**self._carried, **fields.sorted.brought}
        # On tagged pages the structure says it.
        said = fields.sorted.said if self._inked and not self._cut.tagged else {}
        for blank, placed in fields.sorted.set.items():
            name = fields.named(blank)
            if name in self._paints:
                content = lettered(placed, self._paints[name], carried, tagged=self._cut.tagged)
                yield name, told(content, said[blank]) if said.get(blank) else content

    def _layered(self, fields: Fields) -> Iterator[LayeredSlot]:
        """Yield the blanks that the engine sets."""
        if fields.layered is None:
            return
        opened = self._gathered(fields.language, fields.layered)
        for blank in sorted(fields.sorted.layered):
            key = f"{fields.row}/{blank}"
            if key in opened.forms:
                yield LayeredSlot(
                    blank=fields.named(blank),
                    form=opened.forms[key],
                    faces=fields.layered.faces[key],
                )

    def _gathered(self, language: str, layered: Layered) -> Gathered:
        """Return a side's layer in the inks of these pages, opened once for all its rows."""
        known, opened = self._open.get(language, (None, None))
        if opened is None or known is not layered:
            data = in_inks(layered.pdf, self._master) if self._inked else layered.pdf
            opened = gathered(data)
            self._open[language] = (layered, opened)
        return opened
