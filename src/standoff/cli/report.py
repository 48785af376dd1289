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
from standoff.cli.exchanged import spare_source

EPILOG = """
\b
Examples:
  standoff report cases/durand-line --open
  standoff report mine.yaml -o brief.html
  standoff report mine.yaml --format md -o - | less
"""

ENDINGS = {"html": ".html", "md": ".md", "json": ".json"}
BY_ENDING = {ending: form for form, ending in ENDINGS.items()} | {
    "": "html",
    ".htm": "html",
    ".markdown": "md",
}


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
    from standoff.files.write import check_target, save
    from standoff.report import write

    form = form or _format(output)
    target = None if output == "-" else Path(output) if output else output_name(file, ENDINGS[form])
    if target is not None:
        check_target(output or target)
        spare_source(target, file)
    with analysing(file, lines=True, **options) as analysis:
        text = write(analysis, form)
    if target is None:
        click.echo(text, nl=False)
        return
    save(target, text)
    click.echo(f"wrote {target}", err=True)
    if show:
        browser.show(str(target.resolve()))


def _format(output: str | None) -> str:
    """Read the format from the ending of the output file."""
    ending = Path(output or "").suffix.lower()
    if ending not in BY_ENDING:
        raise click.UsageError(
            f"'{ending}' is no format of a report: end the name in {', '.join(ENDINGS.values())},"
            " or say --format. A browser prints the page to PDF"
        )
    return BY_ENDING[ending]
