"""What-if: a crisis with a few things fixed or changed.

``NAME=VALUE`` where NAME is

* a hypothesis: ``true``, ``false`` or a prior;
* an option or chance variable: a level, held from `as_of` on (nobody can change it);
* ``actor.tempo``, ``actor.precision``, ``actor.foresight``, ``actor.patience``;
* ``actor.weight[k]``: the weight of the actor's k-th statement, counted from 1;
* ``actor.option.effort``, ``chance.rate``, ``chance.off_rate``, ``hypothesis.prior``;
* ``signal.ID``: ``off`` leaves the signal out;
* any other place in the file, as ``actors.pakistan.ranking`` or ``horizon``.
"""

import copy
import re
from collections.abc import Sequence
from typing import Any

from standoff.crisis.build import build
from standoff.crisis.fields import Setting, read_ranked, read_setting, write_ranked
from standoff.crisis.model import Crisis
from standoff.crisis.symbols import Symbols, symbols
from standoff.errors import CrisisError, UsageError, nearest

_STEP = re.compile(r"^([^\[\]]+)(?:\[([0-9]{1,9})\])?$")
_WHOLE = re.compile(r"^[0-9]{1,9}$")


def amend(crisis: Crisis, changes: Sequence[str]) -> Crisis:
    """Return a crisis with changes made.

    Parameters
    ----------
    crisis : Crisis
    changes : sequence of str
        Each ``NAME=VALUE``.

    Returns
    -------
    Crisis
        A new crisis; the old one stays as it was.

    Raises
    ------
    UsageError
        If a change cannot be read, or the changed crisis has faults.
    """
    data = copy.deepcopy(crisis.to_data())
    table = symbols(crisis)
    for change in changes:
        name, equals, value = (part.strip() for part in change.partition("="))
        if not equals or not name or not value:
            raise UsageError(f"'{change}' is no change: write NAME=VALUE, for instance a.option=on")
        _apply(data, crisis, table, name, value)
    try:
        amended = build(data)
    except CrisisError as error:
        said = "; ".join(fault.message for fault in error.faults)
        raise UsageError(f"--set {' '.join(changes)}: {said}") from None
    amended._origin = crisis.origin
    return amended


def _apply(data: dict[str, Any], crisis: Crisis, table: Symbols, name: str, value: str) -> None:
    if name in table.hypotheses:
        truth = {"true": 1.0, "on": 1.0, "false": 0.0, "off": 0.0}.get(value.lower())
        data["hypotheses"][name]["prior"] = value if truth is None else truth
        if truth is not None:
            _silence(data, name)
    elif table.levels(name) is not None:
        _hold(data, table, name, value)
    elif name.startswith("signal."):
        _leave_out(data, crisis, name.removeprefix("signal."), value)
    else:
        _put(data, crisis, table, name, value)


def _silence(data: dict[str, Any], hypothesis: str) -> None:
    """Take a hypothesis that is fixed out of the reach of the signals."""
    for signal in data.get("signals", []):
        signal.get("bears_on", {}).pop(hypothesis, None)


def _hold(data: dict[str, Any], table: Symbols, name: str, value: str) -> None:
    setting = Setting(name, value)
    if wrong := table.misset(setting):
        raise UsageError(f"--set {name}={value}: {wrong}")
    levels = table.levels(name) or ()
    on_off = levels == ("off", "on")
    held = (name if value == "on" else f"not {name}") if on_off else f"{name} = {value}"
    data.setdefault("impossible", []).append(f"not ({held})")
    for settings in (data.setdefault("status_quo", []), *_observed(data)):
        settings[:] = [s for s in settings if read_setting(s).name != name]
    data["observed"] = [entry for entry in data.get("observed", []) if entry["set"]]
    data["status_quo"].append(setting.text)
    for record in data["actors"].values():
        if record.get("ranking"):
            record["ranking"] = _ranked_with(record["ranking"], table, setting)


