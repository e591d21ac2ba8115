"""A composed page becomes a proof: typeset, measured, fitted.

Importing the room shows the engine the shipped fonts and no others.
"""

import os

from leaflets.faces import load

# Subset faces carry a date, which must not be that of the run.
os.environ["SOURCE_DATE_EPOCH"] = "315532800"
# Before any other import of the engine: fontconfig reads its settings then.
load()
