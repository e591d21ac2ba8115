"""A region's codes and fields are put into a pressed master."""
