"""The sides of a leaflet taken together: all of it, or front and back in a language each.

What is known of each side comes in the order of its pages, with its language or, of a leaflet that
speaks one, an empty word.
"""

from collections.abc import Sequence
from dataclasses import replace

from leaflets.model.pressed import Pressed, of_language
from leaflets.model.proof import Place, Proof, SlotMeasure
from leaflets.press.collating import collated
from leaflets.problems import Problem

Texts = tuple[tuple[str, str], ...]


def bound(pressed: Sequence[Pressed], languages: Sequence[str]) -> Pressed:
    """Return the pages of all sides as one."""
    if len(pressed) == 1:
        return pressed[0]
    (front, back), (one, other) = pressed, languages
    return collated(front, back, (one, other))


def problems_of(
    found: Sequence[Sequence[Problem]], languages: Sequence[str]
) -> tuple[Problem, ...]:
    """Return what is wrong with all sides; of two, each problem names its own."""
    return tuple(
        _on(problem, before, language) if language else problem
        for before, (problems, language) in enumerate(zip(found, languages, strict=True))
        for problem in problems
    )


def slots_of(proofs: Sequence[Proof], languages: Sequence[str]) -> tuple[SlotMeasure, ...]:
    """Return the slots of all sides where they lie on the pages."""
    return tuple(
        _lying(slot, before, language) if language else slot
        for before, (proof, language) in enumerate(zip(proofs, languages, strict=True))
        for slot in proof.slots
    )


def texts_of(found: Sequence[Texts], languages: Sequence[str]) -> Texts:
    """Return the texts of all sides with the slots that they stand in."""
    return tuple(
        (of_language(slot, language), text)
        for texts, language in zip(found, languages, strict=True)
        for slot, text in texts
    )


def urls_on(pages: int, urls: tuple[str, ...]) -> tuple[str, ...]:
    """Return where the links of each page lead, from those of each side."""
    return tuple(url for url in urls for _ in range(pages // len(urls)))


def _on(problem: Problem, before: int, language: str) -> Problem:
    """Return a problem of a side that lies behind so many pages."""
    where, told = problem.where, problem.message
    return replace(
        problem,
        message=f"On the {language} side: {told[:1].lower()}{told[1:]}",
        where=replace(
            where,
            page=where.page and before + where.page,
            slot=where.slot and of_language(where.slot, language),
        ),
    )


def _lying(slot: SlotMeasure, before: int, language: str) -> SlotMeasure:
    places = tuple(Place(page=before + one.page, quad=one.quad) for one in slot.places)
    return replace(slot, name=of_language(slot.name, language), places=places)
