"""``standoff forecast``: how likely each scenario is over time."""

from typing import Any

import click

from standoff.cli.arguments import analysing, analysis_options, file_argument
from standoff.cli.console import print_json, print_sections

EPILOG = """
\b
Examples:
  standoff forecast cases/durand-line
  standoff forecast mine.yaml --point --json
  standoff forecast mine.yaml --draws 1024 --seed 7 --as-of 2022-12-15
"""


@click.command(epilog=EPILOG)
@file_argument
@click.option(
    "--brief",
    is_flag=True,
    help="Leave out how the scenarios come about, what they need and what follows from them.",
)
@analysis_options
def forecast(file: str, brief: bool, as_json: bool, **options: Any) -> None:
    """Forecast the scenarios: probability over time, with a band over all that is not known.

    With it come how each scenario comes about, what it needs, and what follows from it.
    """
    with analysing(file, **options) as analysis:
        whole = bool(analysis.crisis.scenarios) and not brief
        data = analysis.forecast.to_json()
        if whole:
            data |= {
                "stories": analysis.stories.to_json(),
                "prerequisites": analysis.prerequisites.to_json(),
                "given": analysis.consequences.to_json(),
            }
    if as_json:
        print_json(data)
        return
    from standoff.report.sections import consequences, method, prerequisites, scenarios, stories

    told = [scenarios]
    if whole:
        told += [stories, prerequisites]
    if whole and analysis.crisis.consequences:
        told.append(consequences)
    print_sections(*(part.section(analysis) for part in (*told, method)))
