"""``standoff evidence``: what each piece of evidence changed."""

from typing import Any

import click

from standoff.cli.arguments import analysing, analysis_options, file_argument
from standoff.cli.console import print_json, print_sections

EPILOG = """
\b
Examples:
  standoff evidence cases/durand-line
  standoff evidence mine.yaml --set signal.nsc_writ=off
  standoff evidence mine.yaml --json
"""


@click.command(epilog=EPILOG)
@file_argument
@analysis_options
def evidence(file: str, as_json: bool, **options: Any) -> None:
    """Show what the evidence says: signals, observed moves, judgements and base rates.

    Each hypothesis before and after, the forecast replayed date by date, what it would be without each
    piece of evidence, and how much rests on one source.
    """
    with analysing(file, **options) as analysis:
        replay = analysis.replay
    if as_json:
        print_json(analysis.evidence.to_json() | {"replay": replay.to_json()})
        return
    from standoff.report.sections import signals

    print_sections(signals.section(analysis))
