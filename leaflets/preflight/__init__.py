"""Rules on finished pages: boxes, inks, text, codes, copier, privacy."""
