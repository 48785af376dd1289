"""``standoff drivers``: which assumptions carry the answer."""

from typing import Any

import click

from standoff.cli.arguments import analysing, analysis_options, file_argument
from standoff.cli.console import print_json, print_sections

EPILOG = """
\b
Examples:
  standoff drivers cases/durand-line
  standoff drivers mine.yaml --draws 1024 --json
"""


@click.command(epilog=EPILOG)
@file_argument
@analysis_options
def drivers(file: str, as_json: bool, **options: Any) -> None:
    """Show which uncertain inputs move each scenario, and which way."""
    if options["point"]:
        raise click.UsageError("--point leaves nothing uncertain; drivers need the ensemble")
    with analysing(file, **options) as analysis:
        result = analysis.drivers
    if as_json:
        print_json(result.to_json())
        return
    from standoff.report.sections import drivers as section

    print_sections(section.section(analysis))
