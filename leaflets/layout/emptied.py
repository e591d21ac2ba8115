"""A page without what stands in some of its slots."""

from collections.abc import Container
from html.parser import HTMLParser

from leaflets.layout.marks import VOID


def emptied(html: str, slots: Container[str]) -> str:
    """Return `html` with nothing in the elements of `slots`, which are known by their data-slot.

    Where it does not say where such an element ends, it comes back whole.
    """
    reader = _Reader(html, slots)
    reader.feed(html)
    reader.close()
    return html if reader.depth else "".join(reader.kept) + html[reader.at :]


class _Reader(HTMLParser):
    def __init__(self, html: str, slots: Container[str]) -> None:
        super().__init__()
        self.kept: list[str] = []
        self.at = 0
        self._html = html
        self._slots = slots
        self.depth = 0
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a slot's inside begins."""
        if tag in VOID:
            return
        if self.depth:
            self.depth += 1
        elif dict(attrs).get("data-slot") in self._slots:
            self.depth = 1
            self.kept.append(
                self._html[self.at : self._here() + len(self.get_starttag_text() or "")]
            )

    def handle_endtag(self, tag: str) -> None:
        """Note where it ends."""
        if tag in VOID or not self.depth:
            return
        self.depth -= 1
        if not self.depth:
            self.at = self._here()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column
