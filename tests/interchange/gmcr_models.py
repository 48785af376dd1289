"""GMCR+ documents: read the slow way, straight from the description of the format; made at random.

The reading has nothing of the program's own: states are listed and conditions tried one by one.
"""

from itertools import product

from hypothesis import strategies as st


def condition_holds(condition, state):
    """Whether a condition as it stands in the file holds in a list of Y and N."""
    members = condition["members"] if isinstance(condition, dict) else [condition]
    return any(all(state[k] == answer for k, answer in member) for member in members)


def feasible(document):
    """Every feasible state as a list of Y and N in the order of the options, numbered in order."""
    order = list(dict.fromkeys(o for maker in document["decisionMakers"] for o in maker["options"]))
    states = []
    for answers in product("NY", repeat=len(order)):
        state = dict(zip(reversed(order), answers, strict=True))
        if not any(condition_holds(rule, state) for rule in document["infeasibles"]):
            states.append([state[k] for k in range(len(order))])
    return states


def worth(document, maker, states):
    """What each state is worth to a decision maker: higher is better, only the order counts."""
    if document["useManualPreferenceRanking"]:
        value = {}
        for place, tied in enumerate(maker["preferenceRanking"]):
            for number in tied if isinstance(tied, list) else [tied]:
                value[number] = -place
        return [value[number] for number in range(1, len(states) + 1)]
    return [[condition_holds(c, state) for c in maker["preferences"]] for state in states]


def order(values):
    """Dense ranks, 0 for the worst."""
    levels = sorted(values)
    distinct = [v for k, v in enumerate(levels) if k == 0 or v != levels[k - 1]]
    return [distinct.index(value) for value in values]


@st.composite
def documents(draw):
    """A small document that the format allows; the state without any option is always feasible."""
    count = draw(st.integers(1, 5))
    makers = draw(st.integers(1, 3))
    owner = sorted(draw(st.lists(st.integers(0, makers - 1), min_size=count, max_size=count)))
    literals = st.dictionaries(
        st.integers(0, count - 1), st.sampled_from("YN"), min_size=1, max_size=3
    ).map(lambda cube: [[k, cube[k]] for k in sorted(cube)])
    conditions = literals | st.lists(literals, min_size=1, max_size=4).map(
        lambda members: {"compound": True, "members": members}
    )
    rules = literals.filter(lambda cube: any(answer == "Y" for _, answer in cube))
    document = {
        "program": "gmcr-py",
        "version": "0.3.12",
        "useManualPreferenceRanking": draw(st.booleans()),
        "options": [
            {
                "name": f"Do {k}",
                "permittedDirection": draw(st.sampled_from(["fwd", "back", "both"])),
            }
            for k in range(count)
        ],
        "decisionMakers": [
            {
                "name": f"Side {m}",
                "options": [k for k, o in enumerate(owner) if o == m],
                "preferences": draw(st.lists(conditions, max_size=4)),
            }
            for m in range(makers)
        ],
        "infeasibles": draw(st.lists(rules, max_size=3)),
        "coalitions": list(range(makers)),
    }
    if document["useManualPreferenceRanking"]:
        numbers = list(range(1, len(feasible(document)) + 1))
        for maker in document["decisionMakers"]:
            maker["preferenceRanking"] = draw(_rankings(numbers))
    return document


@st.composite
def _rankings(draw, numbers):
    places = []
    for number in draw(st.permutations(numbers)):
        if places and draw(st.booleans()):
            tied = places[-1] if isinstance(places[-1], list) else [places[-1]]
            places[-1] = [*tied, number]
        else:
            places.append(number)
    return places
