"""A composed page becomes a proof: typeset, measured, fitted.

Importing the room shows the engine the shipped fonts and no others.
"""

import os

from leaflets.faces import isolate

# Before the engine is loaded: fontconfig reads its settings then.
isolate()
# Subset faces carry a date, which must not be that of the run.
os.environ["SOURCE_DATE_EPOCH"] = "315532800"
