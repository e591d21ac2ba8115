"""Many regions of one master beside what people would loop over instead: `make bench`.

One A5 `wedge` in one process. Timed a leaflet: ours as files, with fields set, codes made,
measured and decoded, once without and once with the copier's simulation; WeasyPrint alone over the
same page; and Typst's library over a like leaflet, where it is installed, which
checks nothing. CPU time of the process, a hundred leaflets of each way in turn, so that what else
the machine does counts little, and for all alike.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module, util
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from leaflets import faces

faces.isolate()

import qrcode  # noqa: E402
import qrcode.image.svg  # noqa: E402
from watch import watch  # noqa: E402

from leaflets.deliver import files  # noqa: E402
from leaflets.layout.compose import compose  # noqa: E402
from leaflets.model.material import Link  # noqa: E402
from leaflets.model.variant import Variant  # noqa: E402
from leaflets.shipped import folder  # noqa: E402
from leaflets.typeset.engine import drawn, render  # noqa: E402
from leaflets.typeset.proof import typeset  # noqa: E402
from leaflets.verbs.job import Job, ready  # noqa: E402
from leaflets.verbs.leaflet import proofed, stamping  # noqa: E402
from leaflets.verbs.stamping import Stamping  # noqa: E402

HERE = Path(__file__).resolve().parent
STATEMENT = HERE.parent / "examples" / "warm-stops" / "statements" / "warm-stops.en.md"
REGIONS = int(os.environ.get("REGIONS", "1000"))
# As a pour delivers them.
TOGETHER = 100
# WeasyPrint is so much slower that fewer tell as much.
LOOPED = max(3, REGIONS // 100)
TOWNS = ("Kokset", "Aksu", "Talgar", "Ridder", "Zharkent", "Balkhash", "Abay", "Saran", "Temirtau")
# (what is told, where it is bound, its name): the steps of one leaflet.
STEPS = (
    ("sort and set the fields", "leaflets.verbs.side", "sorted_slots"),
    ("write the fields' operators", "leaflets.verbs.printing", "lettered"),
    ("make the codes", "leaflets.verbs.printing", "codes"),
    ("splice", "leaflets.verbs.printing", "laid"),
    ("check: the bad copier", "leaflets.preflight.codes", "dying"),
    ("check: look at the codes", "leaflets.preflight.codes", "look"),
    ("check: read the codes", "leaflets.preflight.codes", "read"),
    ("check: find the fields", "leaflets.raster", "Pages.text"),
    ("deliver", "leaflets.deliver.files", "put_all"),
)


# A file's name and bytes.
Finished = tuple[str, bytes]


@dataclass(frozen=True)
class Told:
    """What one way took for so many leaflets: seconds, bytes of files, MB that the process grew."""

    count: int = 0
    seconds: float = 0.0
    size: int = 0
    megabytes: float = 0.0

    def __add__(self, other: "Told") -> "Told":
        return Told(
            count=self.count + other.count,
            seconds=self.seconds + other.seconds,
            size=self.size + other.size,
            megabytes=self.megabytes + other.megabytes,
        )

    @property
    def ms(self) -> float:
        """How long a leaflet took."""
        return self.seconds / self.count * 1000


def main() -> None:
    """Print the ways side by side and where our time goes."""
    variant = single()
    variants = [region(variant, number) for number in range(REGIONS)]
    # Others, lest what is remembered of the first ones is counted as speed.
    others = [region(variant, number) for number in range(REGIONS, 2 * REGIONS)]
    begun = time.process_time()
    ready_made = stamping((variant.master,), (proofed(variant.master),))
    if ready_made is None:
        raise SystemExit("The wedge cannot be stamped.")
    list(ready_made.files(variants[:1]))
    print(f"{REGIONS} regions of one A5 wedge; ms of CPU time a leaflet")
    print(f"the master, once: {(time.process_time() - begun) * 1000:.0f} ms\n")
    spent = watch(STEPS, time.process_time)
    with tempfile.TemporaryDirectory() as place:
        typst_too = _typst(variants) if util.find_spec("typst") else None
        ours, bare, typst, whole = Told(), Told(), Told(), dict.fromkeys(spent, 0.0)
        for start in range(0, REGIONS, TOGETHER):
            some = slice(start, start + TOGETHER)
            before = dict(spent)
            ours += _timed(_stamped(ready_made, variants[some]), Path(place))
            whole = {name: took + spent[name] - before[name] for name, took in whole.items()}
            with _without_copier():
                bare += _timed(_stamped(ready_made, others[some]), Path(place))
            if typst_too:
                typst += _timed(typst_too(variants[some]), Path(place))
        looped = _timed(_weasyprint(variants[:LOOPED]), Path(place))
    _print_ways(bare, ours, looped, typst)
    print("\nWhere our time goes; ms a leaflet")
    for name, seconds in whole.items():
        print(f"{name:<44}{seconds / REGIONS * 1000:8.2f}")
    print(f"{'everything else':<44}{ours.ms - sum(whole.values()) / REGIONS * 1000:8.2f}")


def single() -> Variant:
    """Return the one variant that a statement gives."""
    job = Job(source=str(STATEMENT), out=Path("out"), layouts=("wedge",), formats=("a5",))
    return replace(ready(job).plan.variants[0], paper=None, picture="")


def region(variant: Variant, number: int) -> Variant:
    """Return it for one of many regions, each with texts and a link of its own."""
    town = TOWNS[number % len(TOWNS)]
    own = {
        "name": f"Passengers' assembly of {town}",
        "place": f"{town}, park by the old film studio, gate {number % 97}",
        "contact": f"{town.lower()}{number}@example.org",
    }
    url = f"https://example.org/kokset/r{number:05d}"
    return replace(
        variant,
        stem=f"regions/{number:05d}",
        fields=tuple((name, own.get(name, value)) for name, value in variant.fields),
        link=Link(url=url, text=url.removeprefix("https://")),
    )


def _print_ways(bare: Told, ours: Told, looped: Told, typst: Told) -> None:
    print(f"{'':<44}{'ms':>8}{'kB':>8}{'MB grown':>10}")
    for label, one in (
        ("ours, checked, without the bad copier", bare),
        ("ours, checked, with it", ours),
        (f"WeasyPrint alone, {LOOPED} in a loop", looped),
        ("Typst's library, unchecked", typst),
    ):
        if one.count:
            size = one.size / one.count / 1000
            print(f"{label:<44}{one.ms:8.2f}{size:8.0f}{one.megabytes:10.1f}")
    if typst.count:
        print(f"\nours / Typst: {bare.ms / typst.ms:.2f}, with the copier {ours.ms / typst.ms:.2f}")
    print(f"ours / WeasyPrint: {bare.ms / looped.ms:.3f}")


def _stamped(ready_made: Stamping, variants: list[Variant]) -> Iterator[Finished]:
    for made, *_ in ready_made.files(variants):
        if made.entry.made != "stamped" or not all(link.decoded for link in made.entry.links):
            sys.exit("a leaflet was not stamped, or its code was not read")
        yield made.entry.path.replace("/", "-"), made.data


def _weasyprint(variants: list[Variant]) -> Iterator[Finished]:
    fitting = typeset(variants[0].whole).fitting
    for number, variant in enumerate(variants):
        yield f"loop-{number}.pdf", drawn(render(compose(variant.whole, fitting))).pdf


def _typst(variants: list[Variant]) -> Callable[[list[Variant]], Iterator[Finished]]:
    typst: Any = import_module("typst")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder("fonts"))]
    )
    compiler = typst.Compiler(str(HERE / "wedge.typ"), root="/", font_paths=fonts)
    material = variants[0].master.material
    words = dict(material.words)
    same = {
        "headline": material.headline,
        "kicker": material.kicker,
        "lead": material.lead or material.excerpts[0],
        "excerpts": list(material.excerpts[1:]),
        "demands": list(material.demands),
        "call": words["our-demands"],
        "invite": words["read-whole"],
        "signed": " · ".join(material.signed),
        "imprint": material.imprint,
    }

    def each(some: list[Variant]) -> Iterator[Finished]:
        for number, variant in enumerate(some):
            link = variant.link
            own = same | dict(variant.fields) | {"link": link.text if link else ""}
            own["code"] = _svg(link.url if link else "")
            data = compiler.compile(
                format="pdf", sys_inputs={"leaflet": json.dumps(own)}, pdf_tags=False
            )
            yield f"typst-{number}.pdf", data

    return each


def _svg(url: str) -> str:
    code = qrcode.QRCode(border=4, mask_pattern=2)
    code.add_data(url)
    code.make()
    out = BytesIO()
    code.make_image(image_factory=qrcode.image.svg.SvgPathImage).save(out)
    return out.getvalue().decode()


def _timed(finished: Iterator[Finished], place: Path) -> Told:
    before, begun, size, count = _grown(), time.process_time(), 0, 0
    while some := list(islice(finished, TOGETHER)):
        if stopped := files.put_all(place, some, lambda _: None).stopped:
            sys.exit(stopped.message)
        size += sum(len(data) for _, data in some)
        count += len(some)
    took = time.process_time() - begun
    return Told(count=count, seconds=took, size=size, megabytes=_grown() - before)


def _grown() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _without_copier() -> Iterator[None]:
    codes = import_module("leaflets.preflight.codes")
    was = codes.dying
    codes.dying = lambda *_: ()
    yield
    codes.dying = was


if __name__ == "__main__":
    main()
