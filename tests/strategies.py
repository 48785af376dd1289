"""Whole small valid crises, made by Hypothesis.

`crises()` makes a crisis, `crisis_data()` the same as plain data in the file's own format, and
`expressions()` the text of an expression over given names. Keyword arguments leave parts out or
bound the size:

    @given(crises(max_states=32, chance=False))
    def test_something(crisis): ...
"""

from datetime import date, timedelta

from hypothesis import strategies as st

from standoff.crisis.build import build
from standoff.crisis.model import Crisis
from tests.reference import encode as slow

ACTORS = ("east", "west", "north", "south")
OPTIONS = ("strike", "talk", "arm", "posture", "leave")
CHANCES = ("storm", "leak")
HYPOTHESES = ("resolved", "bluffing", "patron_ready")
LADDER = ("low", "middle", "high")
BEGINS, AS_OF = date(2022, 11, 28), date(2023, 1, 6)

WORDS = ("almost no chance", "unlikely", "roughly even chance", "likely", "almost certain")
PROBABILITIES = st.one_of(
    st.sampled_from([*WORDS, 0.2, 0.5, 0.75, "0.2..0.4", "0.6 ± 0.1", "30%"]),
    st.floats(0.05, 0.95).map(lambda p: round(p, 3)),
)
WEIGHTS = st.one_of(
    st.sampled_from(["minor", "moderate", "major", "vital", "2..4", "3 ± 1", 0]),
    st.floats(0, 10).map(lambda w: round(w, 2)),
)
TEMPOS = st.sampled_from(["1 per month", "2 per month", "1 per 2 weeks", "0.5..2 per month"])
RATES = st.sampled_from(["1 per 8 months", "2 per year", "1 per month", "0.1..0.3 per month"])
PRECISIONS = st.sampled_from(["erratic", "ordinary", "deliberate", 0.5, "1..3", 0])
FORESIGHTS = st.sampled_from(["myopic", 1, 2, "equilibrium"])
PATIENCES = st.sampled_from(["4 months", "2 weeks", "1..6 months", "1 year"])
STRENGTHS = st.sampled_from(["slight for", "moderate against", "strong for", 4, 0.25, "2..5"])
CODES = st.sampled_from(["A1", "B2", "C3", "D4", "F6"])
CLAUSES = ("ever", "never", "always", "at_end")
ORDERS = ("=", "!=", "<", "<=", ">", ">=")
WITHINS = st.sampled_from(["", ", within=6 months", ", within=90 days"])


@st.composite
def expressions(draw, levels, hypotheses=(), max_leaves=5):
    """Text of a state expression.

    Parameters
    ----------
    levels : dict of str to tuple of str
        Names of the levels of each variable that may be mentioned.
    hypotheses : sequence of str
        Hypotheses that may be mentioned.
    max_leaves : int
        Bound on the size.
    """
    return _expression(draw, levels, tuple(hypotheses), draw(st.integers(1, max_leaves)))


def _expression(draw, levels, hypotheses, leaves):
    if leaves == 1:
        return _leaf(draw, levels, hypotheses)
    kind = draw(st.sampled_from(["not", "and", "or", "implies", "iff", "count"]))
    if kind == "not":
        return f"not ({_expression(draw, levels, hypotheses, leaves - 1)})"
    left = draw(st.integers(1, leaves - 1))
    parts = [_expression(draw, levels, hypotheses, size) for size in (left, leaves - left)]
    if kind == "count":
        counter = draw(st.sampled_from(["at_least", "exactly", "at_most"]))
        return f"{counter}({draw(st.integers(0, 2))}, {', '.join(parts)})"
    return f"({parts[0]}) {kind} ({parts[1]})"


def _leaf(draw, levels, hypotheses):
    name = draw(st.sampled_from([*levels, *hypotheses, "true", "false"]))
    if name not in levels or draw(st.booleans()):
        return name
    return f"{name} {draw(st.sampled_from(ORDERS))} {draw(st.sampled_from(levels[name]))}"


@st.composite
def path_expressions(draw, levels, hypotheses=(), max_leaves=3):
    """Text of a time expression: one to three clauses and, at times, a hypothesis."""
    state = expressions(levels, hypotheses, max_leaves)
    kinds = [*CLAUSES, "first", *hypotheses]
    parts = []
    for kind in draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3)):
        if kind in hypotheses:
            parts.append(kind)
            continue
        inside = f"{draw(state)}, before={draw(state)}" if kind == "first" else draw(state)
        parts.append(f"{kind}({inside}{draw(WITHINS)})")
    return f" {draw(st.sampled_from(['and', 'or', 'implies']))} ".join(parts)


