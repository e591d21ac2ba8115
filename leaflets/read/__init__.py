"""Files become frozen nouns, every word with its place."""
