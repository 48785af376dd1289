"""``standoff dilemma``: whether hostile acts breed hostile acts, and when it comes to a break."""

from typing import Any

import click

from standoff.cli.arguments import analysis_options, file_argument, make_run, open_crisis
from standoff.cli.console import print_json, print_sections, progress_bar

EPILOG = """
\b
Examples:
  standoff dilemma cases/durand-line
  standoff dilemma mine.yaml --without pakistan.airstrikes --without us.drone_strikes
  standoff dilemma mine.yaml --break "ever(north.invade and south.invade)"
"""


@click.command(epilog=EPILOG)
@file_argument
@click.option(
    "--without",
    multiple=True,
    metavar="OPTION",
    help="Also say what it would be with this option off the table. Can be given several times: each"
    " is taken off alone.",
)
@click.option(
    "--break",
    "broken",
    metavar="EXPR",
    help="What counts as a break: a time expression or a scenario (default: the first worst case,"
    " else that two actors have options on against each other).",
)
@analysis_options
def dilemma(
    file: str,
    without: tuple[str, ...],
    broken: str | None,
    changes: tuple[str, ...],
    as_of: Any,
    as_json: bool,
    **options: Any,
) -> None:
    """Weigh the security dilemma: how many hostile acts one hostile act breeds.

    Shows which move provokes which answer, and when a break is more likely than not. An option is
    hostile to those it is `against`, and to those who have regard for them.
    """
    from standoff.workbench import Analysis, without_option

    crisis = open_crisis(file, changes, as_of)
    others = {option: without_option(crisis, option) for option in dict.fromkeys(without)}
    with progress_bar("weighing draws") as progress:
        run = make_run(progress, **options)
        analysis = Analysis(crisis, run)
        result, outbreak = analysis.dilemma, analysis.breaking(broken)
        spared = {option: Analysis(other, run) for option, other in others.items()}
        indices = {option: other.dilemma for option, other in spared.items()}
    if as_json:
        kept = ("index", "low", "high", "above_one")
        fewer = {option: found.to_json() for option, found in indices.items()}
        print_json(
            result.to_json()
            | {
                "break": outbreak.to_json(),
                "without": {o: {key: data[key] for key in kept} for o, data in fewer.items()},
            }
        )
        return
    from standoff.report.sections import dilemma as section

    print_sections(section.section(analysis, outbreak, spared))
