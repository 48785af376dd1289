"""``standoff tipping``: the smallest change of one input that changes the answer."""

from typing import Any

import click

from standoff.cli.arguments import analysing, file_argument, search_options
from standoff.cli.console import print_json, print_sections
from standoff.cli.values import Whole
from standoff.errors import LimitReached

EPILOG = """
\b
Examples:
  standoff tipping cases/durand-line --top 5
  standoff tipping mine.yaml --line strikes_only=50% --line war=10%
  standoff tipping mine.yaml --input pakistan.tempo --input political_will
  standoff tipping mine.yaml --pair pakistan.tempo political_will --points 5
"""


@click.command(epilog=EPILOG)
@file_argument
@click.option(
    "--line",
    "lines",
    multiple=True,
    metavar="SCENARIO=P",
    help="Ask what moves a scenario past a probability instead of what changes which scenario"
    " leads. Can be given several times.",
)
@click.option(
    "--top",
    type=Whole(min=0),
    default=10,
    show_default=True,
    help="Try so many numbers, those that move the answer most; priors are tried anyway.",
)
@click.option(
    "--input",
    "names",
    multiple=True,
    metavar="NAME",
    help="Try just this, such as actor.tempo or a hypothesis. Can be given several times.",
)
@click.option(
    "--steps",
    type=Whole(min=1, max=100),
    default=2,
    show_default=True,
    help="Steps in which each side of a range is walked; more see changes there and back.",
)
@click.option(
    "--pair",
    nargs=2,
    default=None,
    metavar="A B",
    help="Map the forecast over two inputs instead.",
)
@click.option(
    "--points",
    type=Whole(min=3, max=9),
    default=5,
    show_default=True,
    help="Values of each input on the map; odd.",
)
@search_options("Try no further input after this time; what was found is shown")
def tipping(
    file: str,
    lines: tuple[str, ...],
    top: int,
    names: tuple[str, ...],
    steps: int,
    pair: tuple[str, str] | None,
    points: int,
    as_json: bool,
    **options: Any,
) -> int:
    """Find the smallest change of each input alone that changes the answer.

    The answer is which scenario leads, or whether a scenario lies above a --line. Inputs are the
    priors, and the numbers of FILE that move it most; each is tried over its plausible range.
    """
    if pair and (lines or names):
        raise click.UsageError("--pair maps two inputs; --line and --input belong to a search")
    if points % 2 == 0:
        raise click.UsageError(
            "--points: an odd number, so that the forecast as it is is on the map"
        )
    label = "mapping" if pair else "trying inputs"
    with analysing(file, label, point=True, **options) as analysis:
        atlas = analysis.atlas(*pair, points) if pair else None
        found = None if pair else analysis.tipping(lines, top=top, names=names, steps=steps)
    if as_json:
        shown = atlas or found
        assert shown is not None
        print_json(shown.to_json())
    else:
        from standoff.report.sections import tipping as section

        print_sections(section.section(analysis, found, atlas))
    if found is not None and not found.complete:
        raise LimitReached(
            f"{found.looked_at} inputs were tried in {options['max_seconds']:g} seconds, the limit:"
            " raise --max-seconds, or lower --top"
        )
    return 0
