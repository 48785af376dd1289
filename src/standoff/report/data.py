"""A report as plain data, for JSON: every block with its type, nothing lost."""

import dataclasses
import datetime as dt
import math
from typing import Any

from standoff.report.blocks import Report, Section
from standoff.report.charts import description
from standoff.report.figures import Chart


def to_data(report: Report) -> dict[str, Any]:
    """Return the report as dictionaries, lists, strings and numbers.

    Each block says its `type`; charts carry their text alternative as `description`. Dates are
    ISO 8601; a number that is not finite becomes None.
    """
    found: dict[str, Any] = _plain(report)
    return found


def section_data(section: Section) -> dict[str, Any]:
    """Return one section as plain data, as `to_data` does a report."""
    found: dict[str, Any] = _plain(section)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        whole = {"type": type(value).__name__, **fields}
        if isinstance(value, Chart):
            whole["description"] = description(value)
        return whole
    return value
