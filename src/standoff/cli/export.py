"""``standoff export``: a crisis as another program's file, or its graph of moves."""

from pathlib import Path
from typing import Any

import click

from standoff.cli.arguments import (
    as_of_option,
    file_argument,
    json_option,
    max_states_option,
    open_crisis,
    output_name,
    set_option,
)
from standoff.cli.console import compile_notice, print_json
from standoff.cli.exchanged import forced, output_option, print_notes, target_of, write_out

EPILOG = """
\b
Examples:
  standoff export mine.yaml --to gmcr              for GMCR+; writes mine.gmcr
  standoff export cases/elmira -o elmira.graphml   the graph of moves, for Gephi or networkx
  standoff export cases/elmira --to dot -o - | dot -Tsvg > elmira.svg
  standoff export mine.yaml --to dot --improvements --max-edges 500
"""


@click.command(epilog=EPILOG)
@file_argument
@output_option
@click.option(
    "--to",
    "form",
    type=click.Choice(["gmcr", "graphml", "dot"]),
    help="Format (default: by the ending of the output file).",
)
@click.option(
    "--max-edges",
    type=click.IntRange(min=0),
    default=100_000,
    show_default=True,
    help="Refuse a graph with more moves.",
)
@click.option("--improvements", is_flag=True, help="Only moves that their mover prefers.")
@set_option
@as_of_option
@max_states_option
@forced
@json_option
def export(
    file: str,
    output: str | None,
    form: str | None,
    max_edges: int,
    improvements: bool,
    changes: tuple[str, ...],
    as_of: Any,
    max_states: int,
    force: bool,
    as_json: bool,
) -> None:
    """Write a crisis as a GMCR+ file, or its graph of moves as GraphML or DOT.

    What cannot be carried over is listed. Chance variables stay at their status quo, and hypotheses
    take the value that prior and signals make more probable; --set fixes them.
    """
    from standoff.exchange import EXPORTS
    from standoff.exchange import export as write_export
    from standoff.workbench import Analysis, Run

    by_ending = {ending: name for name, ending in EXPORTS.items()}
    form = form or by_ending.get(Path(output or "").suffix.lower())
    if form is None:
        raise click.UsageError(f"say to what: --to {', --to '.join(EXPORTS)}")
    target = target_of(output, output_name(file, EXPORTS[form]), force, as_json)
    crisis = open_crisis(file, changes, as_of)
    with compile_notice():
        made = write_export(
            Analysis(crisis, Run(max_states=max_states)),
            form,
            max_edges=max_edges,
            improvements_only=improvements,
        )
    write_out(target, made.text)
    if as_json:
        print_json({"output": str(target), "format": form, "notes": list(made.notes)})
        return
    print_notes(made.notes)
    if target is not None:
        click.echo(f"wrote {target}", err=True)
