"""``standoff export``: a crisis, its graph of moves or its point model, for another program."""

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
from standoff.cli.values import Whole

EPILOG = """
\b
Examples:
  standoff export mine.yaml --to gmcr              for GMCR+; writes mine.gmcr
  standoff export cases/elmira -o elmira.graphml   the graph of moves, for Gephi or networkx
  standoff export cases/elmira --to dot -o - | dot -Tsvg > elmira.svg
  standoff export mine.yaml --to dot --improvements --max-edges 500
  standoff export mine.yaml --to prism             the point model, for PRISM and Storm
  standoff export mine.yaml --to transitions       the same as mine.tra, mine.sta and mine.lab
"""


@click.command(epilog=EPILOG)
@file_argument
@output_option
@click.option(
    "--to",
    "form",
    type=click.Choice(["gmcr", "graphml", "dot", "prism", "transitions"]),
    help="Format (default: by the ending of the output file).",
)
@click.option(
    "--max-edges",
    type=Whole(min=0),
    default=100_000,
    show_default=True,
    help="Refuse a graph or a chain with more moves.",
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
    """Write a crisis as a GMCR+ file, its graph of moves, or its point model as a Markov chain.

    What cannot be carried over is listed. Hypotheses take the value that prior and signals make more
    probable; --set fixes them. Chance variables stay at their status quo, except in the point model
    (prism, transitions), which has central values and all that moves.
    """
    from standoff.exchange import BESIDE, EXPORTS
    from standoff.exchange import export as write_export
    from standoff.workbench import Analysis, Run

    by_ending = {ending: name for name, ending in EXPORTS.items()}
    form = form or by_ending.get(Path(output or "").suffix.lower())
    if form is None:
        raise click.UsageError(f"say to what: --to {', --to '.join(EXPORTS)}")
    target = target_of(output, output_name(file, EXPORTS[form]), force, as_json, file)
    beside = _beside(target, BESIDE.get(form, ()), force, as_json)
    crisis = open_crisis(file, changes, as_of)
    with compile_notice():
        made = write_export(
            Analysis(crisis, Run(max_states=max_states)),
            form,
            max_edges=max_edges,
            improvements_only=improvements,
        )
    write_out(target, made.text)
    for ending, other in beside.items():
        write_out(other, made.beside[ending])
    if as_json:
        print_json({"output": str(target), "format": form, "notes": list(made.notes)})
        return
    print_notes(made.notes)
    if target is not None:
        click.echo(f"wrote {', '.join(map(str, [target, *beside.values()]))}", err=True)


def _beside(
    target: Path | None, endings: tuple[str, ...], force: bool, as_json: bool
) -> dict[str, Path]:
    """Name the files that belong to the one that is written; none goes to the terminal."""
    if target is None:
        return {}
    names = {ending: target.with_suffix(ending) for ending in endings}
    for name in names.values():
        if name == target:
            raise click.UsageError(f"{target} is also the name of a file that belongs to it")
        target_of(str(name), name, force, as_json)
    return names
