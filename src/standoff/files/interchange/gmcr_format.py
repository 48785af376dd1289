"""The file format of GMCR+ (``.gmcr``), as records.

It is JSON. ``options`` lists ``{name, permittedDirection}`` with ``fwd`` (can only be taken),
``back`` (can only be given up) or ``both``. ``decisionMakers`` lists ``{name, options,
preferences, preferenceRanking}``: numbers of options from 0; conditions, most important first; and
numbers of states, best first, a list of them being a tie. A condition is a list of ``[option,
"Y" | "N"]``, all of which hold, or ``{compound: true, members: [...]}``, one of which does.
``infeasibles`` lists conditions. ``useManualPreferenceRanking`` says that the rankings count and
not the statements. States are numbered from 1 over the feasible ones, the first option changing
fastest. Older files say ``useManualPreferenceVectors`` and ``preferenceVector``.

Written from the files that the program saves; no code or file of it is used here.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from standoff.files.interchange.conditions import Condition

DIRECTIONS = ("both", "fwd", "back")


@dataclass(frozen=True, slots=True)
class GmcrOption:
    """An option and its `permittedDirection`."""

    name: str
    direction: str = "both"


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """A decision maker.

    Attributes
    ----------
    name : str
    options : tuple of int
        Numbers of its options, from 0.
    statements : tuple of Condition
        Preference statements, most important first.
    ranking : tuple of tuple of int, or None
        Numbers of states from 1, best first; states of one tuple are tied.
    misperceptions : tuple of Condition
        States that it does not perceive.
    """

    name: str
    options: tuple[int, ...]
    statements: tuple[Condition, ...] = ()
    ranking: tuple[tuple[int, ...], ...] | None = None
    misperceptions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class GmcrModel:
    """What a ``.gmcr`` file holds.

    Attributes
    ----------
    options : tuple of GmcrOption
    decision_makers : tuple of DecisionMaker
    infeasibles : tuple of Condition
    manual : bool
        Whether the rankings count and not the statements.
    coalitions : tuple of tuple of int
        Numbers of decision makers; those of one member are left out.
    unknown : tuple of str
        Keys that the format is not known to have, as ``decisionMakers[0].mood``.
    """

    options: tuple[GmcrOption, ...]
    decision_makers: tuple[DecisionMaker, ...]
    infeasibles: tuple[Condition, ...] = ()
    manual: bool = False
    coalitions: tuple[tuple[int, ...], ...] = ()
    unknown: tuple[str, ...] = field(default=())


def write_gmcr(model: GmcrModel, version: str) -> str:
    """Write a model as the text of a ``.gmcr`` file.

    Parameters
    ----------
    model : GmcrModel
    version : str
        Of standoff, for the record.
    """
    document = {
        "program": "standoff",
        "version": version,
        "options": [{"name": o.name, "permittedDirection": o.direction} for o in model.options],
        "decisionMakers": [_maker(maker, model.manual) for maker in model.decision_makers],
        "infeasibles": [_condition(rule) for rule in model.infeasibles],
        "useManualPreferenceRanking": model.manual,
        "coalitions": list(range(len(model.decision_makers))),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _maker(maker: DecisionMaker, manual: bool) -> dict[str, Any]:
    document: dict[str, Any] = {
        "name": maker.name,
        "options": list(maker.options),
        "preferences": [_condition(statement) for statement in maker.statements],
    }
    if manual and maker.ranking is not None:
        document["preferenceRanking"] = [
            list(tied) if len(tied) > 1 else tied[0] for tied in maker.ranking
        ]
    return document


def _condition(condition: Condition) -> Any:
    cubes = [[[k, "Y" if yes else "N"] for k, yes in cube] for cube in condition]
    return cubes[0] if len(cubes) == 1 else {"compound": True, "members": cubes}
