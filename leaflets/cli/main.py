"""The command line's front door: options become a job, outcomes become a report and a status."""

import gc
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

import click

from leaflets import __version__
from leaflets.cli.options import Named, as_json, of_layouts, of_pour
from leaflets.cli.start import INTERRUPTED
from leaflets.cli.streams import outlets
from leaflets.machine import require
from leaflets.problems import Exit, LeafletsError, exit_status

_EPILOG = """\b
Examples:
  leaflets pour call.en.txt --link https://example.org/call
  leaflets pour call.kk.md --layout wedge --copies 300
  leaflets layouts
"""


# What a report that nobody took does not hide.
_OVER_DELIVERY = (Exit.BUG, Exit.INTERRUPTED)


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="leaflets")
def cli() -> None:
    """Turn a statement into leaflets that print right the first time.

    Write or paste your text into a file named like call.en.txt (en for English, ru for Russian,
    kk for Kazakh), and pour it: you get PDFs for the copy shop, a picture for the telephone and
    a ticket that tells the clerk how to print.
    """


@cli.command(
    epilog="Where neither options nor the campaign name a layout: a leaflet (wedge, A5, two-sided) "
    "and a poster (broadside, A4)."
)
@click.argument("source", metavar="SOURCE", type=Named())
@of_pour
def pour(source: Path, *, as_json: bool, dry_run: bool, **options: Any) -> None:  # noqa: ANN401 – click's own
    """Pour SOURCE into leaflets: a statement, or a campaign with many regions.

    A statement is a text: .txt as it comes, or .md with `==passages==` marked to be quoted. A
    campaign is a folder with a campaign.yaml (`leaflets new` makes one); --layout, --format,
    --profile, --language and --region then pour a part of it.
    """
    # What is imported, read and planned stays: `pouring` begins to look for garbage after it.
    gc.disable()
    try:
        require()
        from leaflets.deliver.look import begun

        # Beside the imports, which take half a second, and the reading.
        look = begun(options["out"])
        from leaflets.cli import pouring
    except LeafletsError as error:
        if not as_json:
            raise
        from leaflets.cli.document import NOTHING, show

        show((), error.problems, NOTHING)
        raise SystemExit(exit_status(error.problems)) from error

    raise SystemExit(
        pouring.run(str(source), as_json=as_json, dry_run=dry_run, options=options, look=look)
    )


@cli.group(invoke_without_command=True)
@of_layouts
@click.pass_context
def layouts(context: click.Context, layouts_dir: Path | None, *, as_json: bool) -> None:
    """List the layouts; show, make or check one."""
    if context.invoked_subcommand:
        context.obj = layouts_dir
        return
    from leaflets.cli import listing

    raise SystemExit(listing.run(layouts_dir, as_json=as_json))


@layouts.command("show")
@click.argument("name", metavar="NAME")
@of_layouts
@click.pass_obj
def show_layout(outer: Path | None, name: str, layouts_dir: Path | None, *, as_json: bool) -> None:
    """Show a layout's contract.

    Formats, faces, inks, slots and fields, and what it extends.
    """
    from leaflets.cli import listing

    raise SystemExit(listing.show(name, layouts_dir or outer, as_json=as_json))


@layouts.command("new", epilog="The folder pours at once; change it and pour again.")
@click.argument("name", metavar="NAME")
@click.option(
    "--from", "source", default="wedge", help="The layout to begin with; wedge.", metavar="NAME"
)
@of_layouts
@click.pass_obj
def new_layout(
    outer: Path | None, name: str, source: str, layouts_dir: Path | None, *, as_json: bool
) -> None:
    """Make a layout of your own in layouts/NAME."""
    from leaflets.cli import designing

    place = layouts_dir or outer or Path("layouts")
    raise SystemExit(designing.new(name, source, place, as_json=as_json))


@layouts.command("check")
@click.argument("name", metavar="NAME")
@click.option(
    "--profile",
    multiple=True,
    help="A way of printing to try; all of them unless said otherwise.",
    metavar="NAME",
)
@of_layouts
@click.pass_obj
def check_layout(
    outer: Path | None,
    name: str,
    profile: tuple[str, ...],
    layouts_dir: Path | None,
    *,
    as_json: bool,
) -> None:
    """Try a layout with the shortest and the longest text.

    Its CSS is read first, then each is made in every format and way of printing.
    """
    from leaflets.cli import designing

    raise SystemExit(designing.check(name, profile, layouts_dir or outer, as_json=as_json))


@cli.command(epilog="Nothing is asked and nothing overwritten; the campaign explains itself.")
@click.argument("folder", metavar="DIR", type=Named())
@click.option(
    "--from",
    "source",
    type=Named(dir_okay=False),
    help="A text of yours to take along: call.en.txt.",
    metavar="FILE",
)
@click.option(
    "--language",
    default="",
    help="The text's language, when the file's name does not say it: en, ru, kk …",
    metavar="TAG",
)
@as_json
def new(folder: Path, source: Path | None, language: str, *, as_json: bool) -> None:
    """Make a campaign in DIR: a text, a table of places, and what to do with them.

    It pours at once; change it and pour again.
    """
    from leaflets.cli import beginning

    if language and source is None:
        raise click.UsageError("--language is of the text that --from takes along.")
    raise SystemExit(beginning.new(folder, str(source or ""), language, as_json=as_json))


@cli.command()
@click.option("--fonts", is_flag=True, help="List each face with the languages it carries.")
@as_json
def doctor(*, fonts: bool, as_json: bool) -> None:
    """Say what this machine has and lacks, and what brings it."""
    from leaflets.cli import health

    raise SystemExit(health.run(fonts=fonts, as_json=as_json))


def main() -> None:
    """Run the command line; its status is one of `Exit`."""
    sys.excepthook = _bug
    with outlets() as streams:
        status = _status()
    if status not in _OVER_DELIVERY and any(stream.is_lost for stream in streams):
        status = Exit.DELIVERY
    sys.exit(status)


def _status() -> int:
    try:
        cli.main(standalone_mode=False)
    except SystemExit as exit_:
        return int(exit_.code or 0)
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except LeafletsError as error:
        from leaflets.cli.report import tell

        tell(error.problems)
        return exit_status(error.problems)
    except (KeyboardInterrupt, click.Abort):
        click.echo(INTERRUPTED, err=True)
        return Exit.INTERRUPTED
    return Exit.DELIVERED


def _bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say that this is our fault; the trace goes where a report of it can use it."""
    sys.__excepthook__(kind, error, trace)
    click.echo(
        "\nThis is a bug in Leaflets, not your mistake. Nothing half made was kept.", err=True
    )
    raise SystemExit(Exit.BUG)
