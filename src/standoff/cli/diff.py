"""``standoff diff``: two crisis files side by side, in what they say and in what follows."""

from typing import Any

import click

from standoff.cli.arguments import analysis_options, make_run, open_crises
from standoff.cli.console import print_json, print_sections, progress_bar
from standoff.cli.values import CrisisFile

EPILOG = """
\b
Examples:
  standoff diff january.yaml march.yaml
  standoff diff cases/korea-2017 mine.yaml --point --json
  standoff diff mine.yaml yours.yaml --files-only        no forecast, at once
"""


@click.command(epilog=EPILOG)
@click.argument("first", type=CrisisFile())
@click.argument("second", type=CrisisFile())
@click.option("--files-only", is_flag=True, help="Compare the files and run no engine.")
@analysis_options
def diff(
    first: str,
    second: str,
    files_only: bool,
    changes: tuple[str, ...],
    as_of: Any,
    as_json: bool,
    **options: Any,
) -> None:
    """Compare two crisis files: what differs in them, in the answers, and which change does what.

    Files are compared by meaning, with the line on both sides. --set and --as-of go for both.
    """
    from standoff import workbench

    before, after = open_crises((first, second), changes, as_of)
    with progress_bar("solving draws") as progress:
        comparison = workbench.compare(before, after, make_run(progress, **options))
        data = None
        if as_json and files_only:
            data = {"differences": [one.to_json() for one in comparison.differences]}
        elif as_json:
            data = comparison.to_json()
        elif not files_only:
            comparison.prepare()
    if data is not None:
        print_json(data)
        return
    from standoff.report.sections import apart

    print_sections(apart.section(comparison, answers=not files_only))
