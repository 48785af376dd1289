"""``standoff draft bench``: hold a back end against annotated texts."""

from pathlib import Path

import click

from standoff.cli.arguments import json_option
from standoff.cli.console import print_json
from standoff.errors import UsageError

EPILOG = """
\b
Examples:
  standoff draft bench FOLDER               every NAME.txt with its NAME.ann (brat)
  standoff draft bench FOLDER --with spacy --json
  standoff draft bench develop held-out --fit                how sure is each rule?
  standoff draft bench develop held-out --fit --table t.csv  the same as a table, all back ends
"""


@click.command("bench", epilog=EPILOG)
@click.argument("folders", metavar="FOLDER...", nargs=-1, type=click.Path(path_type=Path))
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
@click.option(
    "--fit",
    "fitting",
    is_flag=True,
    help="Count how often each rule is right, and check that on each article left out in turn.",
)
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    help="With --fit: write the counts of the rules and of spacy here, as the package keeps them.",
)
@json_option
def bench(
    folders: tuple[Path, ...],
    backend: str,
    lexicon: Path | None,
    fitting: bool,
    table: Path | None,
    as_json: bool,
) -> None:
    """Score a back end on texts with brat annotations: precision, recall, F1, calibration.

    A proposal is right if an annotation of its kind overlaps its words, each counting once; whether
    its content is right too is counted apart.
    """
    if not folders:
        raise UsageError("name a folder with NAME.txt and NAME.ann")
    if fitting:
        _fit(folders, backend, lexicon, table, as_json)
        return
    if len(folders) > 1 or table is not None:
        raise UsageError("several folders, and --table, go with --fit; score one folder at a time")
    from standoff.draft.bench import score

    result = score(folders[0], backend, lexicon)
    if as_json:
        print_json(result.to_json())
    else:
        click.echo(result.table(), nl=False)


def _fit(
    folders: tuple[Path, ...],
    backend: str,
    lexicon: Path | None,
    table: Path | None,
    as_json: bool,
) -> None:
    """Fit the confidence, and write the table where one is named."""
    from standoff.draft.fit import fit, table_of

    result = fit(folders, backend, lexicon)
    if as_json:
        print_json(result.to_json())
    else:
        click.echo(result.table(), nl=False)
    if table is not None:
        fits = [
            result if result.backend == name else fit(folders, name) for name in ("rules", "spacy")
        ]
        table.write_text(table_of(fits), "utf-8")
        click.echo(f"wrote {table}", err=True)
