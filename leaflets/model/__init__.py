"""The frozen nouns that the rooms hand on."""
