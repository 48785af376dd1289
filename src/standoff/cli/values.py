"""Kinds of values that arguments and options take, each with words for what is wrong."""

import datetime as dt
from math import isfinite
from typing import Any

import click
from click.shell_completion import CompletionItem


class CrisisFile(click.ParamType):  # type: ignore[type-arg]
    """A crisis file or ``cases/NAME``; completes both."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse what cannot be the name of a file."""
        if not str(value).strip():
            self.fail("name a crisis file; `standoff cases` lists the shipped ones", param, ctx)
        if value == "-":
            self.fail(
                "a crisis is read from a file, so that errors can say where they are: save it first",
                param,
                ctx,
            )
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the shipped crises, then files."""
        from standoff.catalog import slugs

        found = [f"cases/{slug}" for slug in slugs()]
        items = [CompletionItem(name) for name in found if name.startswith(incomplete)]
        return [*items, CompletionItem(incomplete, type="file")]


class Whole(click.IntRange):
    """A whole number in a range."""

    name = "whole number"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Name it in ``--help``."""
        return "N"


class Amount(click.FloatRange):
    """A finite number in a range."""

    name = "number"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Name it in ``--help``."""
        return "X"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the number."""
        number = super().convert(value, param, ctx)
        if not isfinite(number):
            self.fail(f"{value!r} is not a valid number.", param, ctx)
        return number


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day, as year-month-day."""

    name = "day"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Name it in ``--help``."""
        return "YYYY-MM-DD"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Read the day."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.datetime.strptime(str(value).strip(), "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is no day: write year-month-day, as in 2023-01-06.", param, ctx)


def distinct(_: click.Context, param: click.Parameter, changes: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse two values for one name; the same change twice is one."""
    values: dict[str, str] = {}
    for change in dict.fromkeys(changes):
        name, _equals, value = (part.strip() for part in change.partition("="))
        if values.setdefault(name, value) != value:
            raise click.UsageError(
                f"{param.opts[0]}: {name} is given twice, as {values[name]} and as {value}"
            )
    return tuple(dict.fromkeys(changes))
