"""``standoff query``: how probable one time expression is."""

from typing import Any

import click

from standoff.cli.arguments import analysing, analysis_options, file_argument
from standoff.cli.console import print_json

EPILOG = """
\b
Examples:
  standoff query cases/durand-line "ever(pakistan.airstrikes)"
  standoff query mine.yaml "first(us.strike, before=nk.test)" --within "6 months"
  standoff query mine.yaml strikes_only --at ttp.attacks --at pakistan.posture=alert
"""


@click.command(epilog=EPILOG)
@file_argument
@click.argument("expression")
@click.option("--within", metavar="TIME", help="Such as '6 months' (default: the horizon).")
@click.option(
    "--at",
    multiple=True,
    metavar="ON",
    help="Start from the state in which just this is on, or `nothing`; give it once for each thing"
    " that is on.",
)
@analysis_options
def query(
    file: str,
    expression: str,
    within: str | None,
    at: tuple[str, ...],
    as_json: bool,
    **options: Any,
) -> None:
    """Ask how probable a time expression, or a scenario by name, is."""
    with analysing(file, **options) as analysis:
        answer = analysis.query(expression, within, list(at) or None)
    if as_json:
        print_json(answer.to_json())
        return
    from standoff.report.sections import answer as answers

    click.echo(answers.sentence(analysis, expression, within, answer))
