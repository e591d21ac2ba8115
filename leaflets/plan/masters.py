"""Masters: what variants share that differ only in fields and codes, each composed once."""

import hashlib
from dataclasses import dataclass, replace

from leaflets.layout.compose import compose, displayed_marks, marked, unstamped
from leaflets.layout.uses import prints_only
from leaflets.model.layout import Layout, LayoutFormat
from leaflets.model.material import Fitting, Frame, Link, Material
from leaflets.model.palette import Palette
from leaflets.model.variant import Master
from leaflets.profiles import Profile

# What stands for a regional value where no region's own may: any face has it, and it is no word.
_STAND_IN = "0"

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a text is made: layout, format, profile and inks."""

    layout: Layout
    made_in: LayoutFormat
    profile: Profile
    palette: Palette = Palette()


class Masters:
    """The masters of one text made in one way, each known by its composed page.

    Texts that differ in regional values alone have one master if the page prints them as they
    are: it holds stand-ins. Where the page decides by a value, or does with it what cannot be
    stamped, the master holds the values themselves.
    """

    def __init__(self, way: Way, texts: Material) -> None:
        """Take the texts without regional values and link."""
        self._unkeyed = _unkeyed(way, texts)
        # None: its pages are not the same for all regions that lack the same values.
        self._by_shape: dict[tuple[bool, ...], Master | None] = {}
        self._by_page: dict[str, Master] = {}

    def of(self, fields: Fields, link: Link | None) -> Master:
        """Return the master of a region's values.

        Where the layout only prints values, what is known of one page holds for all that lack the
        same ones; else the region's page is composed.
        """
        shape = (*(bool(value) for _, value in fields), link is not None)
        if shape not in self._by_shape:
            made = self._composed(fields, link)
            shared = prints_only(made.layout) and made.material.region != fields
            self._by_shape[shape] = made if shared else None
            return made
        return self._by_shape[shape] or self._composed(fields, link)

    def _composed(self, fields: Fields, link: Link | None) -> Master:
        own = replace(
            self._unkeyed, material=replace(self._unkeyed.material, region=fields, link=link)
        )
        page = marked(own, Fitting())
        is_stamped = not unstamped(own, Fitting())
        html = _told_apart(own) if is_stamped else repr((page.html, page.values))
        if html not in self._by_page:
            stand_in = replace(own, material=_with_stand_ins(own.material))
            if is_stamped and _told_apart(stand_in) == html:
                own = stand_in
            self._by_page[html] = replace(own, key=_key(own, html))
        return self._by_page[html]


def master(way: Way, texts: Material) -> Master:
    """Return the master of texts with the values of one region in them."""
    return Masters(way, replace(texts, region=(), link=None)).of(texts.region, texts.link)


def _unkeyed(way: Way, texts: Material) -> Master:
    profile, made_in = way.profile, way.made_in
    return Master(
        layout=way.layout,
        format=made_in.name,
        frame=Frame(
            width=made_in.width,
            height=made_in.height,
            bleed=profile.bleed,
            safe=profile.safe,
            edge=profile.edge,
        ),
        profile=profile,
        palette=way.palette,
        material=texts,
        key="",
    )


def _with_stand_ins(texts: Material) -> Material:
    link = texts.link and replace(texts.link, url=f"https://{_STAND_IN}", text=_STAND_IN)
    region = tuple((name, _STAND_IN if value else "") for name, value in texts.region)
    return replace(texts, region=region, link=link)


def _told_apart(unkeyed: Master) -> str:
    """Return the marked page with what display will set in it, which it does not hold as yet."""
    html, texts = marked(unkeyed, Fitting()).html, displayed_marks(unkeyed)
    return repr((html, texts)) if texts else html


def _key(unkeyed: Master, html: str) -> str:
    """Hash all that a master is made from: the marked page, its sheets, the rest.

    Nothing in it names a folder, so that the key is the same on every machine.
    """
    composed = compose(unkeyed, Fitting())
    parts = (
        html,
        tuple(sheet.text for sheet in composed.sheets),
        unkeyed.layout.slots,
        unkeyed.layout.fit,
        unkeyed.layout.bw,
        unkeyed.made_in,
        unkeyed.frame,
        unkeyed.profile,
        unkeyed.palette,
        replace(unkeyed.material, region=(), link=None),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()
