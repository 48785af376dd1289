"""What differs between two crises: by meaning, not by letters.

Two files are compared field by field. A list whose entries have a name of their own (a signal's id,
what a statement prefers, the two ends of a tie) is compared by that name, so that an entry put in
between does not make all that follow look changed. ``4`` and ``4.0``, or an expression with other blanks,
are no difference; a word and the number that it stands for are one where one of them is blurred.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from standoff.crisis.build import build
from standoff.crisis.fields import Formula
from standoff.crisis.model import Crisis, Entry
from standoff.errors import Path
from standoff.language.quantity import Quantity

Kind = Literal["added", "removed", "changed", "moved"]

WORDING = frozenset(
    {"title", "name", "label", "claim", "summary", "note", "source", "sources", "citation"}
    | {"speaker", "by", "case", "motive", "author_says", "date_inferred", "severity", "kind"}
    | {"published", "outcomes", "indicators", "perceptions", "consequences", "against"}
    | {"from", "passages"}
)
"""Keys that say something to the reader, or to other engines than that of the forecast."""

_SECTIONS = {"actors", "options", "hypotheses", "scenarios", "consequences", "chance", "sources"}
"""Mappings whose entries are compared one by one, also where the other side has none."""

_NAMED_BY = {
    "signals": ("id",),
    "preferences": ("prefer",),
    "ties": ("from", "to", "kind"),
    "observed": ("date", "set"),
    "judgements": ("about", "by"),
    "base_rates": ("about", "source"),
    "outcomes": ("about",),
    "published": ("citation",),
    "impossible": (),
    "status_quo": (),
}
"""Lists whose entries are told apart by these keys; by the entry itself where there are none."""

_MISSING = object()


@dataclass(frozen=True)
class Difference:
    """One thing that differs.

    Attributes
    ----------
    kind : str
        ``added``, ``removed``, ``changed``; ``moved`` where only the order of an actor's statements
        differs and the order counts.
    name : str
        Where, with entries of lists by their name: ``signals[nsc_writ].reliability``.
    before, after : object
        Plain data as in the file; None where there is none.
    before_at, after_at : str
        File and line on both sides; empty where that is not known.
    matters : bool
        Whether the forecast can depend on it; wording alone does not.
    """

    kind: Kind
    name: str
    before: Any
    after: Any
    before_at: str
    after_at: str
    matters: bool

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def differences(before: Crisis, after: Crisis) -> tuple[Difference, ...]:
    """Return what differs between two crises, in the order of the format and of the first file."""
    found: list[Difference] = []

    def note(difference: Difference) -> bool:
        found.append(difference)
        return True

    _Blender(before, after, note).whole()
    return tuple(found)


def blend(before: Crisis, after: Crisis, chosen: Collection[str]) -> Crisis:
    """Return the first crisis with some of the differences made.

    Parameters
    ----------
    before, after : Crisis
    chosen : collection of str
        Names of differences.

    Raises
    ------
    CrisisError
        If what comes out does not fit together.
    """
    wanted = frozenset(chosen)
    return build(_Blender(before, after, lambda one: one.name in wanted).whole(), before.origin)


class _Blender:
    """Walks two crises side by side and takes each difference from the one or the other."""

    def __init__(self, before: Crisis, after: Crisis, take: Callable[[Difference], bool]) -> None:
        self.before, self.after, self.take = before, after, take

    def whole(self) -> Any:
        return self._mapping(self.before.to_data(), self.after.to_data(), (), (), "")

    def _node(self, a: Any, b: Any, pa: Path, pb: Path, name: str) -> Any:
        if a is _MISSING or b is _MISSING:
            return self._leaf("added" if a is _MISSING else "removed", a, b, pa, pb, name)
        if isinstance(a, dict) and isinstance(b, dict):
            return self._mapping(a, b, pa, pb, name)
        if isinstance(a, list) and isinstance(b, list) and pa[-1] in _NAMED_BY:
            return self._list(a, b, pa, pb, name)
        if a == b or _meaning(_at(self.before, pa)) == _meaning(_at(self.after, pb)):
            return a
        return self._leaf("changed", a, b, pa, pb, name)

    def _mapping(
        self, a: Mapping[str, Any], b: Mapping[str, Any], pa: Path, pb: Path, name: str
    ) -> dict[str, Any]:
        result = {}
        for key in [*a, *(key for key in b if key not in a)]:
            full = f"{name}.{key}" if name else key
            left, right = a.get(key, _MISSING), b.get(key, _MISSING)
            if key in _SECTIONS or key in _NAMED_BY:
                empty: Any = {} if key in _SECTIONS else []
                left, right = (empty if side is _MISSING else side for side in (left, right))
            value = self._node(left, right, (*pa, key), (*pb, key), full)
            nothing = key not in a and value in ({}, []) and b[key] != value
            if value is not _MISSING and not nothing:
                result[key] = value
        return result

    def _list(self, a: list[Any], b: list[Any], pa: Path, pb: Path, name: str) -> list[Any]:
        left, right = _keyed(a, pa), _keyed(b, pb)
        order = _order(list(left), list(right))
        common = [key for key in left if key in right]
        if self._moved(a, b, pa, name, common, [key for key in right if key in left]):
            slots = iter([key for key in right if key in left])
            order = [next(slots) if key in common else key for key in order]
        result = []
        for key in order:
            i, j = left.get(key), right.get(key)
            value = self._node(
                _MISSING if i is None else a[i],
                _MISSING if j is None else b[j],
                (*pa, len(a) if i is None else i),
                (*pb, len(b) if j is None else j),
                f"{name}[{key}]",
            )
            if value is not _MISSING:
                result.append(value)
        return result

    def _moved(
        self, a: list[Any], b: list[Any], pa: Path, name: str, one: list[str], other: list[str]
    ) -> bool:
        ordinal = pa[-1] == "preferences" and any("weight" not in entry for entry in [*a, *b])
        if not ordinal or one == other:
            return False
        places = self.before.origin.place(pa), self.after.origin.place(pa)
        return self.take(Difference("moved", f"{name} (order)", one, other, *places, True))

    def _leaf(self, kind: Kind, a: Any, b: Any, pa: Path, pb: Path, name: str) -> Any:
        found = Difference(
            kind,
            name,
            None if a is _MISSING else a,
            None if b is _MISSING else b,
            "" if a is _MISSING else self.before.origin.place(pa),
            "" if b is _MISSING else self.after.origin.place(pb),
            _matters(pb, (a, b)),
        )
        return b if self.take(found) else a


def _matters(path: Path, values: tuple[Any, Any]) -> bool:
    """Whether the forecast of the scenarios can depend on what stands at a path."""
    if path[0] == "sources":
        graded = (isinstance(value, dict) and "reliability" in value for value in values)
        return path[-1] == "reliability" or any(graded)
    if path[-1] == "source":
        return path[0] in ("signals", "judgements")
    return not any(step in WORDING for step in path if isinstance(step, str))


def _keyed(entries: list[Any], path: Path) -> dict[str, int]:
    """Name the entries of a list; a name that occurs again is numbered."""
    keys = _NAMED_BY[str(path[-1])]
    seen: Counter[str] = Counter()
    named = {}
    for k, entry in enumerate(entries):
        values = (
            [entry.get(key, "") for key in keys] if keys and isinstance(entry, dict) else [entry]
        )
        name = ", ".join(_text(value) for value in values)
        seen[name] += 1
        named[name if seen[name] == 1 else f"{name} #{seen[name]}"] = k
    return named


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _order(left: list[str], right: list[str]) -> list[str]:
    """Put what only the second list has behind what it stands behind there."""
    order = list(left)
    before = None
    for key in right:
        if key not in left:
            order.insert(order.index(before) + 1 if before is not None else 0, key)
        before = key
    return order


def _at(crisis: Crisis, path: Path) -> Any:
    """Return what the crisis holds at a path of the file."""
    value: Any = crisis
    for step in path:
        if isinstance(value, Entry):
            fields = type(value).model_fields.items()
            value = getattr(value, next(n for n, f in fields if step in (n, f.alias)))
        else:
            value = value[step]
    return value


def _meaning(value: Any) -> Any:
    """Return a value without how it is written."""
    if isinstance(value, Quantity):
        return value.shape, value.centre, value.low, value.high, value.spread
    return value.tree if isinstance(value, Formula) else value
