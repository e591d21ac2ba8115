"""Run as a process of its own: typesets, presses and places one page, and prints the hashes."""

import hashlib
import importlib.util
import sys
from pathlib import Path

spec = importlib.util.spec_from_file_location("by_hand", Path(__file__).with_name("conftest.py"))
by_hand = importlib.util.module_from_spec(spec)
spec.loader.exec_module(by_hand)

from leaflets.plan.imposition import paper  # noqa: E402
from leaflets.press.placing import place  # noqa: E402
from leaflets.press.press import press, screen  # noqa: E402

BODY = (
    '<div style="width:50mm;height:50mm;background:linear-gradient(#d8121b,#fff)"></div>'
    '<p style="background:#f3b6b8">One <b>two</b> три</p><p class="next">Back</p>'
)

master = by_hand.make_master("screen")
proof = by_hand.make_proof(BODY, pages=2, code=True)
pressed = press(proof, master)
placed = place(pressed, paper(master.made_in, master.profile, "a4"), master.profile)
for made in (pressed, placed, screen(proof, master)):
    sys.stdout.write(hashlib.sha256(made.pdf).hexdigest() + "\n")
