"""What is worth knowing about a crisis that has no errors.

A note says what is read but does not count, or counts otherwise than one may think.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from standoff.crisis.check import path_formulas, state_formulas
from standoff.crisis.check_indicators import of_hypotheses
from standoff.crisis.model import Crisis
from standoff.crisis.symbols import Symbols, symbols
from standoff.errors import Fault, Path
from standoff.language.likelihood import YARDSTICKS, word_range
from standoff.language.quantity import Quantity
from standoff.language.tree import First, Temporal, is_temporal, names, walk

FAR_APART = 0.15
"""Difference of the middles of two ranges from which on a word is ambiguous."""


_UNUSED = {
    "outcomes": "outcomes are kept for scoring, which there is no command for yet",
}


@dataclass(frozen=True, slots=True)
class Note(Fault):
    """Something worth knowing, with its place; nothing is wrong."""


def notes(crisis: Crisis) -> list[Note]:
    """Return what is worth knowing about a crisis, in the order of the file.

    Parameters
    ----------
    crisis : Crisis
        Without faults.

    Returns
    -------
    list of Note
        With `line` and `column` where the crisis was read from text.
    """
    table = symbols(crisis)
    found = [
        *_actors(crisis),
        *_options(crisis, table),
        *_chance(crisis),
        *_hypotheses(crisis),
        *_signals(crisis),
        *_observed(crisis, table),
        *_after_as_of(crisis),
        *_scenarios(crisis),
        *_soft_evidence(crisis),
        *_indicators(crisis),
        *_never_drawn(crisis),
        *_words(crisis),
    ]
    located = [crisis.origin.locate(note) for note in found]
    return sorted(located, key=lambda note: (note.line or 0, note.column or 0))


def not_used_yet(crisis: Crisis) -> list[Note]:
    """Say which parts of the file are read and checked but do not move any number yet."""
    found = [_key(message, name) for name, message in _UNUSED.items() if getattr(crisis, name)]
    return [crisis.origin.locate(note) for note in found]


def _key(message: str, *path: str | int) -> Note:
    return Note(message, path, key=True)


def _actors(crisis: Crisis) -> Iterator[Note]:
    regarded = {tie.to for tie in crisis.ties if not _is_zero(tie.regard)}
    for actor, record in crisis.actors.items():
        wants = bool(record.preferences) or record.ranking is not None
        if record.options and not wants:
            yield _key(f"'{actor}' wants nothing, so it chooses at random", "actors", actor)
        if not record.options and not wants:
            yield _key(f"'{actor}' has neither options nor wants", "actors", actor)
        if not record.options and wants and actor not in regarded:
            yield _key(
                f"'{actor}' has no options, and no tie gives it `regard`: its wants move nobody",
                "actors",
                actor,
            )
        if record.options and _is_zero(record.tempo):
            yield _key(f"'{actor}' never gets to decide", "actors", actor, "tempo")


def _is_zero(quantity: Quantity) -> bool:
    return quantity.certain and quantity.centre == 0


def _options(crisis: Crisis, table: Symbols) -> Iterator[Note]:
    wanted = {
        name
        for record in crisis.actors.values()
        for statement in record.preferences
        for name in names(statement.prefer.tree)
    }
    ranked = {actor for actor, record in crisis.actors.items() if record.ranking is not None}
    level = {setting.name: table.level_of(setting) for setting in crisis.status_quo}
    for name, option in table.options.items():
        owner, _, short = name.partition(".")
        path = ("actors", owner, "options", short)
        if name not in wanted and not ranked:
            yield _key(f"nobody's preferences mention '{name}'", *path)
        top, at = len(option.levels) - 1, level.get(name, 0)
        if (option.direction, at) in (("on_only", top), ("off_only", 0)):
            word = option.levels[at]
            yield _key(f"'{name}' is {word} from the start and can never change", *path)
        if option.needs is not None and name in names(option.needs.tree):
            yield Note(f"'{name}' is mentioned in its own `needs`", (*path, "needs"))
        if owner in option.against:
            yield Note(f"'{name}' is against its own actor", (*path, "against"))


def _chance(crisis: Crisis) -> Iterator[Note]:
    used = _used_names(crisis) | {
        setting.name
        for record in crisis.actors.values()
        for tied in record.ranking or ()
        for state in tied
        for setting in state
    }
    for name in crisis.chance:
        if name not in used:
            yield _key(
                f"nothing depends on '{name}': it only makes the crisis larger", "chance", name
            )


def _used_names(crisis: Crisis) -> set[str]:
    formulas = [formula for _, formula, _ in state_formulas(crisis)]
    formulas += [formula for _, formula in path_formulas(crisis)]
    formulas += [
        statement.given
        for record in crisis.actors.values()
        for statement in record.preferences
        if statement.given is not None
    ]
    return {name for formula in formulas for name in names(formula.tree)}


def _hypotheses(crisis: Crisis) -> Iterator[Note]:
    used = _used_names(crisis)
    told = {name for signal in crisis.signals for name in signal.bears_on}
    for name, hypothesis in crisis.hypotheses.items():
        path = ("hypotheses", name)
        if name not in used and name not in told:
            yield _key(f"'{name}' has no part: no signal bears on it, nothing depends on it", *path)
        elif name not in used:
            yield _key(f"nothing depends on '{name}': the forecast is the same either way", *path)
        elif name not in told:
            yield _key(f"no signal bears on '{name}': it stays at its prior", *path)
        if hypothesis.prior.certain and hypothesis.prior.centre in (0.0, 1.0):
            message = f"the prior settles '{name}': no signal can move it"
            yield Note(message, (*path, "prior"))


def _signals(crisis: Crisis) -> Iterator[Note]:
    dates = {signal.id: signal.date for signal in crisis.signals}
    for k, signal in enumerate(crisis.signals):
        if not signal.bears_on:
            yield Note(f"'{signal.id}' bears on no hypothesis: it moves nothing", ("signals", k))
        if signal.echoes is not None and dates[signal.echoes] > signal.date:
            message = f"'{signal.id}' echoes a later signal"
            yield Note(message, ("signals", k, "echoes"))


def _observed(crisis: Crisis, table: Symbols) -> Iterator[Note]:
    """Say what is left open by a record that mentions only some options."""
    if crisis.observation == "complete" or not crisis.observed or crisis.start is None:
        return
    mentioned = {setting.name for entry in crisis.observed for setting in entry.set}
    open_ones = [name for name in table.options if name not in mentioned]
    if open_ones and crisis.start != crisis.as_of:
        count = f"{len(open_ones)} option{'s' if len(open_ones) > 1 else ''}"
        message = (
            f"{count} never mentioned here may have changed since {crisis.start}, for all the file"
            " says: the forecast starts from a spread of states; `observation: complete` would say"
            " that they did not"
        )
        yield _key(message, "observed")


def _after_as_of(crisis: Crisis) -> Iterator[Note]:
    if crisis.as_of is None:
        return
    for k, signal in enumerate(crisis.signals):
        if signal.date > crisis.as_of:
            message = f"'{signal.id}' comes after `as_of` {crisis.as_of}: it does not count"
            yield Note(message, ("signals", k, "date"))
    for k, observation in enumerate(crisis.observed):
        if observation.date > crisis.as_of:
            message = f"seen after `as_of` {crisis.as_of}: it is not applied"
            yield Note(message, ("observed", k, "date"))
    for k, outcome in enumerate(crisis.outcomes):
        if outcome.date <= crisis.as_of:
            message = f"settled by `as_of` {crisis.as_of} already: no forecast can be scored on it"
            yield Note(message, ("outcomes", k, "date"))


def _scenarios(crisis: Crisis) -> Iterator[Note]:
    if not crisis.scenarios:
        yield Note("there are no scenarios, so there is nothing to forecast", ())
    for path, formula in path_formulas(crisis):
        if not is_temporal(formula.tree):
            yield Note("no time operator: what happens makes no difference to it", path)
        for node in walk(formula.tree):
            within = node.within if isinstance(node, Temporal | First) else None
            if within is not None and within > 1.001 * crisis.horizon.centre:
                message = f"`within` reaches past the horizon of {crisis.horizon.text}"
                yield Note(f"{message}, which is where it ends", path, node.column)
    for case in ("best", "worst"):
        called = [name for name, scenario in crisis.scenarios.items() if scenario.case == case]
        for name in called[1:]:
            message = f"'{called[0]}' is called the {case} case too"
            yield Note(message, ("scenarios", name, "case"))


def _soft_evidence(crisis: Crisis) -> Iterator[Note]:
    horizon = crisis.horizon
    spans: list[tuple[Path, Quantity | None]] = [
        (("judgements", k, "within"), entry.within) for k, entry in enumerate(crisis.judgements)
    ]
    spans += [
        (("base_rates", k, "within"), entry.within) for k, entry in enumerate(crisis.base_rates)
    ]
    for path, within in spans:
        if within is not None and abs(within.centre - horizon.centre) > 0.01 * horizon.centre:
            yield Note(
                f"it speaks of {within.text}, the horizon is {horizon.text}:"
                " the answer at that time counts",
                path,
            )


def _indicators(crisis: Crisis) -> Iterator[Note]:
    used = _used_names(crisis)
    for name, indicator in crisis.indicators.items():
        if indicator.telling.certain and indicator.telling.centre == 1:
            message = f"'{name}' is as likely either way: seeing it tells nothing"
            yield Note(message, ("indicators", name, "telling"))
        elif of_hypotheses(indicator) and not names(indicator.if_.tree) & used:
            message = f"no scenario depends on what '{name}' is a sign of: seeing it changes none"
            yield Note(message, ("indicators", name, "if"))


def _never_drawn(crisis: Crisis) -> Iterator[Note]:
    """Say where a range or a spread is written and one number counts."""
    spans: list[tuple[Path, Quantity | None]] = [(("horizon",), crisis.horizon)]
    spans += [
        (("judgements", k, "within"), said.within) for k, said in enumerate(crisis.judgements)
    ]
    spans += [
        (("base_rates", k, "within"), rate.within) for k, rate in enumerate(crisis.base_rates)
    ]
    ratios: list[tuple[Path, Quantity]] = [
        (("signals", k, "bears_on", name), strength)
        for k, signal in enumerate(crisis.signals)
        for name, strength in signal.bears_on.items()
    ]
    ratios += [
        (("indicators", name, "telling"), i.telling) for name, i in crisis.indicators.items()
    ]
    for path, span in spans:
        if span is not None and not span.certain:
            counts = f"its middle, {span.centre:.3g} months, counts"
            yield Note(f"'{span.text}' is not drawn from here: {counts}", path)
    for path, ratio in ratios:
        if not ratio.certain:
            counts = f"its middle, {ratio.centre:.3g}, counts"
            yield Note(f"'{ratio.text}' is not drawn from here: {counts}", path)


def _words(crisis: Crisis) -> Iterator[Note]:
    """Point out, once each, words of likelihood that other yardsticks read quite differently."""
    seen: set[str] = set()
    for path, quantity in _probabilities(crisis):
        word = quantity.text.strip()
        if word in seen or not re.match(r"[a-z]", word, re.I):
            continue
        seen.add(word)
        others = [(name, _range_on(word, name)) for name in YARDSTICKS if name != crisis.yardstick]
        far = [
            f"{name} {low:.0%} to {high:.0%}"
            for name, (low, high) in ((n, r) for n, r in others if r is not None)
            if abs((low + high) / 2 - quantity.centre) >= FAR_APART
        ]
        if far:
            own = f"{quantity.low:.0%} to {quantity.high:.0%} on {crisis.yardstick}"
            yield Note(f"'{word}' is {own}; other yardsticks differ: {', '.join(far)}", path)


def _range_on(word: str, yardstick: str) -> tuple[float, float] | None:
    try:
        return word_range(word, yardstick)
    except ValueError:
        return None


def _probabilities(crisis: Crisis) -> Iterator[tuple[Path, Quantity]]:
    for name, hypothesis in crisis.hypotheses.items():
        yield ("hypotheses", name, "prior"), hypothesis.prior
    for k, judgement in enumerate(crisis.judgements):
        yield ("judgements", k, "says"), judgement.says
    for name, indicator in crisis.indicators.items():
        yield ("indicators", name, "visible"), indicator.visible
    for name, scenario in crisis.scenarios.items():
        if scenario.author_says is not None:
            yield ("scenarios", name, "author_says"), scenario.author_says
