"""``standoff forecast``: how likely each scenario is over time."""

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
  standoff forecast cases/durand-line
  standoff forecast mine.yaml --point --json
  standoff forecast mine.yaml --draws 1024 --seed 7 --as-of 2022-12-15
"""


@click.command(epilog=EPILOG)
@file_argument
@set_option
@as_of_option
@ensemble_options
@json_option
def forecast(
    file: str, changes: tuple[str, ...], as_of: Any, as_json: bool, **options: Any
) -> None:
    """Forecast the scenarios: probability over time, with a band over all that is not known."""
    from standoff.workbench import Analysis

    crisis = open_crisis(file, changes, as_of)
    with progress_bar("solving draws") as progress:
        analysis = Analysis(crisis, make_run(progress, **options))
        result = analysis.forecast
    if as_json:
        print_json(result.to_json())
        return
    from standoff.report.sections import consequences, method, prerequisites, scenarios

    print_sections(
        scenarios.section(analysis),
        consequences.section(analysis),
        prerequisites.section(analysis),
        method.section(analysis),
    )
