"""Conditions of GMCR+ as expressions: readable, and true in the same states."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.encode.truth import evaluate
from standoff.files.interchange.conditions import expression, holds
from standoff.language import parse, write

NAMES = ("a.x", "b.y", "c.z")
Y, N = True, False


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ((((0, Y),),), "a.x"),
        ((((0, N),),), "not a.x"),
        ((((0, Y), (1, N)),), "a.x and not b.y"),
        ((((0, Y), (1, Y)), ((0, N), (1, N))), "a.x iff b.y"),
        ((((0, Y), (1, N)), ((0, N), (1, Y))), "a.x iff not b.y"),
        ((((0, Y), (1, Y)), ((0, N), (1, N)), ((0, N), (1, Y))), "a.x implies b.y"),
        ((((0, Y), (1, Y)), ((0, N), (1, N)), ((0, Y), (1, N))), "b.y implies a.x"),
        ((((0, Y),), ((1, Y),)), "a.x or b.y"),
        ((((0, N),), ((1, N),)), "not (a.x and b.y)"),
        ((((0, Y), (1, Y)), ((0, Y), (1, N))), "a.x"),
        ((((0, Y),), ((0, N),)), "true"),
        ((((0, N),), ((1, Y), (2, N))), "a.x implies b.y and not c.z"),
        ((((0, Y), (1, Y)), ((2, Y),)), "a.x and b.y or c.z"),
        (((),), "true"),
        ((), "false"),
    ],
)
def test_a_condition_reads_as_a_person_would_write_it(condition, text):
    assert write(expression(condition, NAMES)) == text


CUBES = st.dictionaries(st.integers(0, 2), st.booleans()).map(lambda c: tuple(sorted(c.items())))


@given(st.lists(CUBES, max_size=5).map(tuple))
def test_the_expression_is_true_where_the_condition_holds(condition):
    states = np.array(list(product([0, 1], repeat=3)), dtype=np.uint8)
    tree = parse(write(expression(condition, NAMES)))
    found = evaluate(tree, lambda name: states[:, NAMES.index(name)], lambda _, __: 0, {})
    wanted = [holds(condition, state.astype(bool)) for state in states]
    assert np.broadcast_to(found, 8).tolist() == wanted
