"""The engine's own setting of texts, read back from the page it wrote: what ours must equal."""

import html
import io
from dataclasses import dataclass

import pikepdf
import pytest
from weasyprint.text.fonts import font_features

from leaflets.model.material import Composed, Sheet
from leaflets.model.proof import FieldStyle
from leaflets.typeset import boxes as box_of
from leaflets.typeset import engine
from leaflets.units import from_px

SHEET = """@page { size: 400mm 3000mm; margin: 0 } * { margin: 0; padding: 0 }
html { hyphenate-character: "-" } p { break-inside: avoid }"""
FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
# In px; the engine writes six decimals of lengths that are sums over the page.
NEAR = 2e-3


@dataclass
class Typeset:
    """An element as the engine set it: its style, its box, its lines as (x, y, operators)."""

    style: FieldStyle
    top: float
    height: float
    lines: list


@pytest.fixture(scope="session")
def typeset():
    """Typeset paragraphs, each of (css, language, text), all in one document."""
    return _typeset


@pytest.fixture(scope="session")
def differences():
    """Compare typeset paragraphs with our blocks; the faces of both must go together."""

    def found(paragraphs, blocks):
        named = {}
        compared = zip(paragraphs, blocks, strict=True)
        return [
            (one.style.text, difference)
            for one, block in compared
            if (difference := _difference(one, block, named))
        ]

    return found


def _typeset(cases, around="{}"):
    body = "".join(
        f'<p lang="{language}" style="{css}">{html.escape(text)}</p>'
        for css, language, text in cases
    )
    page = Composed(
        html=f"<html>{around.format(body)}</html>",
        sheets=(Sheet(name="oracle.css", text=SHEET),),
        texts=(),
    )
    rendered = engine.render(page)
    assert not rendered.complaints
    boxes = [
        (number, box, box.content_box_x(), box.content_box_y(), box.height, _lines(box))
        for number, page in enumerate(rendered.document.pages)
        for box in box_of.descendants(page._page_box)
        if getattr(box, "element_tag", "") == "p" and box_of.is_block(box)
    ]
    assert len(boxes) == len(cases)
    styles = [_style(box[1], text) for box, (_, _, text) in zip(boxes, cases, strict=True)]
    drawn = _operators(engine.drawn(rendered).pdf)
    found = []
    for (number, _, x, y, height, texts), style in zip(boxes, styles, strict=True):
        lines = [drawn[number].pop(0) for text in texts if text.strip()]
        placed = [(left - x, base - y, operators) for left, base, operators in lines]
        found.append(Typeset(style, y, height, placed))
    assert not any(drawn)
    return found


def _lines(block):
    lines = [line for line in block.children if isinstance(line, box_of.LINE)]
    return [
        box.text for line in lines for box in box_of.inline(line) if isinstance(box, box_of.TEXT)
    ]


def _style(box, text):
    style = box.style
    spacing, leading = style["letter_spacing"], style["line_height"]
    if leading == "normal":
        leading = 0.0
    elif isinstance(leading, float):
        leading *= style["font_size"]
    else:
        leading = leading.value
    watched = {name: style[name] for name in ("font_variant_caps", "hyphens", "overflow_wrap")}
    begin = ("normal", "manual")
    return FieldStyle(
        slot="event",
        field="place",
        text=text,
        width=from_px(box.width),
        faces=tuple(style["font_family"]),
        weight=int(style["font_weight"]),
        italic=style["font_style"] != "normal",
        size=0.75 * style["font_size"],
        spacing=0.0 if spacing == "normal" else 0.75 * spacing,
        upper=style["text_transform"] == "uppercase",
        language=style["lang"] or "",
        leading=0.75 * leading,
        align=style["text_align_all"],
        direction=style["direction"],
        features=tuple(sorted(font_features(*(style[name] for name in FEATURES)).items())),
        others=tuple(
            (name.replace("_", "-"), value) for name, value in watched.items() if value not in begin
        ),
    )


def _operators(pdf):
    """Return for each page its lines as (x, y, operators), numbers that move nothing left out."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [_read(page) for page in opened.pages]


def _read(page):
    lines, state = [], {"rise": 0.0, "font": None}
    outer = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            outer.append(dict(state))
        elif name == "Q":
            state = outer.pop()
        elif name == "Tm":
            assert [float(one) for one in operands[:4]] == [1, 0, 0, -1]
            lines.append((float(operands[4]), float(operands[5]), [state["font"]]))
        else:
            _set(name, operands, state, lines)
    return [(x, y, _tidy(operators)) for x, y, operators in lines]


def _set(name, operands, state, lines):
    if name == "Tf":
        state["font"] = ("Tf", str(operands[0]), float(operands[1]))
        lines[-1][2].append(state["font"])
    elif name == "Ts":
        state["rise"] = float(operands[0])
    elif name == "TJ":
        for item in operands[0]:
            _show(lines[-1][2], item, state["rise"])


def _show(operators, item, rise):
    if not isinstance(item, pikepdf.String):
        operators.append(("move", float(item)))
        return
    codes = bytes(item)
    numbers = [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)]
    operators.extend(("glyph", number, round(rise, 5)) for number in numbers)


def _tidy(operators):
    """Add up moves that follow one another, and drop those at the end and changes of nothing."""
    tidy = []
    for one in operators:
        if one is None or (one[0] == "move" and not one[1]):
            continue
        if tidy and one[0] == tidy[-1][0] == "move":
            tidy[-1] = ("move", tidy[-1][1] + one[1])
        elif tidy and one[0] == tidy[-1][0] == "Tf":
            tidy[-1] = one
        else:
            tidy.append(one)
    while tidy and tidy[-1][0] == "move":
        tidy.pop()
    return [one for one in tidy if one[0] != "move" or abs(one[1]) > NEAR]


def _ours(line):
    operators = []
    for run in line.runs:
        operators.append(("Tf", run.face.name, run.size))
        for glyph in run.glyphs:
            operators.append(("move", glyph.before))
            if glyph.number is not None:
                operators.append(("glyph", glyph.number, round(glyph.rise, 5)))
            operators.append(("move", glyph.after))
    return _tidy(operators)


def _difference(theirs, block, named):
    ours = [(line.x, line.y, _ours(line)) for line in block.lines if line.runs]
    if len(ours) != len(theirs.lines):
        return f"{[line.text for line in block.lines]}, not {len(theirs.lines)} lines"
    if abs(block.height - theirs.height) > NEAR:
        return f"{block.height} px high, not {theirs.height}"
    for number, (their, our) in enumerate(zip(theirs.lines, ours, strict=True)):
        if max(abs(their[0] - our[0]), abs(their[1] - our[1])) > NEAR:
            return f"line {number} at {our[:2]}, not {their[:2]}"
        if len(their[2]) != len(our[2]):
            return f"line {number}: {our[2]}, not {their[2]}"
        for one, other in zip(their[2], our[2], strict=True):
            if not _same(one, other, named):
                return f"line {number}: {other}, not {one}"
    return ""


def _same(their, our, named):
    if their[0] != our[0]:
        return False
    if their[0] == "Tf":
        known = named.setdefault(their[1], our[1])
        return known == our[1] and abs(their[2] - our[2]) < 1e-5
    if their[0] == "move":
        return abs(their[1] - our[1]) < NEAR
    return their == our
