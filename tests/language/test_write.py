"""Written expressions read back as the same tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.language import parse, write
from standoff.language.tree import (
    And,
    Compare,
    Constant,
    Count,
    First,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    Temporal,
)

LEAVES = st.one_of(
    st.sampled_from(["x.a", "y.b", "storm"]).map(Name),
    st.booleans().map(Constant),
    st.sampled_from(["=", "!=", "<", "<=", ">", ">="]).map(lambda op: Compare("x.a", op, "high")),
)


def _more(part):
    several = st.lists(part, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        part.map(Not),
        several.map(And),
        several.map(Or),
        st.tuples(part, part).map(lambda pair: Implies(*pair)),
        st.tuples(part, part).map(lambda pair: Iff(*pair)),
        several.map(lambda parts: Count("at_most", 1, parts)),
    )


STATES = st.recursive(LEAVES, _more, max_leaves=12)
WITHIN = st.none() | st.floats(1e-6, 1200)
PATHS = st.recursive(
    st.one_of(
        st.tuples(st.sampled_from(["ever", "never", "always", "at_end"]), STATES, WITHIN).map(
            lambda made: Temporal(*made)
        ),
        st.tuples(STATES, STATES, WITHIN).map(lambda made: First(*made)),
    ),
    _more,
    max_leaves=3,
)


@given(STATES | PATHS)
def test_reading_what_was_written_gives_the_same_tree(tree):
    assert parse(write(tree)) == tree


@pytest.mark.parametrize(
    "text",
    [
        "x.a and not y.b or storm",
        "(x.a or y.b) and storm",
        "not (x.a implies y.b)",
        "(x.a implies y.b) implies storm",
        "x.a implies y.b implies storm",
        "x.a iff (y.b iff storm)",
        "at_least(2, x.a or y.b, x.a > low, true)",
        "first(x.a, before=y.b, within=6 months)",
    ],
)
def test_no_needless_parentheses(text):
    assert write(parse(text)).replace("6.0 months", "6 months") == text
