"""Forms for the common edits: each fills in a part of the file, and comments around it survive."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from standoff.crisis.model import Crisis
from standoff.errors import Path, UsageError
from standoff.files.rewrite import rewrite
from standoff.report.naming import Names

Values = Mapping[str, str]
MAX_VALUE = 4000
"""Characters of one field."""

STRENGTHS = (
    "strong for",
    "moderate for",
    "slight for",
    "slight against",
    "moderate against",
    "strong against",
)


@dataclass(frozen=True)
class Field:
    """One field of a form.

    Attributes
    ----------
    choices : tuple of (value, label)
        Empty for free text; where `free`, they are only suggestions.
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    free: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Form:
    """A common edit: its fields, and what it puts where."""

    kind: str
    title: str
    fields: tuple[Field, ...]
    changes: Callable[[Crisis, Values], dict[Path, object]]


def forms(crisis: Crisis) -> tuple[Form, ...]:
    """Return the forms of a crisis."""
    names = Names(crisis)
    claims = tuple((name, record.claim) for name, record in crisis.hypotheses.items())
    actors = tuple((name, names.actor(name)) for name in crisis.actors)
    sources = tuple((name, record.name) for name, record in crisis.sources.items())
    settings = tuple(
        (f"{name}={level}" if option.ordered else name if level == "on" else f"not {name}", label)
        for name, option in names.symbols.options.items()
        for level in option.levels
        for label in [f"{names.setting(name)}: {level}"]
    )
    day = Field("date", "Date", "date", required=True)
    source = Field("source", "Source", choices=sources, free=True)
    signal = Form(
        "signal",
        "Add a signal",
        (
            Field("summary", "What was said or seen", "area", required=True),
            day,
            Field("speaker", "Who", choices=actors, free=True),
            source,
            Field("reliability", "Admiralty code", hint="A1 to F6; empty for that of the source"),
            Field("hypothesis", "It bears on", choices=(("", "nothing yet"), *claims)),
            Field("strength", "How strongly", choices=tuple((s, s) for s in STRENGTHS)),
        ),
        _signal,
    )
    observed = Form(
        "observed",
        "Add a move that was seen",
        (day, Field("set", "What was seen", required=True, choices=settings), source),
        _observed,
    )
    prior = Form(
        "prior",
        "Change how likely a claim is",
        (
            Field("hypothesis", "Claim", required=True, choices=claims),
            Field(
                "prior",
                "Probability before the signals",
                required=True,
                hint="a word such as likely, a number 0.4, or a range 0.2..0.4",
            ),
        ),
        _prior,
    )
    weight = Form(
        "weight",
        "Change how much an actor wants something",
        (
            Field("statement", "Who wants what", required=True, choices=_statements(names)),
            Field("weight", "Weight", required=True, hint="minor, moderate, major, vital, 3, 2..4"),
        ),
        _weight,
    )
    made = [signal, observed] if settings else [signal]
    return (*made, *((prior,) if claims else ()), *((weight,) if _statements(names) else ()))


def fill(text: str, crisis: Crisis, kind: str, values: Values) -> str:
    """Return the text with a form filled in.

    Parameters
    ----------
    text : str
        The crisis file, of which `crisis` was read.
    kind : str
        Which form.
    values : mapping of str to str
        By field.

    Raises
    ------
    UsageError
        If a field is missing or says what cannot be.
    """
    form = next((form for form in forms(crisis) if form.kind == kind), None)
    if form is None:
        raise UsageError(f"there is no form called {kind[:40]!r}")
    given = {field.name: str(values.get(field.name, "")).strip() for field in form.fields}
    for field in form.fields:
        if field.required and not given[field.name]:
            raise UsageError(f"fill in “{field.label}”")
        if len(given[field.name]) > MAX_VALUE:
            raise UsageError(f"“{field.label}” is longer than {MAX_VALUE} characters")
    return rewrite(text, form.changes(crisis, given))


def _signal(crisis: Crisis, v: Values) -> dict[Path, object]:
    taken = {signal.id for signal in crisis.signals}
    entry: dict[str, Any] = {"id": _free_id(v, taken), "date": v["date"]}
    for key in ("speaker", "source", "reliability"):
        if v[key]:
            entry[key] = v[key]
    entry["summary"] = " ".join(v["summary"].split())
    if v["hypothesis"]:
        name = _known(v, "hypothesis", crisis.hypotheses)
        strength = v["strength"] if v["strength"] in STRENGTHS else STRENGTHS[1]
        entry["bears_on"] = {name: strength}
    return {("signals", len(crisis.signals)): entry}


def _free_id(v: Values, taken: set[str]) -> str:
    """Make an id from who spoke and when."""
    said = "".join(c if c.isalnum() else "_" for c in v["speaker"].lower()).strip("_")[:24]
    stem = f"{said or 'signal'}_{v['date'].replace('-', '')}"
    stem = stem if not stem[0].isdigit() else f"signal_{stem}"
    return next(
        name for k in range(1, 10_000) if (name := f"{stem}_{k}" if k > 1 else stem) not in taken
    )


def _observed(crisis: Crisis, v: Values) -> dict[Path, object]:
    entry: dict[str, Any] = {"date": v["date"], "set": [v["set"]]}
    if v["source"]:
        entry["source"] = v["source"]
    return {("observed", len(crisis.observed)): entry}


def _statements(names: Names) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{actor}:{k}", f"{names.actor(actor)}: {statement.prefer.text}")
        for actor, record in names.crisis.actors.items()
        for k, statement in enumerate(record.preferences)
        if statement.weight is not None
    )


def _weight(crisis: Crisis, v: Values) -> dict[Path, object]:
    known = [value for value, _ in _statements(Names(crisis))]
    if v["statement"] not in known:
        raise UsageError("choose who wants what")
    actor, _, k = v["statement"].partition(":")
    return {("actors", actor, "preferences", int(k), "weight"): _quantity(v["weight"])}


def _prior(crisis: Crisis, v: Values) -> dict[Path, object]:
    name = _known(v, "hypothesis", crisis.hypotheses)
    return {("hypotheses", name, "prior"): _quantity(v["prior"])}


def _quantity(written: str) -> object:
    """Return a number as a number, so that it is written without quotes; anything else as text."""
    if not written.replace(".", "", 1).isdigit():
        return written
    return int(written) if written.isdigit() else float(written)


def _known(v: Values, field: str, names: Mapping[str, object]) -> str:
    if v[field] not in names:
        raise UsageError(f"there is no {field} called {v[field][:40]!r}")
    return v[field]
