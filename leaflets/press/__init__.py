"""Typeset pages become pages in their inks, and leaflets on paper."""
