"""Pressed pages on their way to the files of many variants, each filled and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from leaflets.faces import Face
from leaflets.model.pressed import Pressed
from leaflets.model.variant import Master, Variant
from leaflets.preflight.expected import Checked, Expected
from leaflets.preflight.leaflet import check
from leaflets.preflight.region import check_fields, inked, stand
from leaflets.press.layer import layer as in_inks
from leaflets.problems import Problem
from leaflets.stamp.code import Codes, codes
from leaflets.stamp.fonts import Embedded
from leaflets.stamp.letters import lettered, read_back, told
from leaflets.stamp.live import strings, tells
from leaflets.stamp.sort import Sorted
from leaflets.stamp.splice import code_on, codes_alone, cut
from leaflets.stamp.stamping import Gathered, LayeredSlot, gathered, laid
from leaflets.typeset.layer import Layered


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The regional values of one variant, sorted and, where the engine sets them, typeset.

    Attributes:
        sorted: What becomes of each slot.
        problems: What does not fit, and what is wrong with its faces.
        row: The name of its row in the layer.
        layered: The layer that holds what the engine set; None without.
        told: What each part says to those who are read to, by its name.
    """

    sorted: Sorted
    problems: tuple[Problem, ...]
    row: str = ""
    layered: Layered | None = None
    told: Mapping[str, str] = field(default_factory=dict)


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
        self._alone = codes_alone(pressed)
        self._open: tuple[Layered | None, Gathered | None] = (None, None)
        self._coverage: tuple[float, ...] | None = None
        self._shared: tuple[Problem, ...] | None = None

    def codes(self, variant: Variant, mask: int | None) -> Codes:
        """Return the codes of a variant on these pages."""
        master = self._master
        return codes(self.pressed, variant.link, master.profile, master.made_in.read_from, mask)

    def file(self, fields: Fields, drawn: Codes) -> bytes:
        """Return a variant's file."""
        contents = {code_on(page): content for page, content in drawn.contents}
        said = fields.sorted.said if self._inked else {}
        for name, placed in fields.sorted.set.items():
            if name in self._paints:
                content = lettered(
                    placed, self._paints[name], self._carried, tagged=self._cut.tagged
                )
                contents[name] = told(content, said[name]) if said.get(name) else content
        contents |= strings(fields.told, drawn.url)
        if fields.layered is None:
            return laid(self._cut, contents, ())
        opened = self._gathered(fields.layered)
        slots = [
            LayeredSlot(
                blank=name,
                form=opened.forms[key],
                faces=fields.layered.faces[key],
                said=said.get(name, ""),
            )
            for name in sorted(fields.sorted.layered)
            if (key := f"{fields.row}/{name}") in opened.forms
        ]
        return laid(self._cut, contents, slots)

    def found(self, data: bytes, fields: Fields, expected: Expected) -> Checked:
        """Check a variant's own part of its finished file.

        Where the master's part is byte for byte what was checked before, its streams are looked at
        alone: nothing there covers them. Otherwise, and where the engine set a slot, the whole
        pages are.
        """
        read = None if self._shared is None or fields.layered else self._cut.read(data)
        if read is None:
            return check_fields(data, expected)
        written: dict[str, str] = {}
        for name in fields.sorted.set:
            slot = name.rpartition(".")[0]
            written[slot] = written.get(slot, "") + read_back(read[name], self._carried)
        if not stand(expected.texts, written) or not tells(read, fields.told, expected.url):
            return check_fields(data, expected)
        return check_fields(self._alone.packed(read), replace(expected, texts=()), alone=True)

    def shared(self, data: bytes, expected: Expected) -> tuple[Problem, ...]:
        """Return what is wrong with what all variants share, found on the first of them."""
        if self._shared is None:
            own = {(one.code, one.where) for one in check_fields(data, expected).problems}
            found = check(data, expected).problems
            self._shared = tuple(one for one in found if (one.code, one.where) not in own)
        return self._shared

    def coverage(self) -> tuple[float, ...]:
        """Return the inked share of each page before it is stamped."""
        if self._coverage is None:
            self._coverage = inked(self.pressed.pdf)
        return self._coverage

    def _gathered(self, layered: Layered) -> Gathered:
        """Return the layer in the inks of these pages, opened once for all its rows."""
        known, opened = self._open
        if opened is None or known is not layered:
            data = in_inks(layered.pdf, self._master) if self._inked else layered.pdf
            opened = gathered(data)
            self._open = (layered, opened)
        return opened
