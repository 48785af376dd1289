"""``standoff audit``: whether an assessment follows from its own grounds."""

from typing import Any

import click

from standoff.cli.arguments import analysing, analysis_options, file_argument
from standoff.cli.console import print_json, print_sections
from standoff.cli.values import Whole
from standoff.language.likelihood import YARDSTICKS

EPILOG = """
\b
Examples:
  standoff audit cases/durand-line
  standoff audit mine.yaml --yardstick readers
  standoff audit mine.yaml --no-remedies --json
"""


@click.command(epilog=EPILOG)
@file_argument
@click.option(
    "--yardstick",
    type=click.Choice(list(YARDSTICKS)),
    help="Read the words of likelihood by this yardstick (default: that of the file).",
)
@click.option(
    "--top",
    type=Whole(min=0),
    default=6,
    show_default=True,
    help="Uncertain numbers to try for what would reconcile words and numbers, besides every prior.",
)
@click.option(
    "--no-remedies",
    "remedies",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Do not look for what would reconcile words and numbers, which takes the longest.",
)
@analysis_options
def audit(
    file: str, yardstick: str | None, top: int, remedies: bool, as_json: bool, **options: Any
) -> None:
    """Hold an assessment against its own grounds.

    Compares what the file says of likelihoods (`author_says`, judgements) with what follows from its
    motives, prerequisites and evidence; finds the smallest change of one assumption that reconciles
    both; points out evidence that may be counted twice and motives that nothing supports.
    """
    with analysing(file, "weighing the assessment", **options) as analysis:
        result = analysis.audit(yardstick, reconcile=remedies, tried=top)
    if as_json:
        print_json(result.to_json())
        return
    from standoff.report.sections import audit as section

    print_sections(section.section(analysis, result))
