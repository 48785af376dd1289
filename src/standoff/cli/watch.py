"""``standoff watch``: what to watch for, ranked by what it would tell."""

from typing import Any

import click

from standoff.cli.arguments import analysing, analysis_options, file_argument
from standoff.cli.console import print_json, print_sections
from standoff.cli.values import Whole

EPILOG = """
\b
Examples:
  standoff watch cases/durand-line
  standoff watch mine.yaml --within "2 weeks" --top 5
  standoff watch mine.yaml --markdown > watch.md      a list to paste into a brief
"""


@click.command(epilog=EPILOG)
@file_argument
@click.option(
    "--within",
    metavar="TIME",
    default="1 month",
    show_default=True,
    help="How long things are watched, such as '2 weeks'.",
)
@click.option(
    "--top",
    type=Whole(min=1),
    default=12,
    show_default=True,
    help="List so many at most; --json holds all.",
)
@click.option("--markdown", is_flag=True, help="Print the list as Markdown.")
@analysis_options
def watch(
    file: str,
    within: str,
    top: int,
    markdown: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Rank what may be seen by how much it would tell of the scenarios, in bits.

    Moves and chance events that have not happened, the claims of the file, and its `indicators`;
    each with the forecast if it is seen and if it is not.
    """
    if markdown and as_json:
        raise click.UsageError("--markdown and --json: choose one")
    with analysing(file, **options) as analysis:
        found = analysis.watch(within)
    if as_json:
        print_json(found.to_json())
        return
    from standoff.report.sections import watch as section

    made = section.section(analysis, found, top)
    if not markdown:
        print_sections(made)
        return
    from standoff.report import markdown as writer
    from standoff.report.blocks import Report

    click.echo(writer.render(Report(analysis.crisis.title, sections=(made,))), nl=False)
