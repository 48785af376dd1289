"""What a crisis holds that a GMCR+ file has no place for."""

from collections.abc import Iterator, Mapping

from standoff.crisis.model import Actor, Crisis, Option
from standoff.encode.problem import Problem

_DATED = {
    "sources": "sources",
    "signals": "signals",
    "observed": "observed moves",
    "judgements": "judgements",
    "base_rates": "base rates",
    "scenarios": "scenarios",
    "consequences": "consequences",
    "indicators": "indicators",
    "outcomes": "outcomes",
    "published": "published results",
    "perceptions": "views of mistaken actors",
}
_FORECAST = ("tempo", "precision", "foresight", "patience")


def left_out(problem: Problem, hypotheses: Mapping[str, bool]) -> Iterator[str]:
    """Yield a sentence for everything that is not carried over.

    Parameters
    ----------
    problem : Problem
        Chance variables at their status quo.
    hypotheses : mapping of str to bool
        Values that they are taken at.
    """
    crisis = problem.crisis
    yield from _unknowns(problem, hypotheses)
    yield from _needs(problem, hypotheses)
    if crisis.status_quo:
        shown = ", ".join(setting.text for setting in crisis.status_quo)
        yield f"The status quo: {shown}."
    yield from _ties(crisis)
    yield from _for_the_forecast(crisis)
    held = [
        f"{len(entries)} {name}"
        for key, name in _DATED.items()
        if (entries := getattr(crisis, key))
    ]
    if held:
        yield f"In the crisis file only: {', '.join(held)}."
    yield from _words(crisis)


def _unknowns(problem: Problem, hypotheses: Mapping[str, bool]) -> Iterator[str]:
    crisis = problem.crisis
    if crisis.chance:
        on = [
            name
            for name in crisis.chance
            if problem.space.levels[problem.status_quo, problem.space.positions[name]]
        ]
        shown = ", ".join(f"{name} {'on' if name in on else 'off'}" for name in crisis.chance)
        yield f"Chance variables stay at their status quo: {shown}."
    if crisis.hypotheses:
        shown = ", ".join(f"{name} {str(hypotheses[name]).lower()}" for name in crisis.hypotheses)
        yield f"Hypotheses are taken as: {shown} (--set changes it)."


def _needs(problem: Problem, hypotheses: Mapping[str, bool]) -> Iterator[str]:
    """Name the options whose `needs` can fail: the file then allows moves that we do not."""
    for k, variable in enumerate(problem.space.variables):
        option = problem.symbols.options.get(variable.name)
        if option is None or option.needs is None or option.direction == "off_only":
            continue
        raised = problem.space.levels[:, k] > 0
        if not problem.truth(option.needs.tree, hypotheses)[raised].all():
            yield (
                f"{variable.name} needs `{option.needs.text[:200]}`: GMCR+ will allow it at any"
                " time, so equilibria may differ."
            )


def _ties(crisis: Crisis) -> Iterator[str]:
    if crisis.ties:
        entered = sum(1 for tie in crisis.ties if tie.regard.centre)
        through = f", {entered} of them through the rankings" if entered else ""
        yield f"{len(crisis.ties)} ties between actors{through}."


def _for_the_forecast(crisis: Crisis) -> Iterator[str]:
    said = [
        name
        for name in _FORECAST
        if any(name in actor.model_fields_set for actor in crisis.actors.values())
    ]
    options = [o for actor in crisis.actors.values() for o in actor.options.values()]
    said += [name for name in ("effort", "against") if _any_sets(options, name)]
    dated = [name for name in ("begins", "as_of", "horizon") if name in crisis.model_fields_set]
    if said or dated:
        yield f"What only the forecast uses: {', '.join([*said, *dated])}."


def _words(crisis: Crisis) -> Iterator[str]:
    said = ["title", *(["citation"] if crisis.citation else [])]
    if any("kind" in actor.model_fields_set for actor in crisis.actors.values()):
        said.append("kinds of actors")
    if _motives(list(crisis.actors.values())):
        said.append("motives, sources and notes of statements")
    yield f"Words: {', '.join(said)}."


def _any_sets(options: list[Option], name: str) -> bool:
    return any(name in option.model_fields_set for option in options)


def _motives(actors: list[Actor]) -> bool:
    return any(
        statement.model_fields_set & {"motive", "source", "note"}
        for actor in actors
        for statement in actor.preferences
    )
