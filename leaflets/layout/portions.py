"""Which slot takes which texts of the material."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter

from leaflets.layout.contract import near
from leaflets.model.layout import Layout, Slot
from leaflets.model.material import Fitting, Material, Setting
from leaflets.problems import LeafletsError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What one slot holds; a template sees it as `slots.NAME`.

    Attributes:
        texts: What is printed in it, each item on its own; empty when there is none.
        offered: What it could print if everything fitted. Rules that weigh one slot against
            another go by this, so that the page keeps its shape when excerpts are dropped.
        set: The set text, once display has set it; with `each` one for every item.
    """

    texts: tuple[str, ...]
    offered: tuple[str, ...]
    set: Setting | None = None


def portions(layout: Layout, material: Material, fitting: Fitting) -> Mapping[str, Portion]:
    """Return what each slot of `layout` holds, in the contract's order.

    A layout with a lead takes the best excerpt for it when the statement has none. Then the best
    ones are kept, up to the slot's count and to `fitting.kept` (which does not count the lead),
    in their printed order.

    Raises:
        LeafletsError: `layout-word-unknown` for a slot that names words nobody has.
    """
    sets = dict(fitting.sets)
    taken = _taken(layout, material)
    return {
        slot.name: Portion(
            texts=()
            if slot.name in fitting.without
            else _texts(slot, material, taken, fitting.kept),
            offered=_texts(slot, material, taken, None),
            set=sets.get(slot.name),
        )
        for slot in layout.slots
    }


def displayed(layout: Layout, slot: Slot, material: Material) -> tuple[str, ...]:
    """Return the texts that display sets in `slot`, as they are read: one, or one for each item.

    Numbered items begin with their number; a slot of regional values prints them on one line.
    """
    texts = portions(layout, material, Fitting())[slot.name].texts
    if slot.numbered:
        return tuple(f"{number}.\u00a0{text}" for number, text in enumerate(texts, 1))
    if slot.each or not texts:
        return texts
    return (", ".join(texts),)


def bare(text: str) -> str:
    """Return a text as it is searched for: without the hints that typesetting added."""
    return " ".join(text.replace("\u00ad", "").replace("\u2060", "").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """The lead, and the excerpts that are left: (rank, text) in printed order."""

    lead: str
    excerpts: tuple[tuple[int, str], ...]


def _taken(layout: Layout, material: Material) -> _Taken:
    excerpts = tuple(zip(material.ranks, material.excerpts, strict=True))
    leads = any(slot.holds == "lead" for slot in layout.slots)
    if material.lead or not leads or not excerpts:
        return _Taken(lead=material.lead, excerpts=excerpts)
    best = min(excerpts, key=itemgetter(0))
    rest = tuple(one for one in excerpts if one is not best)
    return _Taken(lead=best[1], excerpts=rest)


def _texts(slot: Slot, material: Material, taken: _Taken, kept: int | None) -> tuple[str, ...]:
    if slot.holds == "excerpts":
        return _best(slot, taken.excerpts, kept)
    if slot.holds == "region":
        values = dict(material.region)
        return tuple(values[rule.name] for rule in slot.fields if values.get(rule.name))
    if slot.holds == "words":
        return (_word(slot, dict(material.words)),)
    lists = {"demands": material.demands, "signed": material.signed}
    ones = {
        "kicker": material.kicker,
        "headline": material.headline,
        "lead": taken.lead,
        "link": material.link.text if material.link else "",
        "imprint": material.imprint,
        "image": material.emblem,
    }
    one = ones.get(slot.holds, "")
    return lists.get(slot.holds, (one,) if one else ())


def _best(slot: Slot, excerpts: tuple[tuple[int, str], ...], kept: int | None) -> tuple[str, ...]:
    most = slot.count[1] if slot.count else len(excerpts)
    number = most if kept is None else min(kept, most)
    ranks = sorted(rank for rank, _ in excerpts)[:number]
    return tuple(text for rank, text in excerpts if rank in ranks)


def _word(slot: Slot, words: Mapping[str, str]) -> str:
    if slot.words not in words:
        raise LeafletsError(
            Problem(
                code="layout-word-unknown",
                message=f"The slot `{slot.name}` wants the words `{slot.words}`, which nobody has.",
                hint=near(slot.words, words),
            )
        )
    return words[slot.words]
