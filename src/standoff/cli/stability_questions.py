"""The questions that ``standoff stability`` answers, each as JSON or as a section to read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from standoff.errors import UsageError

if TYPE_CHECKING:
    from standoff.report.blocks import Section
    from standoff.workbench import Analysis

QUESTIONS = (
    "explain",
    "evolution",
    "coalitions",
    "make_stable",
    "robust",
    "hypergame",
    "unknown",
    "strength",
    "attitudes",
)
DRAWN = ("robust", "unknown")
"""Questions about the draws of all that is not known."""

BELONGS = {
    "actors": (("explain",), "--actor"),
    "by_actor": (("equilibria",), "--by-actor"),
    "ways": (("evolution",), "--ways"),
    "draws": (DRAWN, "--draws"),
    "seed": (DRAWN, "--seed"),
    "point": (DRAWN, "--point"),
    "jobs": (DRAWN, "--jobs"),
}
"""Options that only some questions have, and how they are written."""

DEFAULTS = {
    "coalitions": "R,GMR,SMR,SEQ",
    "make_stable": "R",
    "unknown": "R,GMR,SMR,SEQ,SSEQ",
    "strength": "R,GMR,SMR,SEQ,SSEQ",
    "attitudes": "R,GMR,SMR,SEQ,SSEQ",
}
WAYS = 3
"""Sequences of each kind unless told otherwise."""

EVERY = "R,GMR,SMR,SEQ,SSEQ,SIM"


@dataclass(frozen=True)
class Answer:
    """An answer, in the two forms that it can be printed in.

    Attributes
    ----------
    data : callable
        Returns plain data for JSON.
    section : callable
        Returns a section of the report.
    """

    data: "Callable[[], Any]"
    section: "Callable[[], Section]"


def _option(question: str) -> str:
    return f"--{question.replace('_', '-')}"


def chosen(asked: Mapping[str, Any]) -> str:
    """Return the one question that was asked; `equilibria` if no other.

    Raises
    ------
    UsageError
        If there are several, or an option that another question has.
    """
    found = [question for question in QUESTIONS if asked[question] not in (None, False)]
    if len(found) > 1:
        raise UsageError(f"{' and '.join(map(_option, found))}: ask one question at a time")
    question = found[0] if found else "equilibria"
    for key, (homes, written) in BELONGS.items():
        if asked[key] not in (None, False, ()) and question not in homes:
            named = " and ".join(_option(home) for home in homes if home in QUESTIONS)
            place = f"belongs to {named}" if named else "stands alone"
            raise UsageError(f"{written} {place}")
    return question


def concepts(question: str, written: str | None) -> tuple[str, ...]:
    """Return the concepts asked for, or those that a question has by default.

    Raises
    ------
    UsageError
        If the question is about one concept only and several are named.
    """
    text = written if written is not None else DEFAULTS.get(question, EVERY)
    found = tuple(name.strip().upper() for name in text.split(",") if name.strip())
    if question == "make_stable" and len(found) != 1:
        raise UsageError("--make-stable needs one concept, such as --concept SEQ")
    return found


def _equilibria(analysis: "Analysis", asked: Mapping[str, Any]) -> Answer:
    from standoff.report.sections import equilibria

    result = analysis.stability
    return Answer(
        lambda: result.to_json(by_actor=asked["by_actor"]),
        lambda: equilibria.section(analysis, by_actor=asked["by_actor"], onward=False),
    )


def _explain(analysis: "Analysis", asked: Mapping[str, Any]) -> Answer:
    from standoff.report.sections import explanation

    result = analysis.explain(asked["explain"], asked["actors"] or None)
    return Answer(result.to_json, lambda: explanation.section(analysis, result))


def _evolution(analysis: "Analysis", asked: Mapping[str, Any]) -> Answer:
    from standoff.report.sections import evolution

    result = analysis.evolution
    ways = asked["ways"] or WAYS
    return Answer(
        lambda: analysis.stability.to_json() | result.to_json(ways),
        lambda: evolution.section(analysis, ways=ways),
    )


def _coalitions(analysis: "Analysis", asked: Mapping[str, Any]) -> Answer:
    from standoff.report.sections import coalitions

    written = asked["coalitions"]
    named = None
    if written.strip().lower() != "all":
        parts = [part for part in written.split(",") if part.strip()]
        named = [[name.strip() for name in part.split("+")] for part in parts]
        if not named:
            raise UsageError("--coalitions: name them, such as us+rok,us+china, or say all")
    result = analysis.coalitions(named)
    return Answer(result.to_json, lambda: coalitions.section(analysis, result))


def _make_stable(analysis: "Analysis", asked: Mapping[str, Any]) -> Answer:
    from standoff.report.sections import inverse

    result = analysis.make_stable(asked["make_stable"])
    return Answer(result.to_json, lambda: inverse.section(analysis, result))


def _robust(analysis: "Analysis", asked: Mapping[str, Any]) -> Answer:
    from standoff.report.sections import robustness

    result = analysis.robust
    return Answer(result.to_json, lambda: robustness.section(analysis))


def _hypergame(analysis: "Analysis", asked: Mapping[str, Any]) -> Answer:
    from standoff.report.sections import hypergame

    result = analysis.hypergame
    return Answer(result.to_json, lambda: hypergame.section(analysis))


def _unknown(analysis: "Analysis", asked: Mapping[str, Any]) -> Answer:
    from standoff.report.sections import doubt

    result = analysis.unknown
    return Answer(result.to_json, lambda: doubt.section(analysis, result))


def _strength(analysis: "Analysis", asked: Mapping[str, Any]) -> Answer:
    from standoff.report.sections import strength

    result = analysis.strength(asked["strength"])
    return Answer(result.to_json, lambda: strength.section(analysis, result))


def _attitudes(analysis: "Analysis", asked: Mapping[str, Any]) -> Answer:
    from standoff.report.sections import attitudes

    result = analysis.attitudes
    return Answer(result.to_json, lambda: attitudes.section(analysis, result))


ANSWERS: "Mapping[str, Callable[[Analysis, Mapping[str, Any]], Answer]]" = {
    "equilibria": _equilibria,
    "explain": _explain,
    "evolution": _evolution,
    "coalitions": _coalitions,
    "make_stable": _make_stable,
    "robust": _robust,
    "hypergame": _hypergame,
    "unknown": _unknown,
    "strength": _strength,
    "attitudes": _attitudes,
}
