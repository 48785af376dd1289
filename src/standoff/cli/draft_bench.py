"""``standoff draft bench``: hold a back end against annotated texts."""

from pathlib import Path

import click

from standoff.cli.arguments import json_option
from standoff.cli.console import print_json

EPILOG = """
\b
Examples:
  standoff draft bench FOLDER               every NAME.txt with its NAME.ann (brat)
  standoff draft bench FOLDER --with spacy --json
"""


@click.command("bench", epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--with",
    "backend",
    type=click.Choice(["rules", "spacy", "llm"]),
    default="rules",
    show_default=True,
    help="Back end to score.",
)
@click.option(
    "--lexicon",
    type=click.Path(path_type=Path),
    help="Names of your own: CSV with the columns key,name,kind,place,from,to,also.",
)
@json_option
def bench(folder: Path, backend: str, lexicon: Path | None, as_json: bool) -> None:
    """Score a back end on texts with brat annotations: precision, recall, F1, calibration.

    A proposal is right if an annotation of its kind overlaps its words, each counting once; whether
    its content is right too is counted apart.
    """
    from standoff.draft.bench import score

    result = score(folder, backend, lexicon)
    if as_json:
        print_json(result.to_json())
    else:
        click.echo(result.table(), nl=False)
