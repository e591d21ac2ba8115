"""What stands where it must not: at-rules, and style or shapes inside the templates."""

import re
from collections.abc import Iterator

from leaflets.layout.lint.findings import misprinted, overrules, unsupported
from leaflets.layout.lint.page import Page
from leaflets.layout.lint.sheet import Block, Parsed
from leaflets.layout.lint.traps import TRAPS
from leaflets.model.layout import Layout, SourceFile
from leaflets.problems import Position, Problem

_IGNORED = {
    "supports": "Write its rules without it: what the engine can do does not change.",
    "container": "Write the rules into the format's own sheet.",
    "keyframes": "Nothing moves on paper.",
    "property": "A variable needs no registration.",
    "import": "Put the rules into style.css, or extend the layout that has them.",
    "font-face": "Name shipped faces under `faces`; `leaflets doctor --fonts` lists them.",
}
_FINE = ("page", "counter-style", "charset", "media", "layer", "namespace", "color-profile")
_STYLE = re.compile(r"<style\b|<link\b[^>]*stylesheet", re.IGNORECASE)
_TEXT_PATH = re.compile(r"<textpath\b", re.IGNORECASE)
_SOFT_HYPHEN = re.compile("\u00ad|&shy;|&#173;|&#xad;", re.IGNORECASE)


def block_problems(sheet: Parsed, layout: Layout) -> Iterator[Problem]:
    """Yield what is wrong with the at-rules of a sheet."""
    flows = any(slot.pages > 1 for slot in layout.slots)
    for block in sheet.blocks:
        if block.keyword == "page":
            yield from _page_problems(block, flows=flows)
        elif block.keyword not in _FINE:
            yield unsupported(
                block.position,
                f"The engine leaves out @{block.keyword} with everything in it.",
                _IGNORED.get(block.keyword, "Leave it out."),
            )


def page_problems(page: Page) -> Iterator[Problem]:
    """Yield what templates hold and the engine gets wrong, or what overrules the sheets."""
    for source in page.texts:
        for place in _places(_STYLE, source):
            yield overrules(
                place,
                "A style sheet in the page wins over the generated one, and over the format's.",
                "Put it into style.css.",
            )
        for place in _places(_TEXT_PATH, source):
            yield misprinted(
                place,
                "The engine clips letters on a path away.",
                "Turn a box with `transform`, or draw the word as outlines.",
            )
        for place in _places(_SOFT_HYPHEN, source):
            yield misprinted(
                place,
                "A soft hyphen beside a ligature damages the text of the whole file.",
                "Write `hyphens:auto`, with the page's language.",
            )


def _page_problems(block: Block, *, flows: bool) -> Iterator[Problem]:
    for one in block.declarations:
        for trap in TRAPS:
            if trap.kind is overrules and re.fullmatch(trap.name, one.name):
                yield overrules(one.position, f"`@page` sets {one.name}. {trap.message}", trap.hint)
    for inside in block.inside if not flows else ():
        yield misprinted(
            inside.position,
            f"@{inside.keyword} hangs on the page that the engine lays out, which is 2 m long.",
            "Write an element with position:absolute inside the .sheet.",
        )


def _places(sought: re.Pattern[str], source: SourceFile) -> Iterator[Position]:
    for found in sought.finditer(source.text):
        line = source.text.count("\n", 0, found.start()) + 1
        column = found.start() - source.text.rfind("\n", 0, found.start())
        yield Position(file=source.name, line=line, column=column)
