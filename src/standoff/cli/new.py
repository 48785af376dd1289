"""``standoff new``: a crisis file to start from."""

import sys
from pathlib import Path

import click

EPILOG = """
\b
Examples:
  standoff new mine.yaml             questions in a terminal, else the template
  standoff new mine.yaml --template  a commented template to fill in
"""


@click.command(epilog=EPILOG)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default="crisis.yaml")
@click.option(
    "--guided/--template",
    default=None,
    help="Answer questions, or take the commented template (default: ask in a terminal).",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def new(file: Path, guided: bool | None, force: bool) -> None:
    """Start a crisis file: a commented template, or one made from your answers."""
    from standoff.files.read import read_text
    from standoff.files.template import template
    from standoff.files.write import check_target, save

    if str(file) == "-":
        raise click.UsageError("name the file to write, such as mine.yaml")
    check_target(file)
    if file.exists() and not force:
        raise click.UsageError(f"{file} is there already; --force replaces it")
    if guided is None:
        guided = sys.stdin.isatty() and sys.stdout.isatty()
    if guided:
        from standoff.cli.interview import interview

        text = interview()
    else:
        text = template()
    read_text(text, str(file))
    save(file, text)
    click.echo(f"wrote {file}; next: standoff check {file}, standoff report {file} --open")
