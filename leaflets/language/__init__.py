"""What differs from language to language: typography, case, hyphens, dates, words."""
