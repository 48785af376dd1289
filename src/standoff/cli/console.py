"""Printing: JSON alone on stdout, results made for reading, progress on stderr."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from standoff.report.blocks import Section
    from standoff.workbench import Progress


def print_json(data: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))


def print_sections(*sections: "Section") -> None:
    """Print sections of the report for a terminal or a pipe."""
    from standoff.report import terminal

    terminal.show(*sections)


@contextmanager
def progress_bar(label: str) -> "Iterator[Progress | None]":
    """Show a bar on stderr while a long run goes on; nothing when stderr is not a terminal."""
    if not sys.stderr.isatty():
        with compile_notice():
            yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar, compile_notice():
        task = bar.add_task(label, total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tell


@contextmanager
def compile_notice() -> Iterator[None]:
    """Say once that the engine is being compiled, as the first run after installing does."""
    from numba.core import event

    class Notice(event.Listener):
        said = False

        def on_start(self, _: Any) -> None:
            if not self.said:
                click.echo("compiling the engine, once after installing ...", err=True)
            self.said = True

        def on_end(self, _: Any) -> None:
            pass

    with event.install_listener("numba:compile", Notice()):
        yield
