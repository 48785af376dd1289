"""The signals as a ledger: what was said, by whom, how sure, and how far it pushed the answer."""

from typing import TYPE_CHECKING, Any

from standoff.crisis.model import Crisis, Signal
from standoff.report.naming import Names
from standoff.report.words import day, points, short_day
from standoff.web.panel import line_of

if TYPE_CHECKING:
    from standoff.workbench import Analysis


def rows(crisis: Crisis, off: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """Return every signal as the file has it, in its order.

    Parameters
    ----------
    crisis : Crisis
        As its file says.
    off : frozenset of str
        Signals that the view leaves out.
    """
    names = Names(crisis)
    return [_row(names, k, signal, signal.id in off) for k, signal in enumerate(crisis.signals)]


def _row(names: Names, place: int, signal: Signal, is_off: bool) -> dict[str, Any]:
    speaker = signal.speaker or ""
    bears_on = [
        f"{names.thing(name)}: {strength.text}" for name, strength in signal.bears_on.items()
    ]
    return {
        "id": signal.id,
        "place": place,
        "date": signal.date.isoformat(),
        "day": short_day(signal.date),
        "day_long": day(signal.date),
        "speaker": names.actor(speaker) if speaker else "",
        "tone": names.actor_tone(speaker),
        "summary": signal.summary,
        "reliability": names.crisis.reliability(signal),
        "source": names.source(signal.source),
        "bears_on": bears_on,
        "echoes": signal.echoes or "",
        "off": is_off,
        "line": line_of(names.crisis, ("signals", place)),
    }


def ledger(crisis: Crisis, analysis: "Analysis") -> dict[str, Any]:
    """Return how far each signal pushed the leading scenario, as plain data.

    Parameters
    ----------
    crisis : Crisis
        As its file says.
    analysis : Analysis
        Under the changes at hand, which may leave signals out.
    """
    from standoff.report.outlook import Outlook

    if not analysis.crisis.scenarios:
        return {"leading": None, "pushes": {}}
    leading = Outlook(analysis).leading
    pushes = {
        step.id: {
            "change": step.change[leading.scenario],
            "told": points(step.change[leading.scenario], short=True),
            "after": step.scenarios[leading.scenario],
        }
        for step in analysis.replay.steps
        if step.kind == "signal"
    }
    known = {signal.id for signal in crisis.signals}
    return {
        "leading": leading.title,
        "tone": leading.tone,
        "pushes": {name: push for name, push in pushes.items() if name in known},
    }
