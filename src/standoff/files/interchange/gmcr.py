"""From a GMCR+ model to a crisis in the making.

What GMCR+ calls a decision maker is an actor; ``fwd`` and ``back`` are `on_only` and `off_only`;
an infeasible pattern is a rule under `impossible`; preference statements keep their order and have
no weights, so that option prioritisation ranks the states; rankings are rankings.
"""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from standoff.errors import CrisisError, Fault, LimitReached
from standoff.files.interchange.conditions import Condition, expression
from standoff.files.interchange.draft import Draft
from standoff.files.interchange.gmcr_format import DecisionMaker, GmcrModel
from standoff.files.interchange.identifiers import identifiers
from standoff.language.parser import MAX_LENGTH
from standoff.language.write import write

MAX_CODES = 2**22
"""States that are looked at while the feasible ones are numbered."""

MAX_TESTS = 2**33
"""Pairs of a state and a pattern that are tried while the feasible states are numbered."""

NOBODY = "nobody"
_DIRECTIONS = {"both": "both", "fwd": "on_only", "back": "off_only"}


def draft_gmcr(model: GmcrModel, title: str, source: str) -> Draft:
    """Turn a GMCR+ model into a crisis in the making.

    Parameters
    ----------
    model : GmcrModel
    title : str
        Title of the crisis, which the format does not hold.
    source : str
        Name of the file, for the errors.

    Raises
    ------
    CrisisError
        If a ranking does not name every feasible state once, no state is feasible, or a statement
        is too long.
    LimitReached
        If there are too many states to number them.
    """
    return _Drafting(model, source).draft(title)