@st.composite
def crisis_data(
    draw,
    max_actors=3,
    max_variables=5,
    max_states=48,
    *,
    ordered=True,
    constraints=True,
    chance=True,
    hypotheses=True,
    rankings=True,
    ordinal=True,
    ties=True,
    signals=True,
    observed=True,
    scenarios=True,
    judgements=True,
    sure=False,
    foresights=FORESIGHTS,
    precisions=PRECISIONS,
):
    """Plain data of a small valid crisis.

    Parameters
    ----------
    max_actors, max_variables, max_states : int
        Bounds; the number of feasible states may be far less. Actors may have no option.
    ordered, constraints, chance, hypotheses, rankings, ordinal, ties, signals, observed, \
    scenarios, judgements : bool
        Whether the crisis may have options with levels of their own; `impossible`, `needs` and
        `direction`; and so on. `ordinal` are preferences without weights; `judgements` are
        judgements and base rates.
    sure : bool
        Whether every number is exact (tempo and precision are blurred even then).
    foresights, precisions : strategies
        Values of those fields.
    """
    data = {"standoff": 1, "title": "A made-up crisis", "horizon": "6 months"}
    believed = draw(_some(HYPOTHESES, 2)) if hypotheses else ()
    levels = draw(_variables(max_actors, max_variables, max_states, ordered, chance))
    actors = levels.pop("actors")
    state = expressions(levels, believed, 4)
    now = {name: draw(st.integers(0, len(names) - 1)) for name, names in levels.items()}
    data |= {
        "begins": BEGINS.isoformat(),
        "as_of": AS_OF.isoformat(),
        "actors": {
            actor: draw(_actor(actor, levels, actors, state, constraints, foresights, precisions))
            for actor in actors
        },
        "status_quo": [_setting(name, levels[name], k) for name, k in now.items() if k],
    }
    if happening := [name for name in levels if "." not in name]:
        data["chance"] = {name: draw(_chance_event(state)) for name in happening}
    if believed:
        data["hypotheses"] = {
            name: {"claim": f"It is so: {name}", "prior": draw(_sure(PROBABILITIES, sure))}
            for name in believed
        }
    if constraints:
        data["impossible"] = draw(_rules(levels, now))
    skeleton = build(data)
    for actor in actors:
        data["actors"][actor] |= draw(
            _wants(actor, skeleton, state, believed, rankings, ordinal, sure)
        )
    if ties:
        data["ties"] = draw(_ties(actors, sure))
    if signals and believed:
        data["signals"] = draw(_signals(believed, actors, sure))
    if observed:
        data["observed"] = draw(_observed(skeleton, now))
    if levels and scenarios:
        path = path_expressions(levels, believed)
        data["scenarios"] = {
            f"outcome_{k}": {"title": f"Outcome {k}", "when": draw(path)}
            for k in range(draw(st.integers(1, 3)))
        }
        data["consequences"] = {"harm": {"when": draw(path), "severity": draw(st.integers(0, 10))}}
        if judgements:
            data |= draw(_soft_evidence())
    return data


def crises(*args, **kwargs) -> st.SearchStrategy[Crisis]:
    """Small valid crises; takes what `crisis_data` takes."""
    return crisis_data(*args, **kwargs).map(build)


def _some(names, most):
    return st.integers(0, most).map(lambda n: tuple(names[:n]))


def _sure(numbers, sure):
    return numbers.filter(lambda v: not isinstance(v, str)) if sure else numbers


@st.composite
def _variables(draw, max_actors, max_variables, max_states, ordered, chance):
    """Levels of every variable by name, options actor by actor, then chance; and the actors."""
    actors = ACTORS[: draw(st.integers(1, max_actors))]
    states, levels = 1, {}
    for actor in actors:
        for option in OPTIONS[: draw(st.integers(0, 3))]:
            names = draw(st.sampled_from([("off", "on"), ("off", "on"), LADDER]))
            names = names if ordered else ("off", "on")
            if len(levels) < max_variables and states * len(names) <= max_states:
                states *= len(names)
                levels[f"{actor}.{option}"] = names
    for name in draw(_some(CHANCES, 2)) if chance else ():
        if len(levels) < max_variables and states * 2 <= max_states:
            states *= 2
            levels[name] = ("off", "on")
    return levels | {"actors": actors}


@st.composite
def _actor(draw, actor, levels, actors, state, constraints, foresights, precisions):
    record = {
        "name": actor.title(),
        "kind": draw(st.sampled_from(["state", "armed_group", "other"])),
        "tempo": draw(TEMPOS),
        "precision": draw(precisions),
        "foresight": draw(foresights),
        "patience": draw(PATIENCES),
        "options": {},
    }
    for name, names in levels.items():
        owner, _, option = name.partition(".")
        if owner != actor or not option:
            continue
        value = {"effort": draw(st.sampled_from([0, 0.5, 1, 2]))}
        if names == LADDER:
            value["levels"] = list(LADDER)
        if draw(st.booleans()):
            value["against"] = [draw(st.sampled_from(actors))]
        if constraints and draw(st.integers(0, 3)) == 0:
            value["direction"] = draw(st.sampled_from(["on_only", "off_only"]))
        if constraints and draw(st.integers(0, 2)) == 0:
            value["needs"] = draw(state)
        record["options"][option] = value
    return record


