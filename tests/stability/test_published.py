"""Every shipped crisis that carries published results gives them again."""

from importlib.resources import files

import pytest

from standoff.encode import encode
from standoff.engines.stability import solve
from standoff.files.read import read_text

CASES = {
    entry.name: entry.read_text("utf-8")
    for entry in sorted(files("standoff.catalog").iterdir(), key=lambda entry: entry.name)
    if entry.name.endswith(".yaml") and "\npublished:" in entry.read_text("utf-8")
}


def test_there_are_published_cases():
    assert {"elmira.yaml", "korea-2017.yaml", "cuban-missile-crisis.yaml"} <= CASES.keys()


def state_set(states):
    return {tuple(sorted(state)) for state in states}


@pytest.mark.parametrize("case", CASES)
def test_published_results(case):
    crisis = read_text(CASES[case], case)
    concepts = {
        name for each in crisis.published for name in (*each.equilibria, *each.stable, *each.partly)
    }
    result = solve(encode(crisis), sorted(concepts))
    for each in crisis.published:
        for name, states in each.equilibria.items():
            found = state_set(result.labels(result.equilibria(name)))
            assert found == state_set(states), (name, each.citation)
        for name, by_actor in each.stable.items():
            for actor, states in by_actor.items():
                found = state_set(result.labels(result.stable_for(name, actor)))
                assert found == state_set(states), (name, actor, each.citation)
        for name, partly in each.partly.items():
            found = state_set(result.labels(result.equilibria(name)))
            assert state_set(partly.are) <= found, (name, each.citation)
            assert not state_set(partly.are_not) & found, (name, each.citation)
