"""``standoff whatif``: the forecast under changes, beside the forecast as it is."""

from typing import Any

import click

from standoff.cli.arguments import analysis_options, file_argument, make_run, open_crisis
from standoff.cli.console import print_json, print_sections, progress_bar

EPILOG = """
\b
Examples:
  standoff whatif cases/durand-line --set us.quiet_support=off
  standoff whatif mine.yaml --set wants_us_back=false --set pakistan.weight[1]=moderate
  standoff whatif mine.yaml --set pakistan.tempo="2 per month" --point
"""


@click.command(epilog=EPILOG)
@file_argument
@analysis_options
def whatif(file: str, changes: tuple[str, ...], as_of: Any, as_json: bool, **options: Any) -> None:
    """Compare the forecast as it is with the forecast under changes."""
    from standoff import workbench

    if not changes:
        raise click.UsageError("say what to change: --set NAME=VALUE")
    crisis = open_crisis(file, (), as_of)
    changed = workbench.whatif(crisis, *changes)
    with progress_bar("solving draws") as progress:
        run = make_run(progress, **options)
        before, after = workbench.Analysis(crisis, run), workbench.Analysis(changed, run)
        results = before.forecast, after.forecast
    if as_json:
        print_json(
            {
                "changes": list(changes),
                "before": results[0].to_json(),
                "after": results[1].to_json(),
            }
        )
        return
    from standoff.report.sections import comparison

    print_sections(comparison.section(before, after, changes))
