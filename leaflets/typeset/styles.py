"""How the text of a box is set: what the setter must know to set another text the same way."""

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.text.fonts import font_features

from leaflets.model.proof import FieldStyle
from leaflets.setting.proven import WATCHED
from leaflets.typeset.boxes import Box

_PT_PER_PX = 0.75
_FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)


def field_style(box: Box, slot: str, name: str, width: float) -> FieldStyle:
    """Return how the text of `box`, on a measure of `width` mm, is set."""
    style = box.style
    spacing = style["letter_spacing"]
    features = font_features(*(style[key] for key in _FEATURES))
    return FieldStyle(
        slot=slot,
        field=name,
        text=" ".join("".join(box.element.itertext()).split()),
        width=width,
        faces=tuple(style["font_family"]),
        weight=int(style["font_weight"]),
        italic=style["font_style"] != "normal",
        size=_PT_PER_PX * style["font_size"],
        spacing=0.0 if spacing == "normal" else _PT_PER_PX * spacing,
        upper=style["text_transform"] == "uppercase",
        language=style["lang"] or "",
        leading=_PT_PER_PX * _leading(box),
        align=style["text_align_all"],
        direction=style["direction"],
        features=tuple(sorted(features.items())),
        others=tuple(_others(box)),
    )


def _leading(box: Box) -> float:
    """Return the line's height in px; 0 where it is left to the face."""
    height = box.style["line_height"]
    if height == "normal":
        return 0.0
    if isinstance(height, int | float):
        return float(height * box.style["font_size"])
    return float(height.value)


def _others(box: Box) -> list[tuple[str, str]]:
    """Return each watched property that is not as CSS begins."""
    style = box.style
    keys = [(name, name.replace("-", "_")) for name in WATCHED]
    return [
        (name, str(style[key]))
        for name, key in keys
        if key in INITIAL_VALUES
        and style[key] != INITIAL_VALUES[key]
        # `text-align` alone gives the last line the same.
        and not (key == "text_align_last" and style[key] == style["text_align_all"])
    ]