@st.composite
def _chance_event(draw, state):
    event = {"rate": draw(RATES)}
    if draw(st.booleans()):
        event["when"] = draw(state)
    if draw(st.booleans()):
        event["off_rate"] = draw(RATES)
    return event


@st.composite
def _rules(draw, levels, now):
    """Rules that the status quo does not break."""
    from standoff.language import parse

    made = draw(st.lists(expressions(levels, max_leaves=3), max_size=2)) if levels else []
    return [f"not ({text})" if slow.holds(parse(text), now, levels) else text for text in made]


@st.composite
def _wants(draw, actor, crisis, state, believed, rankings, ordinal, sure):
    states = [slow.label(crisis, s) for s in slow.feasible(crisis)]
    kinds = ["weighted", "weighted", *["ordinal"] * ordinal, "nothing"]
    if rankings and len(states) <= 12:
        kinds.append("ranking")
    match draw(st.sampled_from(kinds)):
        case "nothing":
            return {}
        case "ranking":
            return {"ranking": draw(_ranking(states))}
        case kind:
            statements = []
            for text in draw(st.lists(state, min_size=1, max_size=4)):
                statement = {"prefer": text}
                if kind == "weighted":
                    statement["weight"] = draw(_sure(WEIGHTS, sure))
                if believed and draw(st.integers(0, 2)) == 0:
                    statement["given"] = draw(expressions({}, believed, 2))
                statements.append(statement)
            return {"preferences": statements}


@st.composite
def _ranking(draw, states):
    ranking = []
    for labels in draw(st.permutations(states)):
        if ranking and draw(st.integers(0, 3)) == 0:
            tied = (
                ranking[-1] if ranking[-1] and isinstance(ranking[-1][0], list) else [ranking[-1]]
            )
            ranking[-1] = [*tied, labels]
        else:
            ranking.append(labels)
    return ranking


@st.composite
def _ties(draw, actors, sure):
    regards = st.sampled_from([0, 0.5, -0.3] if sure else [0, 0.5, -0.3, "0.1..0.4", "0.2 ± 0.1"])
    pairs = [(a, b) for a in actors for b in actors if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    return [{"from": a, "to": b, "kind": "ally", "regard": draw(regards)} for a, b in chosen]


@st.composite
def _signals(draw, believed, actors, sure):
    made = []
    for k in range(draw(st.integers(0, 4))):
        signal = {
            "id": f"signal_{k}",
            "date": (BEGINS + timedelta(days=draw(st.integers(-30, 60)))).isoformat(),
            "speaker": draw(st.sampled_from(actors)),
            "reliability": draw(CODES),
            "summary": "Somebody said something",
            "bears_on": draw(
                st.dictionaries(
                    st.sampled_from(believed), _sure(STRENGTHS, sure), min_size=1, max_size=2
                )
            ),
        }
        if made and draw(st.integers(0, 3)) == 0:
            signal["echoes"] = draw(st.sampled_from([earlier["id"] for earlier in made]))
        made.append(signal)
    return made


@st.composite
def _observed(draw, crisis, now):
    """Dated moves along legal moves of the actors, at most one a date."""
    supposed = dict.fromkeys(crisis.hypotheses, True)
    states, seen, day = slow.feasible(crisis), [], BEGINS
    levels = slow.all_levels(crisis)
    for _ in range(draw(st.integers(0, 2))):
        legal = [
            there
            for there in states
            for actor in crisis.actors
            if slow.may_move(crisis, actor, now, there, supposed)
        ]
        if not legal:
            break
        there = draw(st.sampled_from(legal))
        day += timedelta(days=draw(st.integers(1, 15)))
        changed = [name for name in levels if now[name] != there[name]]
        settings = [_setting(name, levels[name], there[name]) for name in changed]
        seen.append({"date": day.isoformat(), "set": settings})
        now = there
    return seen


@st.composite
def _soft_evidence(draw):
    found = {}
    if draw(st.booleans()):
        found["judgements"] = [
            {"about": "outcome_0", "within": "6 months", "says": draw(PROBABILITIES)}
        ]
    if draw(st.booleans()):
        k, n = sorted(draw(st.tuples(st.integers(0, 6), st.integers(1, 6))))
        found["base_rates"] = [{"about": "outcome_0", "happened": k, "of": max(n, 1)}]
    return found


def _setting(name, names, level):
    if names == ("off", "on"):
        return name if level else f"not {name}"
    return {name: names[level]}
