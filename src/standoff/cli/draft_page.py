"""``standoff draft --open``: the article in the browser, with what was read from it beside it."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli import browser

if TYPE_CHECKING:
    from standoff.draft.proposal import Draft


def page_target(output: str | None, default: Path, article: Path) -> Path:
    """Return the file that the page writes; the page itself asks before it replaces one.

    Raises
    ------
    click.UsageError
        If it is no file, or the article itself.
    """
    if output == "-":
        raise click.UsageError("--open writes a file when you say so on the page: name one with -o")
    target = Path(output) if output else default
    if target.is_dir() or not target.resolve().parent.is_dir():
        raise click.UsageError(f"{target} cannot be written: name a file in a folder that is there")
    if target.resolve() == article.resolve():
        raise click.UsageError(f"{target} is the article itself: name another file with -o")
    return target


def open_page(
    file: Path, draft: "Draft", target: Path, yardstick: str, copy: Path | None, port: int | None
) -> None:
    """Serve the page until interrupted.

    Parameters
    ----------
    file : Path
        The article.
    draft : Draft
        What was read from it.
    target : Path
        Where the page writes the crisis file.
    yardstick : str
    copy : Path or None
        Where a copy of the text goes with it.
    port : int or None
        As for `standoff serve`.
    """
    from standoff.settings import MAX_STATES
    from standoff.store import open_store
    from standoff.web.desk import Desk
    from standoff.web.draft_source import Drafting
    from standoff.web.server import bind, serve
    from standoff.workbench import Run

    drafting = Drafting(file.resolve(), lambda: draft, yardstick, copy.resolve() if copy else None)
    address = bind("127.0.0.1", port)
    found = len(draft.proposals)
    click.echo(f"{file}: {found} proposals to look at, at {address.url}", err=True)
    click.echo(f"Nothing is written to {target} before you say so. Ctrl-C stops it.", err=True)
    browser.show(address.url)
    run = Run(jobs=os.cpu_count() or 1)
    serve(Desk(str(target), MAX_STATES), run, address, partial(open_store, fresh=False), drafting)
