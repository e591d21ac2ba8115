"""What reading knows of each language: one table of words a language, data and no code."""
