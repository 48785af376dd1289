"""``standoff whatif``: the forecast under changes, beside the forecast as it is."""

from typing import Any

import click

from standoff.cli.arguments import (
    analysis_options,
    file_argument,
    make_run,
    open_crises,
)
from standoff.cli.console import print_json, print_sections, progress_bar
from standoff.cli.values import CrisisFile

EPILOG = """
\b
Examples:
  standoff whatif cases/durand-line --set us.quiet_support=off
  standoff whatif mine.yaml --set wants_us_back=false --set pakistan.weight[1]=moderate
  standoff whatif mine.yaml --set pakistan.tempo="2 per month" --against yours.yaml --point
"""


@click.command(epilog=EPILOG)
@file_argument
@click.option(
    "--against",
    type=CrisisFile(),
    metavar="OTHER",
    help="Compare the changed FILE with this file instead of FILE as it is.",
)
@analysis_options
def whatif(
    file: str,
    against: str | None,
    changes: tuple[str, ...],
    as_of: Any,
    as_json: bool,
    **options: Any,
) -> None:
    """Compare the forecast as it is with the forecast under changes, and say which change does what."""
    from standoff import workbench

    if not changes and against is None:
        raise click.UsageError("say what to change: --set NAME=VALUE")
    files = [file] if against is None else [file, against]
    crisis, *others = open_crises(files, as_of=as_of)
    changed = workbench.whatif(crisis, *changes)
    with progress_bar("solving draws") as progress:
        run = make_run(progress, **options)
        if others:
            comparison = workbench.compare(others[0], changed, run)
        else:
            comparison = workbench.compare(crisis, changed, run, changes)
        data = comparison.to_json() if as_json else None
        comparison.prepare()
    if data is not None:
        print_json(data)
        return
    from standoff.report.sections import apart

    print_sections(apart.section(comparison))
