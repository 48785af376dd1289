"""standoff: what is stable in a crisis, what is likely, what the signals changed, and why.

>>> import standoff as so
>>> result = so.stability("cases/chicken")
>>> result.labels(result.equilibria("R"))
[['row.swerve'], ['column.swerve']]
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.cluster import Cluster
    from standoff.crisis.model import Crisis
    from standoff.errors import CrisisError, LimitReached, StandoffError, UsageError
    from standoff.store import Store, open_store
    from standoff.workbench import (
        Analysis,
        Run,
        analyse,
        calibrate,
        compare,
        evidence,
        forecast,
        load,
        query,
        stability,
        whatif,
    )

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Cluster",
    "Crisis",
    "CrisisError",
    "LimitReached",
    "Run",
    "StandoffError",
    "Store",
    "UsageError",
    "analyse",
    "calibrate",
    "compare",
    "evidence",
    "forecast",
    "load",
    "open_store",
    "query",
    "stability",
    "whatif",
]

_WHERE = {
    "Cluster": "standoff.cluster",
    "Store": "standoff.store",
    "open_store": "standoff.store",
    "Crisis": "standoff.crisis.model",
    "CrisisError": "standoff.errors",
    "LimitReached": "standoff.errors",
    "StandoffError": "standoff.errors",
    "UsageError": "standoff.errors",
}


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that importing the package costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE.get(name, "standoff.workbench")), name)


def __dir__() -> list[str]:
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])


def _draw_in_notebook() -> None:
    """Let results draw themselves if this is a notebook; elsewhere nothing is loaded."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        from standoff.report.notebook import register

        register(shell.display_formatter.formatters["text/html"])


_draw_in_notebook()