class _Drafting:
    def __init__(self, model: GmcrModel, source: str) -> None:
        self.model = model
        self.source = source
        self.notes: list[str] = []
        self.faults: list[Fault] = []
        self.owner = self._owners()
        self.actors = identifiers([maker.name for maker in model.decision_makers], "actor")
        self.names = self._names()

    def draft(self, title: str) -> Draft:
        data: dict[str, Any] = {"standoff": 1, "title": title}
        data["actors"] = {
            actor: self._actor(k, maker)
            for k, (actor, maker) in enumerate(
                zip(self.actors, self.model.decision_makers, strict=True)
            )
        }
        if -1 in self.owner:
            data["actors"][self._nobody()] = self._unowned()
        rules = self._impossible()
        if rules:
            data["impossible"] = rules
        data["status_quo"] = self._status_quo()
        self._note_rest()
        if self.faults:
            raise CrisisError(self.faults, self.source)
        return Draft(data, tuple(self.notes))

    def _owners(self) -> list[int]:
        """Decision maker of each option, -1 for none."""
        owner = [-1] * len(self.model.options)
        for k, maker in enumerate(self.model.decision_makers):
            for option in maker.options:
                if owner[option] >= 0:
                    first = self.model.decision_makers[owner[option]].name
                    self.notes.append(
                        f"The option '{self.model.options[option].name}' belongs to '{first}' and"
                        f" to '{maker.name}'; here only to '{first}'."
                    )
                else:
                    owner[option] = k
        return owner

    def _nobody(self) -> str:
        return identifiers([NOBODY], "actor", self.actors)[0]

    def _names(self) -> list[str]:
        """Full name of each option, ``actor.option``."""
        names = [""] * len(self.model.options)
        for k in {*self.owner}:
            own = [o for o, owner in enumerate(self.owner) if owner == k]
            made = identifiers([self.model.options[o].name for o in own], "option")
            actor = self._nobody() if k < 0 else self.actors[k]
            for option, word in zip(own, made, strict=True):
                names[option] = f"{actor}.{word}"
        return names

    def _actor(self, k: int, maker: DecisionMaker) -> dict[str, Any]:
        record: dict[str, Any] = {"name": maker.name or self.actors[k]}
        if options := {
            self.names[o].partition(".")[2]: self._option(o)
            for o in maker.options
            if self.owner[o] == k
        }:
            record["options"] = options
        if self.model.manual:
            if maker.statements:
                texts = "; ".join(self._text(s) for s in maker.statements)
                self.notes.append(
                    f"The file says that rankings count, so the statements of '{maker.name}' are"
                    f" left out: {texts}."
                )
            record["ranking"] = self._ranking(k, maker)
        elif maker.statements:
            record["preferences"] = self._preferences(k, maker)
        else:
            self.notes.append(f"'{maker.name}' has no preferences: all states are alike to it.")
        return record

    def _option(self, o: int) -> dict[str, Any]:
        option = self.model.options[o]
        record = {"label": option.name} if option.name else {}
        if option.direction != "both":
            record["direction"] = _DIRECTIONS[option.direction]
        return record

    def _unowned(self) -> dict[str, Any]:
        """An actor for options without owner, of which none can ever be moved."""
        own = [o for o, owner in enumerate(self.owner) if owner < 0]
        shown = ", ".join(f"'{self.model.options[o].name}'" for o in own)
        self.notes.append(
            f"No decision maker has {shown}: an actor '{self._nobody()}' holds it, which can never"
            " move."
        )
        options = {
            self.names[o].partition(".")[2]: self._option(o)
            | {"direction": "on_only", "needs": "false"}
            for o in own
        }
        return {"name": "Nobody", "options": options}

    def _text(self, condition: Condition) -> str:
        return write(expression(condition, self.names))

    def _preferences(self, k: int, maker: DecisionMaker) -> list[dict[str, Any]]:
        statements = []
        for place, condition in enumerate(maker.statements):
            text = self._text(condition)
            if len(text) > MAX_LENGTH:
                self.faults.append(
                    Fault(
                        f"written out, this statement is longer than {MAX_LENGTH} characters; in"
                        " GMCR+, say it in fewer patterns",
                        ("decisionMakers", k, "preferences", place),
                    )
                )
            statements.append({"prefer": text})
        return statements

    def _impossible(self) -> list[str]:
        rules = []
        for k, condition in enumerate(self.model.infeasibles):
            if any(not cube for cube in condition):
                self.faults.append(Fault("this pattern rules out every state", ("infeasibles", k)))
            rules += [self._text((cube,)) for cube in condition]
        return list(dict.fromkeys(rules))

    def _ranking(self, k: int, maker: DecisionMaker) -> list[Any]:
        path = ("decisionMakers", k, "preferenceRanking")
        if maker.ranking is None:
            self.faults.append(Fault("the ranking is missing, though rankings count", path[:2]))
            return []
        if -1 in self.owner:
            o = self.owner.index(-1)
            message = (
                f"no decision maker has '{self.model.options[o].name}', so it is not sure which"
                " states the rankings number; give it to somebody in GMCR+"
            )
            self.faults.append(Fault(message, ("options", o)))
            return []
        states = self.states
        seen: set[int] = set()
        for place, tied in enumerate(maker.ranking):
            for number in tied:
                if not 1 <= number <= len(states):
                    message = f"there is no state {number}; the file has {len(states)}"
                    self.faults.append(Fault(message, (*path, place)))
                elif number in seen:
                    self.faults.append(Fault(f"state {number} is ranked twice", (*path, place)))
                seen.add(number)
        missing = [str(s) for s in range(1, len(states) + 1) if s not in seen]
        if missing:
            more = ", ..." if len(missing) > 5 else ""
            message = f"the ranking leaves out state {', '.join(missing[:5])}{more}"
            self.faults.append(Fault(message, path))
        if self.faults:
            return []
        labels = [[self._label(states[number - 1]) for number in tied] for tied in maker.ranking]
        return [tied if len(tied) > 1 else tied[0] for tied in labels]

    def _label(self, taken: NDArray[np.bool_]) -> list[str]:
        return [self.names[o] for o in np.flatnonzero(taken)]

    @cached_property
    def states(self) -> NDArray[np.bool_]:
        """Which options are taken in each feasible state, bool[N, V], in the order of GMCR+.

        Options count decision maker by decision maker, the first changing fastest.
        """
        order = list(
            dict.fromkeys(o for maker in self.model.decision_makers for o in maker.options)
        )
        order += [o for o, owner in enumerate(self.owner) if owner < 0]
        place = {o: bit for bit, o in enumerate(order)}
        cubes = []
        for condition in self.model.infeasibles:
            for cube in condition:
                mask = sum(1 << place[o] for o, _ in cube)
                value = sum(1 << place[o] for o, yes in cube if yes)
                cubes.append((mask, value))
        codes = np.zeros(1, dtype=np.int64)
        for bit in range(len(order)):
            if 2 * len(codes) > MAX_CODES or len(codes) * len(cubes) > MAX_TESTS:
                raise LimitReached(
                    f"{self.source} has {len(order)} options and too many states to number them"
                    f" (more than {MAX_CODES:,}, or too many patterns)"
                )
            codes = np.concatenate([codes, codes | 1 << bit])
            for mask, value in cubes:
                if mask.bit_length() == bit + 1:
                    codes = codes[codes & mask != value]
        codes.sort()
        taken = np.zeros((len(codes), len(order)), dtype=np.bool_)
        for o, bit in place.items():
            taken[:, o] = codes >> bit & 1
        return taken

    def _status_quo(self) -> list[str]:
        """Take nothing, or the first feasible state where that is not feasible."""
        nothing = all(any(yes for _, yes in cube) for c in self.model.infeasibles for cube in c)
        if nothing:
            self.notes.append("A GMCR+ file has no status quo: here nothing is taken.")
            return []
        if self.faults:
            return []
        if not len(self.states):
            self.faults.append(Fault("these patterns leave no state", ("infeasibles",)))
            return []
        label = self._label(self.states[0])
        self.notes.append(
            f"A GMCR+ file has no status quo: here it is the first state, {', '.join(label)}."
        )
        return label

    def _note_rest(self) -> None:
        makers = self.model.decision_makers
        for maker in makers:
            if maker.misperceptions:
                texts = "; ".join(self._text(c) for c in maker.misperceptions)
                self.notes.append(f"States that '{maker.name}' does not perceive: {texts}.")
            if maker.ranking is not None and not self.model.manual:
                self.notes.append(
                    f"The ranking of '{maker.name}', because the file says that statements count."
                )
        for members in self.model.coalitions:
            names = " and ".join(f"'{makers[m].name}'" for m in members)
            self.notes.append(f"The coalition of {names}.")
        if self.model.unknown:
            self.notes.append(f"Keys that are not known: {', '.join(self.model.unknown)[:2000]}.")
        self.notes.append(
            "A GMCR+ file says nothing of time, effort and precision: the forecast takes defaults."
        )
