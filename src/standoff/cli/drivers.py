"""``standoff drivers``: which assumptions carry the answer."""

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
  standoff drivers cases/durand-line
  standoff drivers mine.yaml --draws 1024 --json
"""


@click.command(epilog=EPILOG)
@file_argument
@set_option
@as_of_option
@ensemble_options
@json_option
def drivers(file: str, changes: tuple[str, ...], as_of: Any, as_json: bool, **options: Any) -> None:
    """Show which uncertain inputs move each scenario, and which way."""
    from standoff.workbench import Analysis

    if options["point"]:
        raise click.UsageError("--point leaves nothing uncertain; drivers need the ensemble")
    crisis = open_crisis(file, changes, as_of)
    with progress_bar("solving draws") as progress:
        analysis = Analysis(crisis, make_run(progress, **options))
        result = analysis.drivers
    if as_json:
        print_json(result.to_json())
        return
    from standoff.report.sections import drivers as section

    print_sections(section.section(analysis))
