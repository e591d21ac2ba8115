"""A designer's folder becomes a Layout; material and Layout become HTML."""
