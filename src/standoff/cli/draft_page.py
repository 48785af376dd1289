"""``standoff draft --open``: the article in the browser, with what was read from it beside it."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli import browser
from standoff.cli.exchanged import target_of

if TYPE_CHECKING:
    from standoff.draft.proposal import Draft


def page_target(output: str | None, default: Path, article: Path) -> Path:
    """Return the file that the page writes; the page itself asks before it replaces one.

    Raises
    ------
    UsageError
        If nothing can be written there, or the article itself stands there.
    """
    if output == "-":
        raise click.UsageError("--open writes a file when you say so on the page: name one with -o")
    target = target_of(output, default, force=True, as_json=False, source=article)
    assert target is not None
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
