"""What is to be delivered, and the masters that variants share."""

from dataclasses import dataclass, replace

from leaflets.model.campaign import Region
from leaflets.model.layout import Layout, LayoutFormat
from leaflets.model.material import Frame, Link, Material
from leaflets.model.palette import Palette
from leaflets.model.paper import Paper
from leaflets.model.statement import Statement
from leaflets.problems import Problem
from leaflets.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """Everything that variants share which differ only in fields and codes.

    Attributes:
        layout, format: The layout and the name of its format.
        frame, profile, palette: Geometry, way of printing and inks.
        material: The texts. Regional values and the link's text are stand-ins where the page
            asks no more of them than whether they are there.
        key: sha256 of everything the master is made from.
        caps: (fit group, scale): how large type may grow where leaflets share one size; hangs on
            what the key is of.
    """

    layout: Layout
    format: str
    frame: Frame
    profile: Profile
    palette: Palette
    material: Material
    key: str
    caps: tuple[tuple[str, float], ...] = ()

    @property
    def made_in(self) -> LayoutFormat:
        """The layout's format that this master is made in."""
        return next(one for one in self.layout.formats if one.name == self.format)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One leaflet to deliver.

    Attributes:
        source: The statement or campaign as the user named it.
        statement: Its statement.
        region: Its region.
        master: What it is made from.
        stem: Path under out/ without ending, e.g. "call/all/wedge.a5.en.copyshop-bw".
        picture: Path of its picture under out/, or empty: another profile's variant gives it.
        pictured: The master that the picture is drawn from, or None: its own. It is the same
            whichever profiles are poured.
        statements: The files of its texts, front first, as the manifest records them.
        back: What stands on the back where each side speaks a language of its own: one page, as
            the front is, in one layout, format and profile with it. None for all other leaflets.
        problems: Errors and warnings of its region alone. With an error it is planned, so that
            its older files are not taken for stale, and not made.
        paper: How it lies on the paper, or None for single pages.
        gathered: Whether its paper is a sheet of a print job, and no file of its own.
        copies: Leaflets to print, or None.
        fields: Field name → printed value, what stamping puts into the master.
        link: Where its code leads, or None.
    """

    source: str
    statement: Statement
    region: Region
    master: Master
    stem: str
    picture: str
    paper: Paper | None
    copies: int | None
    fields: tuple[tuple[str, str], ...] = ()
    link: Link | None = None
    pictured: Master | None = None
    statements: tuple[str, ...] = ()
    back: "Variant | None" = None
    problems: tuple[Problem, ...] = ()
    gathered: bool = False

    @property
    def language(self) -> str:
        """What it speaks: "kk", or "kk+ru" with a language on each side."""
        own = self.statement.language
        return f"{own}+{self.back.language}" if self.back else own

    @property
    def sides(self) -> "tuple[Variant, ...]":
        """Front and back where each speaks a language of its own; else all of it as one."""
        return (self, self.back) if self.back else (self,)

    @property
    def languages(self) -> tuple[str, ...]:
        """What each of its sides is told apart by; one that is empty where nothing has to be."""
        return tuple(side.statement.language for side in self.sides) if self.back else ("",)

    @property
    def masters(self) -> tuple[Master, ...]:
        """What each of its sides is made from."""
        return tuple(side.master for side in self.sides)

    @property
    def links(self) -> tuple[Link | None, ...]:
        """Where the codes of each of its sides lead."""
        return tuple(side.link for side in self.sides)

    @property
    def shared(self) -> tuple[str, ...]:
        """The keys of the masters it is made from: variants that have the same share them."""
        return tuple(master.key for master in self.masters)

    @property
    def whole(self) -> Master:
        """The master with this variant's own values in it: what is typeset in full."""
        return self.filled(self.master)

    def filled(self, master: Master) -> Master:
        """Return a master of the same texts with this variant's own values in it."""
        material = replace(master.material, region=self.fields, link=self.link)
        return replace(master, material=material)
