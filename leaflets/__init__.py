"""Leaflets: statement excerpts and demand lists become print-ready leaflets.

The rooms are the order of work: read, plan, typeset, press, stamp, preflight, deliver.
"""

__version__ = "0.1.0"
