"""Text becomes lines with sizes and places, computed from glyphs."""
