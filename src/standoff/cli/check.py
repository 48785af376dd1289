"""``standoff check``: whether a crisis file is right, how large it is, and what to know."""

from typing import Any

import click

from standoff.cli.arguments import file_argument, json_option, max_states_option
from standoff.cli.console import print_json


@click.command(epilog="\b\nExample:\n  standoff check mine.yaml")
@file_argument
@json_option
@max_states_option
def check(file: str, as_json: bool, max_states: int) -> int:
    """Check a crisis file: every error at its line and column, then what is worth knowing."""
    from standoff import workbench
    from standoff.errors import CrisisError

    try:
        found = workbench.check(file, max_states)
    except CrisisError as error:
        if as_json:
            print_json({"ok": False, "faults": [_fault(fault) for fault in error.faults]})
        else:
            click.echo(str(error), err=True)
            many = len(error.faults)
            click.echo(f"{many} {'error' if many == 1 else 'errors'}", err=True)
        return error.exit_code
    if as_json:
        notes = [_fault(note) for note in found.notes]
        print_json({"ok": True, "states": found.states, "faults": [], "notes": notes})
        return 0
    click.echo(found.summary)
    for note in found.notes:
        place = f"{file}:{note.line}:{note.column}: " if note.line else ""
        click.echo(f"note: {place}{note.message}")
    return 0


def _fault(fault: Any) -> dict[str, Any]:
    return {"line": fault.line, "column": fault.column, "message": fault.message}
