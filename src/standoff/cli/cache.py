"""``standoff cache``: what earlier runs left on disk."""

from typing import Any

import click

from standoff.cli.arguments import json_option
from standoff.cli.console import print_json

EPILOG = """
\b
Examples:
  standoff cache
  standoff cache --clear
  STANDOFF_CACHE=off standoff forecast mine.yaml
"""


@click.command(epilog=EPILOG)
@click.option("--clear", is_flag=True, help="Throw away everything that was kept.")
@json_option
def cache(clear: bool, as_json: bool) -> None:
    """Show what is kept of earlier runs, and where, or throw it away.

    Every draw that is solved is kept, so that a run that was cut off goes on where it stopped and
    the same question is answered at once. What has not been used for longest goes first.
    STANDOFF_CACHE names another folder, or turns keeping off: STANDOFF_CACHE=off.
    """
    from standoff.store import open_store

    store = open_store(tell=lambda message: click.echo(message, err=True))
    if store is None:
        data: dict[str, Any] = {"file": None, "records": 0, "bytes": 0, "limit": 0}
        said = "Nothing is kept: STANDOFF_CACHE is off."
    else:
        with store:
            if clear:
                store.clear()
            records, taken = store.size()
        data = {"file": str(store.path), "records": records, "bytes": taken, "limit": store.limit}
        said = (
            f"{store.path}: {records:,} {'result' if records == 1 else 'results'},"
            f" {taken / 1e6:,.1f} of at most {store.limit / 1e6:,.0f} MB."
        )
    if as_json:
        print_json(data)
    else:
        click.echo(said)
