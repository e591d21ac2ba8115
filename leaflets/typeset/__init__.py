"""A composed page becomes a proof: typeset, measured, fitted."""
