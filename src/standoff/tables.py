"""Results as tables: rows with names, as pandas and polars take them."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from standoff.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Row = Mapping[str, Any]


class Tabular:
    """A result that is also a table; it says its rows, or its columns where there are very many."""

    def to_rows(self) -> Sequence[Row]:
        """Return the rows of the table, each by the names of the columns."""
        columns = self.to_columns()
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]

    def to_columns(self) -> dict[str, Any]:
        """Return the columns of the table by name; none where there are no rows."""
        rows = self.to_rows()
        return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}

    def to_pandas(self) -> "pd.DataFrame":
        """Return the table for pandas; needs the extra ``tables``."""
        table: pd.DataFrame = _library("pandas").DataFrame(self.to_columns())
        return table

    def to_polars(self) -> "pl.DataFrame":
        """Return the table for polars; needs the extra ``tables``."""
        table: pl.DataFrame = _library("polars").DataFrame(self.to_columns())
        return table


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise UsageError(
            f'a table needs {name}, which is not installed: pip install "standoff[tables]"'
        ) from None
