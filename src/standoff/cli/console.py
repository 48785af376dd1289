"""Printing: JSON alone on stdout, results made for reading, progress on stderr."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from standoff.report.blocks import Section
    from standoff.workbench import Progress

SECONDS = 10.0
"""Time between two lines that say how far a run is, where stderr is not a terminal."""


def print_json(data: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))


def print_sections(*sections: "Section") -> None:
    """Print sections of the report for a terminal or a pipe."""
    from standoff.report import terminal

    terminal.show(*sections)


@contextmanager
def progress_bar(label: str, *, lines: bool = False) -> "Iterator[Progress | None]":
    """Show a bar on stderr while a long run goes on, by the name of what it is at.

    Parameters
    ----------
    label : str
        What the run begins with.
    lines : bool
        Whether to say it by a line now and then where stderr is not a terminal; otherwise nothing is
        shown there.
    """
    if not sys.stderr.isatty():
        with compile_notice():
            yield _Lines(label) if lines else None
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
        yield _Bar(bar, label)


class _Bar:
    """A bar that goes by the name of the step."""

    def __init__(self, bar: "Bars", label: str) -> None:
        self.bar, self.task = bar, bar.add_task(label, total=None)

    def __call__(self, done: int, total: int) -> None:
        self.bar.update(self.task, completed=done, total=total)

    def step(self, name: str) -> None:
        self.bar.remove_task(self.task)
        self.task = self.bar.add_task(name, total=None)


class _Lines:
    """Lines on stderr, none before a run has gone on for `SECONDS`, and one in so many at most."""

    def __init__(self, label: str) -> None:
        self.label, self.began, self.last = label, time.monotonic(), time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if done < total and time.monotonic() - self.last >= SECONDS:
            self._say(f"{self.label}: {done} of {total}")

    def step(self, name: str) -> None:
        self.label = name
        if time.monotonic() - self.began >= SECONDS:
            self._say(f"{name} ...")

    def _say(self, line: str) -> None:
        self.last = time.monotonic()
        click.echo(line, err=True)


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
