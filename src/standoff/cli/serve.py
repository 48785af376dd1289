"""``standoff serve``: the workbench in the browser."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standoff.cli import browser
from standoff.cli.arguments import ensemble_options, file_argument, make_run
from standoff.cli.values import Whole

if TYPE_CHECKING:
    from standoff.web.desk import Desk
    from standoff.web.draft_source import Drafting

EPILOG = """
\b
Examples:
  standoff serve mine.yaml                   read, question and edit it in the browser
  standoff serve cases/durand-line --draws 64
  standoff serve mine.yaml --no-open --port 9000
  standoff serve mine.yaml --article articles/a.txt   the text that it was drafted from, beside it
"""

TEXTS = (".txt", ".text", ".md", ".html", ".htm", ".pdf", ".doc", ".docx", ".odt", ".rtf")
"""Endings of what is an article rather than a crisis."""


@click.command(epilog=EPILOG)
@file_argument
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=Whole(0, 65535),
    help="The port to listen on; 0 for any (default: 8137, or the next that is free).",
)
@click.option("--open/--no-open", "show", default=True, help="Whether to open the page.")
@click.option(
    "--article",
    type=click.Path(path_type=Path),
    help="The text that the crisis was drafted from, where it does not lie beside it.",
)
@ensemble_options
def serve(
    file: str, host: str, port: int | None, show: bool, article: Path | None, **options: Any
) -> None:
    """Open a crisis as a page in the browser, to read, question and edit it.

    The page is served to this machine alone; its address carries a token. Everything that it shows
    can be saved as one file that opens offline. A crisis that was drafted from a text shows that
    text, too, if it is at hand. Ctrl-C stops it.
    """
    if _is_text(Path(file)):
        raise click.UsageError(
            f"{file} is a text, not a crisis file: standoff draft {file} --open drafts from it"
        )
    with _uncollected():
        from standoff.store import open_store
        from standoff.web.desk import Desk
        from standoff.web.server import beyond, bind
        from standoff.web.server import serve as serve_page

        opens = partial(open_store, fresh=options.pop("fresh")) if options.pop("cache") else None
        run = make_run(**options)
        desk = Desk(file, run.max_states)
        drafting = _drafting(desk, article)
    address = bind(host, port)
    if warning := beyond(host):
        click.echo(warning, err=True)
    click.echo(f"{file} is open at {address.url}", err=True)
    click.echo("Ctrl-C stops it.", err=True)
    if show:
        browser.show(address.url)
    serve_page(desk, run, address, opens, drafting)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave garbage alone: what starting loads stays, and looking through it takes a tenth of it."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _drafting(desk: "Desk", article: Path | None) -> "Drafting | None":
    """Return the article that a crisis was drafted from, if it names one and it is at hand."""
    crisis = desk.disk(proven=False).crisis
    if article is None and not (crisis and any(one.file for one in crisis.sources.values())):
        return None
    from standoff.web.draft_source import drafting_of

    return drafting_of(desk, article)


def _is_text(file: Path) -> bool:
    """Whether a file is an article by its name, and does not begin as a crisis file does."""
    if file.suffix.lower() not in TEXTS:
        return False
    try:
        with file.open("rb") as opened:
            return b"standoff:" not in opened.read(4000)
    except OSError:
        return True
