"""Reading a ``.gmcr`` file, with every fault at its place; see `gmcr_format`."""

import json
from typing import Any, NoReturn

from standoff.errors import CrisisError, Fault, Path
from standoff.files.interchange.conditions import Condition, Cube
from standoff.files.interchange.gmcr_format import (
    DIRECTIONS,
    DecisionMaker,
    GmcrModel,
    GmcrOption,
)

LONGEST_NAME = 2000
SHOWN_FAULTS = 50

_DERIVED = {"program", "version", "coalitionsFull", "payoffs"}
"""Keys that say nothing of the conflict, or that GMCR+ works out from the rest."""
_MANUAL = ("useManualPreferenceRanking", "useManualPreferenceVectors")
_RANKING = ("preferenceRanking", "preferenceVector")


def read_gmcr(text: str, name: str = "model.gmcr") -> GmcrModel:
    """Read the text of a ``.gmcr`` file.

    Parameters
    ----------
    text : str
    name : str
        Name of the file, for the errors.

    Raises
    ------
    CrisisError
        With all faults of the file, each at its place.
    """
    reader = _Reader()
    model = reader.model(_parse(text, name))
    if reader.faults:
        raise CrisisError(reader.faults[:SHOWN_FAULTS], name)
    return model


def _parse(text: str, name: str) -> Any:
    def refuse(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is no number")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise ValueError(f"the key '{twice[:60]}' stands twice in one object")
        return mapping

    try:
        data = json.loads(text, parse_constant=refuse, object_pairs_hook=once)
        json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        at_end = error.pos >= len(text.rstrip())
        message = f"this is not JSON: {error.msg}" + ("; is the file cut off?" if at_end else "")
        fault = Fault(message, line=error.lineno, column=error.colno)
    except RecursionError:
        fault = Fault("this is nested too deeply for a GMCR+ file", line=1, column=1)
    except UnicodeEncodeError:
        fault = Fault("a text in it holds half a character", line=1, column=1)
    except ValueError as error:
        fault = Fault(f"this cannot be read: {str(error)[:200]}", line=1, column=1)
    else:
        return data
    raise CrisisError([fault], name)


class _Reader:
    """Turns JSON into records, collecting faults and unknown keys."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.unknown: list[str] = []
        self.options: tuple[GmcrOption, ...] = ()

    def model(self, data: Any) -> GmcrModel:
        if not isinstance(data, dict):
            self._fault("a GMCR+ file is a JSON object with options, decisionMakers, ...", ())
            return GmcrModel((), ())
        known = {"options", "decisionMakers", "infeasibles", "coalitions", *_MANUAL, *_DERIVED}
        self._note_unknown(data, known, ())
        for key in ("options", "decisionMakers"):
            if key not in data:
                self._fault(f"'{key}' is missing; is this a GMCR+ file?", ())
        self.options = tuple(
            self._option(item, ("options", k))
            for k, item in enumerate(self._list(data.get("options", []), ("options",)))
        )
        makers = self._list(data.get("decisionMakers", []), ("decisionMakers",))
        if "decisionMakers" in data and not makers and not self.faults:
            self._fault("there is no decision maker", ("decisionMakers",))
        manual = next((data[key] for key in _MANUAL if key in data), False)
        if not isinstance(manual, bool):
            self._fault("this should be true or false", (_MANUAL[0],))
        return GmcrModel(
            options=self.options,
            decision_makers=tuple(
                self._maker(item, ("decisionMakers", k)) for k, item in enumerate(makers)
            ),
            infeasibles=self._conditions(data.get("infeasibles", []), ("infeasibles",)),
            manual=manual is True,
            coalitions=self._coalitions(data.get("coalitions", []), len(makers)),
            unknown=tuple(self.unknown),
        )

    def _option(self, item: Any, path: Path) -> GmcrOption:
        if not self._is_object(item, path):
            return GmcrOption("?")
        self._note_unknown(item, {"name", "permittedDirection"}, path)
        direction = item.get("permittedDirection", "both")
        if direction not in DIRECTIONS:
            self._fault(
                f"{_shown(direction)} is no direction: fwd, back or both",
                (*path, "permittedDirection"),
            )
        return GmcrOption(self._name(item, path), str(direction))

    def _maker(self, item: Any, path: Path) -> DecisionMaker:
        if not self._is_object(item, path):
            return DecisionMaker("?", ())
        known = {"name", "options", "preferences", "misperceptions", *_RANKING, *_DERIVED}
        self._note_unknown(item, known, path)
        key = next((key for key in _RANKING if key in item), None)
        owned = self._list(item.get("options", []), (*path, "options"))
        return DecisionMaker(
            name=self._name(item, path),
            options=tuple(
                dict.fromkeys(
                    self._option_number(number, (*path, "options", k))
                    for k, number in enumerate(owned)
                )
            ),
            statements=self._conditions(item.get("preferences", []), (*path, "preferences")),
            ranking=None if key is None else self._ranking(item[key], (*path, key)),
            misperceptions=self._conditions(
                item.get("misperceptions", []), (*path, "misperceptions")
            ),
        )

    def _conditions(self, items: Any, path: Path) -> tuple[Condition, ...]:
        return tuple(
            self._condition(item, (*path, k)) for k, item in enumerate(self._list(items, path))
        )

    def _condition(self, item: Any, path: Path) -> Condition:
        if isinstance(item, dict):
            self._note_unknown(item, {"compound", "members"}, path)
            if "members" not in item:
                self._fault("a compound condition has 'members'", path)
            members = self._list(item.get("members", []), (*path, "members"))
            return tuple(self._cube(cube, (*path, "members", k)) for k, cube in enumerate(members))
        return (self._cube(item, path),)

    def _cube(self, item: Any, path: Path) -> Cube:
        taken: dict[int, bool] = {}
        for k, literal in enumerate(self._list(item, path)):
            place = (*path, k)
            if not isinstance(literal, list) or len(literal) != 2:
                self._fault(f'{_shown(literal)} should be [option, "Y"] or [option, "N"]', place)
                continue
            number = self._option_number(literal[0], place)
            answer = literal[1].upper() if isinstance(literal[1], str) else literal[1]
            if answer == "-":
                continue
            if answer not in ("Y", "N"):
                self._fault(f'{_shown(literal[1])} should be "Y" or "N"', place)
            elif taken.setdefault(number, answer == "Y") != (answer == "Y"):
                self._fault("an option is both taken and not taken here", place)
        return tuple(sorted(taken.items()))

    def _option_number(self, item: Any, path: Path) -> int:
        if isinstance(item, str):
            places = [k for k, option in enumerate(self.options) if option.name == item]
            if len(places) == 1:
                return places[0]
        elif type(item) is int and 0 <= item < len(self.options):
            return item
        self._fault(
            f"{_shown(item)} is no option: there are {len(self.options)}, numbered from 0", path
        )
        return 0

    def _ranking(self, items: Any, path: Path) -> tuple[tuple[int, ...], ...]:
        places = []
        for k, item in enumerate(self._list(items, path)):
            tied = item if isinstance(item, list) else [item]
            if not tied or not all(isinstance(s, int) and not isinstance(s, bool) for s in tied):
                self._fault(f"{_shown(item)} should be the number of a state", (*path, k))
                continue
            places.append(tuple(tied))
        return tuple(places)

    def _coalitions(self, items: Any, makers: int) -> tuple[tuple[int, ...], ...]:
        found = []
        for k, item in enumerate(self._list(items, ("coalitions",))):
            members = item if isinstance(item, list) else [item]
            if not all(type(m) is int and 0 <= m < makers for m in members):
                self._fault(
                    f"{_shown(item)} should be numbers of decision makers, from 0",
                    ("coalitions", k),
                )
            elif len(members) > 1:
                found.append(tuple(members))
        return tuple(found)

    def _name(self, item: dict[str, Any], path: Path) -> str:
        name = item.get("name")
        if not isinstance(name, str):
            self._fault("'name' should be text" if "name" in item else "'name' is missing", path)
            return "?"
        if len(name) > LONGEST_NAME:
            self._fault(f"the name is longer than {LONGEST_NAME} characters", (*path, "name"))
        return " ".join("".join(c if c.isprintable() else " " for c in name).split())

    def _list(self, item: Any, path: Path) -> list[Any]:
        if isinstance(item, list):
            return item
        self._fault(f"{_shown(item)} should be a list", path)
        return []

    def _is_object(self, item: Any, path: Path) -> bool:
        if isinstance(item, dict):
            return True
        self._fault(f"{_shown(item)} should be an object with a name", path)
        return False

    def _note_unknown(self, item: dict[str, Any], known: set[str], path: Path) -> None:
        from standoff.errors import write_path

        self.unknown += [write_path((*path, key)) for key in item if key not in known]

    def _fault(self, message: str, path: Path) -> None:
        self.faults.append(Fault(message, path))


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
