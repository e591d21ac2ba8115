"""What a line is set in."""

from dataclasses import dataclass, replace
from functools import lru_cache

from leaflets import faces
from leaflets.faces import Face
from leaflets.model.proof import FieldStyle


# Compared by identity: types are keys of every line that is set, and those of a style are one.
@dataclass(frozen=True, eq=False, kw_only=True)
class Type:
    """How a line is set.

    Attributes:
        faces: In order of preference.
        size, spacing: Type size and letter-spacing, in pt.
        language: BCP 47.
        features: OpenType features, as (tag, value).
    """

    faces: tuple[Face, ...]
    size: float
    spacing: float = 0.0
    language: str = ""
    features: tuple[tuple[str, int], ...] = ()

    def scaled(self, scale: float) -> "Type":
        """Return the same at `scale`; letter-spacing follows the size."""
        return self if scale == 1 else _scaled(self, scale)


def type_of(style: FieldStyle) -> Type:
    """Return what `style` sets its lines in; no faces: we have none of its families."""
    names = (style.faces, style.weight, style.italic)
    return _type(names, style.size, style.spacing, style.language, style.features)


@lru_cache(maxsize=1000)
def _type(
    names: tuple[tuple[str, ...], int, bool],
    size: float,
    spacing: float,
    language: str,
    features: tuple[tuple[str, int], ...],
) -> Type:
    families, weight, italic = names
    slant = "italic" if italic else "normal"
    found = (faces.nearest(family, weight, slant) for family in families)
    return Type(
        faces=tuple(one for one in found if one),
        size=size,
        spacing=spacing,
        language=language,
        features=features,
    )


@lru_cache(maxsize=10_000)
def _scaled(one: Type, scale: float) -> Type:
    return replace(one, size=one.size * scale, spacing=one.spacing * scale)
