"""The variable layer in the inks of a profile: what slots hold, gathered in forms."""

import io

from pikepdf import Pdf

from leaflets.model.variant import Master
from leaflets.press.inking import Inking
from leaflets.press.inks import inks_of


def layer(pdf: bytes, master: Master) -> bytes:
    """Return the layer's file with all that its forms draw in the inks of the master's profile."""
    inks = inks_of(master.profile, master.palette, master.layout.bw)
    with Pdf.open(io.BytesIO(pdf)) as document:
        inking = Inking(document, inks, tagged=master.profile.tagged)
        for page in document.pages:
            inking.page(page)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()
