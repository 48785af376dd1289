"""``standoff evidence``: what each signal changed."""

from typing import Any

import click

from standoff.cli.arguments import (
    as_of_option,
    ensemble_options,
    file_argument,
    json_option,
    make_run,
    open_crisis,
    set_option,
)
from standoff.cli.console import print_json, print_sections, progress_bar

EPILOG = """
\b
Examples:
  standoff evidence cases/durand-line
  standoff evidence mine.yaml --set signal.nsc_writ=off
  standoff evidence mine.yaml --json
"""


@click.command(epilog=EPILOG)
@file_argument
@set_option
@as_of_option
@ensemble_options
@json_option
def evidence(
    file: str, changes: tuple[str, ...], as_of: Any, as_json: bool, **options: Any
) -> None:
    """Show what the signals say: each hypothesis before and after, and the forecast replayed."""
    from standoff.workbench import Analysis

    crisis = open_crisis(file, changes, as_of)
    with progress_bar("solving draws") as progress:
        analysis = Analysis(crisis, make_run(progress, **options))
        replay = analysis.replay
    if as_json:
        print_json(analysis.evidence.to_json() | {"replay": replay.to_json()})
        return
    from standoff.report.sections import signals

    print_sections(signals.section(analysis))
