"""``standoff import``: a crisis file from another program's file."""

from pathlib import Path

import click

from standoff.cli.arguments import json_option, output_name
from standoff.cli.console import print_json
from standoff.cli.exchanged import forced, output_option, print_notes, target_of, write_out

EPILOG = """
\b
Examples:
  standoff import dispute.gmcr                      a GMCR+ file; writes dispute.yaml
  standoff import states.csv --preference rank      a table, one row a state; 1 is best
  standoff import states.csv --preference utility -o mine.yaml --title "The dispute"
  standoff import dispute.gmcr -o - | less
"""


@click.command("import", epilog=EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@output_option
@click.option(
    "--from",
    "form",
    type=click.Choice(["gmcr", "csv"]),
    help="Format (default: by the ending of the name).",
)
@click.option(
    "--preference",
    type=click.Choice(["rank", "utility"]),
    help="What the numbers of a table are: rank, 1 being best, or utility (default: as its heads"
    " say).",
)
@click.option("--title", help="Title of the crisis (default: the name of the file).")
@forced
@json_option
def import_crisis(
    file: Path,
    output: str | None,
    form: str | None,
    preference: str | None,
    title: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Make a crisis file of a GMCR+ file or a table of states.

    A table has one row a state. Its columns are options, headed "Actor/Option", with Y and N (or 1
    and 0, on and off), and one column for each actor's preferences, headed with its name; states
    without a row cannot exist. What cannot be carried over is listed, and stands at the head of the
    new file.
    """
    from standoff.exchange import import_file

    if not file.name:
        raise click.UsageError("name the file to import, such as dispute.gmcr or states.csv")
    target = target_of(output, output_name(str(file), ".yaml"), force, as_json, file)
    made = import_file(file, form, preference=preference, title=title)  # type: ignore[arg-type]
    write_out(target, made.text)
    if as_json:
        print_json(
            {
                "output": str(target),
                "actors": len(made.crisis.actors),
                "states": made.states,
                "notes": list(made.notes),
            }
        )
        return
    print_notes(made.notes)
    if target is not None:
        states = "too many states to count" if made.states is None else f"{made.states:,} states"
        click.echo(
            f"wrote {target}: {len(made.crisis.actors)} actors, {states};"
            f" next: standoff stability {target}",
            err=True,
        )