def _ranked_with(ranking: list[Any], table: Symbols, held: Setting) -> list[Any]:
    """Keep the states of a ranking in which the setting holds."""
    wanted = table.level_of(held)

    def level(state: Sequence[Setting]) -> int:
        return next((table.level_of(s) for s in state if s.name == held.name), 0)

    kept = [tuple(s for s in tied if level(s) == wanted) for tied in map(read_ranked, ranking)]
    return [write_ranked(tied) for tied in kept if tied]


def _observed(data: dict[str, Any]) -> list[list[Any]]:
    return [entry["set"] for entry in data.get("observed", [])]


def _leave_out(data: dict[str, Any], crisis: Crisis, name: str, value: str) -> None:
    ids = [signal.id for signal in crisis.signals]
    if name not in ids:
        raise UsageError(f"there is no signal '{name}'{nearest(name, ids)}")
    if value.lower() not in ("off", "false"):
        raise UsageError(f"--set signal.{name}={value}: write signal.{name}=off")
    left_out = [signal for signal in data["signals"] if signal["id"] == name]
    data["signals"] = [signal for signal in data["signals"] if signal["id"] != name]
    for signal in data["signals"]:
        if left_out and signal.get("echoes") == name:
            signal["echoes"] = left_out[0].get("echoes")


_RECORDS = {"tempo", "precision", "foresight", "patience"}


def _put(data: dict[str, Any], crisis: Crisis, table: Symbols, name: str, value: str) -> None:
    """Put a value at a short name or at a path of the file."""
    *around, last = _path(crisis, table, name)
    place: Any = data
    for step in around:
        if not _leads_on(place, step):
            raise _unknown(crisis, table, name)
        place = place.setdefault(str(step), {}) if isinstance(place, dict) else place[step]
    if not _leads_on(place, last):
        raise _unknown(crisis, table, name)
    place[last] = int(value) if _WHOLE.match(value) else value


def _path(crisis: Crisis, table: Symbols, name: str) -> list[str | int]:
    """Return the path in the file that a short name stands for, or that is written out."""
    steps = _steps(name)
    first, rest = str(steps[0]), steps[1:]
    if first in table.actors:
        if rest[:1] == ["weight"] and len(rest) == 2:
            return ["actors", first, "preferences", int(rest[1]) - 1, "weight"]
        if len(rest) == 1 and rest[0] in _RECORDS:
            return ["actors", first, *rest]
        if len(rest) == 2 and f"{first}.{rest[0]}" in table.options:
            return ["actors", first, "options", *rest]
    elif first in table.chance:
        return ["chance", *steps]
    elif first in table.hypotheses:
        return ["hypotheses", *steps]
    elif first in Crisis.model_fields:
        return steps
    raise _unknown(crisis, table, name)


def _leads_on(place: Any, step: str | int) -> bool:
    """Whether there is something, or room for something, one step further."""
    if isinstance(place, list):
        return isinstance(step, int) and 0 <= step < len(place)
    return isinstance(place, dict)


def _steps(name: str) -> list[str | int]:
    steps: list[str | int] = []
    for part in name.split("."):
        match = _STEP.match(part)
        if match is None:
            raise UsageError(f"'{name}' is no name to set")
        steps.append(int(match[1]) if _WHOLE.match(match[1]) else match[1])
        if match[2] is not None:
            steps.append(int(match[2]))
    return steps


def _unknown(crisis: Crisis, table: Symbols, name: str) -> UsageError:
    known = [*table.options, *table.chance, *table.hypotheses]
    known += [f"{actor}.{field}" for actor in table.actors for field in sorted(_RECORDS)]
    known += [
        f"{actor}.weight[{k + 1}]"
        for actor, record in crisis.actors.items()
        for k in range(len(record.preferences))
    ]
    known += [f"signal.{signal.id}" for signal in crisis.signals]
    return UsageError(f"there is nothing called '{name}' to set{nearest(name, known)}")
