"""What a line is set in."""

from dataclasses import dataclass, replace

from leaflets import faces
from leaflets.faces import Face
from leaflets.model.proof import FieldStyle


@dataclass(frozen=True, slots=True, kw_only=True)
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
        if scale == 1:
            return self
        return replace(self, size=self.size * scale, spacing=self.spacing * scale)


def type_of(style: FieldStyle) -> Type:
    """Return what `style` sets its lines in; no faces: we have none of its families."""
    slant = "italic" if style.italic else "normal"
    found = (faces.nearest(family, style.weight, slant) for family in style.faces)
    return Type(
        faces=tuple(one for one in found if one),
        size=style.size,
        spacing=style.spacing,
        language=style.language,
        features=style.features,
    )
