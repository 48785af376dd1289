"""``standoff serve``: the workbench in the browser."""

from functools import partial
from typing import Any

import click

from standoff.cli import browser
from standoff.cli.arguments import ensemble_options, file_argument, make_run

EPILOG = """
\b
Examples:
  standoff serve mine.yaml                   read, question and edit it in the browser
  standoff serve cases/durand-line --draws 64
  standoff serve mine.yaml --no-open --port 9000
"""


@click.command(epilog=EPILOG)
@file_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="The port to listen on; 0 for any (default: 8137, or the next that is free).",
)
@click.option("--open/--no-open", "show", default=True, help="Whether to open the page.")
@ensemble_options
def serve(file: str, host: str, port: int | None, show: bool, **options: Any) -> None:
    """Open a crisis as a page in the browser, to read, question and edit it.

    The page is served to this machine alone; its address carries a token. Everything that it shows
    can be saved as one file that opens offline. Ctrl-C stops it.
    """
    from standoff.store import open_store
    from standoff.web.desk import Desk
    from standoff.web.server import beyond, bind
    from standoff.web.server import serve as serve_page

    opens = partial(open_store, fresh=options.pop("fresh")) if options.pop("cache") else None
    run = make_run(**options)
    desk = Desk(file, run.max_states)
    desk.disk()
    address = bind(host, port)
    if warning := beyond(host):
        click.echo(warning, err=True)
    click.echo(f"{file} is open at {address.url}", err=True)
    click.echo("Ctrl-C stops it.", err=True)
    if show:
        browser.show(address.url)
    serve_page(desk, run, address, opens)
