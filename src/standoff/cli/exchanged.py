"""What import and export share: where to write, and what to say was left out."""

from collections.abc import Sequence
from pathlib import Path

import click

output_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write it; - for the terminal (default: the file's name, with another ending).",
)
forced = click.option("--force", is_flag=True, help="Replace a file that is there.")


def target_of(
    output: str | None,
    default: Path,
    force: bool,
    as_json: bool,
    source: str | Path | None = None,
) -> Path | None:
    """Return the file to write, None for the terminal; refuse to replace one unasked.

    Raises
    ------
    UsageError
        If nothing can be written there, or what is read stands there itself.
    """
    from standoff.files.write import check_target

    if output == "-":
        if as_json:
            raise click.UsageError("--json and -o - both want the output: name a file")
        return None
    target = Path(output) if output else default
    check_target(output or default)
    if source is not None:
        spare_source(target, source)
    if target.exists() and not force:
        raise click.UsageError(f"{target} is there already; --force replaces it")
    return target


def spare_source(target: Path, source: str | Path) -> None:
    """Refuse to put what is made of a file in its place.

    Raises
    ------
    UsageError
        If both are one file.
    """
    if target.exists() and Path(source).exists() and target.samefile(source):
        raise click.UsageError(f"{target} is the file that is read: name another to write")


def write_out(target: Path | None, text: str) -> None:
    """Write a file whole or not at all, or print it."""
    if target is None:
        click.echo(text, nl=False)
        return
    from standoff.files.write import save

    save(target, text)


def print_notes(notes: Sequence[str]) -> None:
    """List what was not carried over on stderr."""
    if notes:
        click.echo("not carried over, or decided here:", err=True)
    for note in notes:
        click.echo(f"- {note}", err=True)
