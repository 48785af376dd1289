"""``standoff report``: the whole analysis as one page."""

from pathlib import Path
from typing import Any

import click

from standoff.cli import browser
from standoff.cli.arguments import (
    analysing,
    as_of_option,
    ensemble_options,
    file_argument,
    output_name,
    set_option,
)

EPILOG = """
\b
Examples:
  standoff report cases/durand-line --open
  standoff report mine.yaml -o brief.html
  standoff report mine.yaml --format md -o - | less
"""

ENDINGS = {"html": ".html", "md": ".md", "json": ".json"}


@click.command(epilog=EPILOG)
@file_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write it; - for the terminal (default: the crisis file's name).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(ENDINGS)),
    help="Default: by the ending of the output file, else html.",
)
@click.option("--open", "show", is_flag=True, help="Open the report once it is written.")
@set_option
@as_of_option
@ensemble_options
def report(
    file: str,
    output: str | None,
    form: str | None,
    show: bool,
    **options: Any,
) -> None:
    """Write the report: one self-contained page that opens offline and prints well."""
    from standoff.files.write import save
    from standoff.report import write

    by_ending = {ending: name for name, ending in ENDINGS.items()}
    form = form or by_ending.get(Path(output or "").suffix, "html")
    with analysing(file, **options) as analysis:
        text = write(analysis, form)
    if output == "-":
        click.echo(text, nl=False)
        return
    target = Path(output) if output else output_name(file, ENDINGS[form])
    save(target, text)
    click.echo(f"wrote {target}", err=True)
    if show:
        browser.show(str(target.resolve()))
