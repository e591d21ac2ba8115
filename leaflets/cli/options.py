"""The options of the commands, and the kinds of values they take."""

import os
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import click

_Command = Callable[..., None]
# A billion leaflets are a slip of the finger.
_MOST_COPIES = 999_999_999
_MOST_JOBS = 1024


class Named(click.Path):
    """A path; one without a name is a slip (of a variable that is empty)."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        """Return the path, or fail as click does."""
        if not str(value).strip():
            both = self.dir_okay and self.file_okay
            sort = "no folder" if self.dir_okay else "no file"
            self.fail(f"it names {'nothing' if both else sort}.", param, ctx)
        return Path(value)


class Count(click.IntRange):
    """A number of things."""

    name = "whole number"


as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
)
_layouts_dir = click.option(
    "--layouts-dir",
    type=Named(file_okay=False),
    help="A folder with layouts of your own.",
    metavar="DIR",
)
_POUR = (
    click.option("--link", help="Where the code leads: the full text on the web.", metavar="URL"),
    click.option("--no-code", is_flag=True, help="Print neither code nor link."),
    click.option(
        "--layout", multiple=True, help="A layout's name; see `leaflets layouts`.", metavar="NAME"
    ),
    click.option(
        "--format", "formats", multiple=True, help="Trimmed size: a5, a4.", metavar="SIZE"
    ),
    click.option(
        "--language",
        multiple=True,
        help="The text's language, when the file's name does not say it: en, ru, kk … "
        "Of a campaign: the languages to pour.",
        metavar="TAG",
    ),
    click.option(
        "--region",
        multiple=True,
        help="Pour this region of the table alone: its id or name.",
        metavar="NAME",
    ),
    click.option(
        "--regions",
        "table",
        type=Named(dir_okay=False),
        help="A table with a row for each place: .csv, .xlsx, .ods.",
        metavar="TABLE",
    ),
    click.option(
        "--profile",
        multiple=True,
        help="The way of printing: copyshop-bw (unless said otherwise), copyshop-colour, home, "
        "screen.",
        metavar="NAME",
    ),
    click.option(
        "--headline", default="", help="What is shouted, instead of the title.", metavar="TEXT"
    ),
    click.option("--imprint", default="", help="Who publishes it, in small type.", metavar="TEXT"),
    click.option(
        "--copies",
        type=Count(min=1, max=_MOST_COPIES),
        help="How many leaflets of each region; the ticket then counts the sheets.",
    ),
    click.option(
        "--paper",
        type=click.Choice(["a4", "none"]),
        help="What goes through the machine; none: single pages only.",
    ),
    click.option(
        "--shop-language",
        default="",
        help="The ticket's language: en, ru, uk, kk, de.",
        metavar="TAG",
    ),
    click.option(
        "--layouts-dir",
        type=Named(file_okay=False),
        help="A folder with layouts of your own.",
        metavar="DIR",
    ),
    click.option(
        "--out",
        type=Named(file_okay=False),
        default=Path("out"),
        help="Where everything goes; out unless said otherwise.",
        metavar="DIR",
    ),
    click.option(
        "--jobs",
        type=Count(min=1, max=_MOST_JOBS),
        help="How many processes work; as many as there are cores unless said otherwise.",
    ),
    click.option(
        "--scheduler",
        default="",
        help="Pour on the workers of a Dask cluster: tls://… or 127.0.0.1:8786.",
        metavar="ADDRESS",
    ),
    click.option(
        "--pictures",
        is_flag=True,
        help="Draw the leaflet of every region, and not one of those that look alike.",
    ),
    click.option(
        "--extremes",
        is_flag=True,
        help="A proof: the longest, the shortest and the oddest-lettered region of each master.",
    ),
    click.option(
        "--contact-sheet", is_flag=True, help="Show all leaflets small on one contact.pdf."
    ),
    click.option("--dry-run", is_flag=True, help="Say what would be made, and make nothing."),
    click.option(
        "--prune",
        is_flag=True,
        help="Delete files of earlier pours that are no longer in the plan.",
    ),
    click.option("--strict", is_flag=True, help="Treat warnings as errors."),
    click.option("--force", is_flag=True, help="Overwrite files that were edited by hand."),
    as_json,
)


def of_pour(command: _Command) -> _Command:
    """Add the options of `pour`, in the order in which its help shows them."""
    return reduce(lambda taken, option: option(taken), reversed(_POUR), command)


def of_layouts(command: _Command) -> _Command:
    """Add the options that `layouts` and each of its commands take."""
    return _layouts_dir(as_json(command))
