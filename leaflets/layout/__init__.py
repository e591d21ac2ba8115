"""Layouts: read and checked (contract), found (catalogue), filled with material (compose)."""
