"""Whether signals, observations, judgements, base rates, sources and dates fit together."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from standoff.crisis.check_parts import setting_faults
from standoff.crisis.fields import Passage
from standoff.crisis.model import Crisis
from standoff.crisis.symbols import Symbols
from standoff.errors import Fault, Path, nearest

FIRST_YEAR, LAST_YEAR = 1500, 2500
MAX_YEARS_SEEN = 100


def evidence_faults(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    """Yield what is wrong with the evidence and its dates."""
    yield from _signals(crisis, table)
    for j, observation in enumerate(crisis.observed):
        yield from setting_faults(table, observation.set, ("observed", j, "set"))
    for k, base in enumerate(crisis.base_rates):
        if base.happened > base.of:
            message = f"it cannot have happened {base.happened} times of {base.of}"
            yield Fault(message, ("base_rates", k, "happened"))
    yield from _sources(crisis)
    yield from _passages(crisis)
    yield from _dates(crisis)


def _signals(crisis: Crisis, table: Symbols) -> Iterator[Fault]:
    ids = Counter(signal.id for signal in crisis.signals)
    echoes = {signal.id: signal.echoes for signal in crisis.signals}
    circles = _circles(echoes)
    for k, signal in enumerate(crisis.signals):
        path: Path = ("signals", k)
        if ids[signal.id] > 1:
            yield Fault(f"two signals are called '{signal.id}'", (*path, "id"))
        for name in signal.bears_on:
            if name not in table.hypotheses:
                hint = nearest(name, list(table.hypotheses))
                yield Fault(f"'{name}' is no hypothesis{hint}", (*path, "bears_on", name), key=True)
        if signal.echoes is not None and signal.echoes not in echoes:
            hint = nearest(signal.echoes, list(echoes))
            yield Fault(f"'{signal.echoes}' is no signal{hint}", (*path, "echoes"))
        if signal.id in circles:
            message = f"signals echo one another in a circle: {circles[signal.id]}"
            yield Fault(message, (*path, "echoes"))
        yield from plain_name_faults(signal.speaker, table.actors, "actor", (*path, "speaker"))


def _circles(echoes: dict[str, str | None]) -> dict[str, str]:
    """Signals that lie on a circle of echoes, each with the circle written out."""
    circles: dict[str, str] = {}
    done: set[str] = set()
    for start in echoes:
        chain: list[str] = []
        current: str | None = start
        while current in echoes and current not in done:
            done.add(current)
            chain.append(current)
            current = echoes[current]
        if current in chain:
            circle = chain[chain.index(current) :]
            for k, name in enumerate(circle):
                circles[name] = " -> ".join([*circle[k:], *circle[:k], name])
    return circles


def plain_name_faults(
    text: str | None, known: Sequence[str], what: str, path: Path
) -> Iterator[Fault]:
    """Refuse one lower-case word that is not in the list; anything else is plain words."""
    if text is not None and text not in known and re.match(r"^[a-z]\w*$", text):
        hint = nearest(text, list(known))
        yield Fault(f"unknown {what} '{text}'{hint}, or write a name in plain words", path)


def _sources(crisis: Crisis) -> Iterator[Fault]:
    """Hold short names of sources against the register, where there is one."""
    register = tuple(crisis.sources)
    if not register:
        return
    named: list[tuple[Path, str | None]] = [
        (("actors", actor, "preferences", k), statement.source)
        for actor, record in crisis.actors.items()
        for k, statement in enumerate(record.preferences)
    ]
    named += [(("ties", k), tie.source) for k, tie in enumerate(crisis.ties)]
    named += [(("hypotheses", name), h.source) for name, h in crisis.hypotheses.items()]
    named += [(("signals", k), signal.source) for k, signal in enumerate(crisis.signals)]
    named += [(("observed", k), seen.source) for k, seen in enumerate(crisis.observed)]
    named += [(("judgements", k), said.source) for k, said in enumerate(crisis.judgements)]
    named += [(("base_rates", k), base.source) for k, base in enumerate(crisis.base_rates)]
    named += [(("indicators", name), sign.source) for name, sign in crisis.indicators.items()]
    named += [(("outcomes", k), outcome.source) for k, outcome in enumerate(crisis.outcomes)]
    for path, source in named:
        yield from plain_name_faults(source, register, "source", (*path, "source"))


def _passages(crisis: Crisis) -> Iterator[Fault]:
    """Hold the sources of passages against the register."""
    found: list[tuple[Path, tuple[Passage, ...]]] = []
    for name, actor in crisis.actors.items():
        found.append((("actors", name, "from"), actor.passages))
        found += [
            (("actors", name, "options", option, "from"), value.passages)
            for option, value in actor.options.items()
        ]
        found += [
            (("actors", name, "preferences", k, "from"), statement.passages)
            for k, statement in enumerate(actor.preferences)
        ]
    found += [(("ties", k, "passages"), tie.passages) for k, tie in enumerate(crisis.ties)]
    found += [(("hypotheses", name, "from"), h.passages) for name, h in crisis.hypotheses.items()]
    found += [(("signals", k, "from"), signal.passages) for k, signal in enumerate(crisis.signals)]
    found += [(("scenarios", name, "from"), s.passages) for name, s in crisis.scenarios.items()]
    found += [
        (("consequences", name, "from"), c.passages) for name, c in crisis.consequences.items()
    ]
    for path, passages in found:
        for passage in passages:
            if passage.source not in crisis.sources:
                hint = nearest(passage.source, list(crisis.sources))
                yield Fault(f"'{passage.source}' is no source of the register{hint}", path)


def _dates(crisis: Crisis) -> Iterator[Fault]:
    for path, day in _all_dates(crisis):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield Fault(f"{day}: is that the year that is meant?", path)
    if crisis.as_of is None:
        if crisis.signals or crisis.observed:
            message = (
                "`as_of` is missing: signals and moves are dated, so say up to when they count"
            )
            yield Fault(message, ())
        return
    start = crisis.start
    assert start is not None
    if start > crisis.as_of:
        yield Fault(f"`begins` {start} lies after `as_of` {crisis.as_of}", ("begins",))
    elif crisis.as_of.year - start.year > MAX_YEARS_SEEN:
        message = f"more than {MAX_YEARS_SEEN} years lie between `begins` and `as_of`"
        yield Fault(message, ("begins",))
    for k, observation in enumerate(crisis.observed):
        if observation.date < start:
            yield Fault(
                f"seen on {observation.date}, before the status quo of {start}: put it into"
                " `status_quo`, or let `begins` be earlier",
                ("observed", k, "date"),
            )


def _all_dates(crisis: Crisis) -> Iterator[tuple[Path, dt.date | None]]:
    yield ("begins",), crisis.begins
    yield ("as_of",), crisis.as_of
    for name, source in crisis.sources.items():
        yield ("sources", name, "date"), source.date
    for k, signal in enumerate(crisis.signals):
        yield ("signals", k, "date"), signal.date
    for k, observation in enumerate(crisis.observed):
        yield ("observed", k, "date"), observation.date
    for k, outcome in enumerate(crisis.outcomes):
        yield ("outcomes", k, "date"), outcome.date
