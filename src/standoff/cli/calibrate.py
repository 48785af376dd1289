"""``standoff calibrate``: fit the few global numbers to base rates and judgements."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.arguments import (
    cluster_option,
    file_argument,
    make_run,
    open_crisis,
    search_options,
)
from standoff.cli.console import print_json, print_sections, progress_bar
from standoff.cli.values import Whole
from standoff.errors import LimitReached, UsageError

if TYPE_CHECKING:
    from standoff.crisis.model import Crisis
    from standoff.engines.calibration import Calibration

EPILOG = """
\b
Examples:
  standoff calibrate cases/durand-line
  standoff calibrate mine.yaml --knob tempo
  standoff calibrate mine.yaml --write
"""


@click.command(epilog=EPILOG)
@file_argument
@click.option(
    "--knob",
    "knobs",
    multiple=True,
    type=click.Choice(["tempo", "precision", "effort"]),
    help="Turn only this one; can be given several times (default: all three).",
)
@click.option("--write", is_flag=True, help="Write the fitted values into FILE; comments are kept.")
@click.option(
    "--evaluations",
    type=Whole(min=10, max=100_000),
    default=100,
    show_default=True,
    help="How often the model may be solved during the search.",
)
@cluster_option
@search_options("End the search after this time with the best so far")
def calibrate(
    file: str,
    knobs: tuple[str, ...],
    write: bool,
    evaluations: int,
    changes: tuple[str, ...],
    as_of: Any,
    as_json: bool,
    **options: Any,
) -> int:
    """Fit one factor each on all tempos, precisions and efforts to base rates and judgements.

    Shows every base rate and judgement of FILE before and after. The fitted values are judgements
    fitted to a few facts: that these are met does not show that the model is right.
    """
    from standoff import workbench

    if write:
        _refuse_write(file, changes, as_of)
    crisis = open_crisis(file, changes, as_of)
    with progress_bar("fitting") as progress:
        run = make_run(progress, **options)
        result = workbench.calibrate(
            crisis, run, knobs or ("tempo", "precision", "effort"), evaluations
        )
    if write and result.improved:
        _write(file, crisis, result)
    if as_json:
        print_json(result.to_json() | {"written": write and result.improved})
    else:
        from standoff.report.sections import calibration

        print_sections(calibration.section(crisis, result))
    if write and not result.improved:
        raise UsageError(f"{file} was left as it is: no other values meet the facts better")
    if write and not as_json:
        click.echo(f"{file}: {len(result.changes)} values written", err=True)
    if result.stopped == "seconds":
        raise LimitReached(
            f"the search was ended after {options['max_seconds']:g} seconds; these are the best values"
            " until then: raise --max-seconds for better ones"
        )
    return 0


def _refuse_write(file: str, changes: tuple[str, ...], as_of: Any) -> None:
    if changes or as_of is not None:
        raise click.UsageError(
            "--write puts values into the file as it is; leave out --set and --as-of"
        )
    if file.startswith("cases/") and not Path(file).exists():
        slug = file.removeprefix("cases/")
        raise click.UsageError(
            f"{file} is a shipped case and stays as it is; make a copy first:"
            f" standoff cases {slug} > {slug}.yaml"
        )


def _write(file: str, crisis: "Crisis", result: "Calibration") -> None:
    """Put the fitted values into the file, and nothing else."""
    from standoff.files.read import read_bytes, read_text
    from standoff.files.rewrite import rewrite
    from standoff.files.write import save

    text = read_bytes(Path(file))
    if text != crisis.origin.text:
        raise UsageError(f"{file} was changed meanwhile; run the command again")
    text = rewrite(text, {change.path: change.after for change in result.changes})
    read_text(text, file)
    save(file, text)
