"""Lengths: millimetres outside, points in a PDF, CSS pixels in the engine's box tree."""

PT_PER_MM = 72 / 25.4
MM_PER_PX = 25.4 / 96


def to_pt(mm: float) -> float:
    """Return `mm` millimetres in PDF points (72 to the inch)."""
    return mm * PT_PER_MM


def from_pt(pt: float) -> float:
    """Return `pt` PDF points in millimetres."""
    return pt / PT_PER_MM


def from_px(px: float) -> float:
    """Return `px` CSS pixels (96 to the inch) in millimetres."""
    return px * MM_PER_PX


def to_px(mm: float) -> float:
    """Return `mm` millimetres in CSS pixels (96 to the inch)."""
    return mm / MM_PER_PX
