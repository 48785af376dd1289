"""What a page shows, as its address says it: a crisis, under changes, as known on a day.

``?set=NAME=VALUE`` changes one thing, ``?off=NAME`` is short for ``set=NAME=off``; `standoff whatif`
takes the same changes. ``pin=NAME=VALUE`` are the changes of the forecast to compare with, none
of them meaning the file as it is. ``draft`` names a text that is not saved yet.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams

from standoff.errors import UsageError

MAX_CHANGES = 80
MAX_CHANGE = 400
"""Characters of one change."""


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows.

    Attributes
    ----------
    changes, pinned : tuple of str
        Each ``NAME=VALUE``; of several with one name the last counts.
    as_of : datetime.date or None
        None for the day that the file says.
    draft : str
        The mark of an unsaved text; empty for the file on disk.
    """

    changes: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    as_of: dt.date | None = None
    draft: str = ""

    @property
    def query(self) -> str:
        """The view as the query of an address, without the question mark."""
        pairs = [("off", c[:-4]) if c.endswith("=off") else ("set", c) for c in self.changes]
        pairs += [("pin", change) for change in self.pinned]
        if self.as_of is not None:
            pairs.append(("as_of", self.as_of.isoformat()))
        if self.draft:
            pairs.append(("draft", self.draft))
        return urlencode(pairs, quote_via=quote, safe="=[].")

    @property
    def baseline(self) -> "View":
        """The view to compare with."""
        return replace(self, changes=self.pinned, pinned=())


def read_view(params: QueryParams) -> View:
    """Read a view from the query of an address.

    Raises
    ------
    UsageError
        If a change or the day cannot be read.
    """
    changes = []
    for key, value in params.multi_items():
        if key == "set":
            changes.append(value)
        elif key == "off":
            changes.append(f"{value}=off")
    as_of = params.get("as_of")
    try:
        day = dt.date.fromisoformat(as_of) if as_of else None
    except ValueError:
        raise UsageError(
            f"as_of={as_of[:20] if as_of else ''} is no day: write YYYY-MM-DD"
        ) from None
    return View(_last(changes), _last(params.getlist("pin")), day, params.get("draft", "")[:64])


def _last(changes: Iterable[str]) -> tuple[str, ...]:
    """Keep of several changes to one name the last, in the order of the names' first mention."""
    kept: dict[str, str] = {}
    for change in changes:
        name, equals, value = (part.strip() for part in change.partition("="))
        if not equals or not name or not value:
            raise UsageError(f"'{change[:80]}' is no change: write NAME=VALUE")
        if len(change) > MAX_CHANGE:
            raise UsageError(f"a change is longer than {MAX_CHANGE} characters")
        kept[name] = f"{name}={value}"
    if len(kept) > MAX_CHANGES:
        raise UsageError(f"more than {MAX_CHANGES} changes in one address")
    return tuple(kept.values())
