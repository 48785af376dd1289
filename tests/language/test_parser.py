"""The grammar: what binds how, where nodes start, and what each mistake is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.language import ExpressionError, is_temporal, names, parse
from standoff.language.parser import MAX_DEPTH, MAX_LENGTH, RESERVED
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

a, b, c, d = map(Name, ("x.a", "x.b", "y.c", "d"))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("x.a", a),
        ("  x.a  ", a),
        ("true", Constant(True)),
        ("not x.a and x.b", And((Not(a), b))),
        ("not (x.a and x.b)", Not(And((a, b)))),
        ("not not x.a", Not(Not(a))),
        ("x.a or x.b and y.c", Or((a, And((b, c))))),
        ("x.a and x.b or y.c", Or((And((a, b)), c))),
        ("x.a and x.b and y.c", And((a, b, c))),
        ("(x.a and x.b) and y.c", And((And((a, b)), c))),
        ("x.a or x.b implies y.c", Implies(Or((a, b)), c)),
        ("x.a implies x.b or y.c", Implies(a, Or((b, c)))),
        ("x.a implies x.b implies y.c", Implies(a, Implies(b, c))),
        ("x.a iff x.b implies y.c", Iff(a, Implies(b, c))),
        ("x.a iff x.b iff y.c", Iff(Iff(a, b), c)),
        ("x.a >= high", Compare("x.a", ">=", "high")),
        ("x.a == high", Compare("x.a", "=", "high")),
        ("x.a=high", Compare("x.a", "=", "high")),
        ("not x.a != on", Not(Compare("x.a", "!=", "on"))),
        ("x.a < high and x.b", And((Compare("x.a", "<", "high"), b))),
        ("at_least(2, x.a, x.b, y.c)", Count("at_least", 2, (a, b, c))),
        ("exactly(0, x.a or x.b)", Count("exactly", 0, (Or((a, b)),))),
        ("at_most(1, x.a, d)", Count("at_most", 1, (a, d))),
        ("ever(x.a)", Temporal("ever", a)),
        ("never(x.a, within=6 months)", Temporal("never", a, 6.0)),
        ("at_end(x.a, within = 1.5 years)", Temporal("at_end", a, 18.0)),
        ("always(x.a,within=1month)", Temporal("always", a, 1.0)),
        ("first(x.a, before=x.b)", First(a, b)),
        ("first(x.a, before=x.b, within=2 months) and d", And((First(a, b, 2.0), d))),
        ("never_again and android", And((Name("never_again"), Name("android")))),
        ("été.grève", Name("été.grève")),
    ],
)
def test_what_binds_how(text, tree):
    assert parse(text) == tree


def test_weeks_and_days_are_counted_in_months_of_365_25_over_12_days():
    assert parse("ever(d, within=30.4375 days)").within == pytest.approx(1, abs=1e-15)
    assert parse("ever(d, within=1 week)").within == pytest.approx(7 * 12 / 365.25)


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 0, "the expression is empty"),
        ("   ", 0, "the expression is empty"),
        ("and", 0, "'and' cannot stand here: a condition is missing"),
        ("x.a or implies", 7, "'implies' cannot stand here: a condition is missing"),
        ("x.a and not", 11, "ends too early: a condition is missing"),
        ("ever", 4, "ends too early: '(' is missing"),
        ("(x.a", 4, "ends too early: a ')' is missing"),
        ("x.a)", 3, "this ')' closes nothing"),
        ("()", 1, "')' cannot stand here: a condition is missing"),
        ("x.a x.b", 4, "'and', 'or' or a comma is missing before 'x.b'"),
        ("x.a true", 4, "'and', 'or' or a comma is missing before 'true'"),
        ("x.a (x.b)", 4, "'and', 'or' or a comma is missing before '('"),
        ("x.a, x.b", 3, "',' cannot stand here: 'and', 'or' or the end is missing"),
        ("AND", 0, "write 'and' in small letters"),
        ("x.a Or x.b", 4, "write 'or' in small letters"),
        ("NOT x.a", 0, "write 'not' in small letters"),
        ("x.a & x.b", 4, "'&' cannot stand here; write and"),
        ("x.a || x.b", 4, "'|' cannot stand here; write or"),
        ("!x.a", 0, "'!' cannot stand here; write not"),
        ("x.a => x.b", 4, "'=>' cannot stand here; write implies"),
        ("x.a -> x.b", 4, "'->' cannot stand here; write implies"),
        ("x.a <-> x.b", 4, "'<->' cannot stand here; write iff"),
        ("x-y.a", 1, "'-' cannot stand here; write an underscore in names"),
        ("x . a", 2, "a name has one dot and no spaces around it: actor.option"),
        ("x.a.b", 3, "a name has one dot"),
        ("x.a + x.b", 4, "'+' cannot stand here"),
        ("__import__('os')", 10, "is missing before '('"),
        ("1", 0, "'1' cannot stand here: a condition is missing"),
        ("x.a >=", 6, "ends too early: the name of a level is missing"),
        ("x.a >= 3", 7, "'3' cannot stand here: the name of a level is missing"),
        ("x.a >= and", 7, "'and' cannot stand here: the name of a level is missing"),
        ("at_least(x.a, x.b)", 9, "a number, as in at_least(2, ...), is missing"),
        ("at_least(1.5, x.a, x.b)", 9, "1.5 is no whole number"),
        ("d and at_least(2, x.a)", 6, "at_least(2, ...) lists only 1 condition"),
        ("exactly(3, x.a, x.b)", 0, "exactly(3, ...) lists only 2 conditions"),
        ("exactly(1)", 9, "a comma and a condition is missing"),
        ("ever(x.a, within=6)", 18, "a unit (days, weeks, months or years) is missing"),
        ("ever(x.a, within=6 moons)", 19, "'moons' is no unit of time; did you mean 'months'?"),
        ("ever(x.a, within=0 days)", 17, "`within` should be longer than 0"),
        ("ever(x.a, within=101 years)", 17, "`within` is longer than 100 years"),
        ("ever(x.a, within=soon)", 17, "a length of time, as in within=6 months, is missing"),
        ("ever(x.a, within 6 months)", 10, "write `within=`"),
        ("ever(x.a, 6 months)", 10, "`within=` is missing"),
        ("ever(x.a) within 6 months", 10, "`within` stands inside a time operator"),
        ("first(x.a, x.b)", 11, "`before=`, as in first(..., before=...), is missing"),
        ("first(x.a)", 9, "`before=`"),
        ("ever(x.a and never(x.b))", 13, "time operators do not nest"),
        ("first(x.a, before=ever(x.b))", 18, "time operators do not nest"),
        ("not " * (MAX_DEPTH + 1) + "d", 0, "nested deeper"),
        ("x" * (MAX_LENGTH + 1), 0, "longer than"),
    ],
)
def test_mistakes(text, column, words):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert words in caught.value.message
    assert caught.value.column == column


@pytest.mark.parametrize("word", sorted(RESERVED - {"true", "false"}))
def test_words_of_the_language_are_no_names(word):
    with pytest.raises(ExpressionError):
        parse(word)


def test_every_node_starts_at_its_first_word():
    tree = parse("x.a and not (x.b or at_least(1, y.c, d = on))")
    assert tree.column == 0
    first, negation = tree.operands
    assert (first.column, negation.column) == (0, 8)
    either = negation.operand
    assert either.column == 13
    assert either.operands[1].column == 20
    assert [part.column for part in either.operands[1].operands] == [32, 37]


def test_names_and_time():
    tree = parse("first(x.a, before=x.b >= high) and d implies true")
    assert names(tree) == {"x.a", "x.b", "d"}
    assert is_temporal(tree)
    assert not is_temporal(parse("x.a and d"))


@given(st.text("xa.b_ ()<>=!,&not ander0123 implies ever within", max_size=60))
def test_any_text_is_an_expression_or_a_mistake_with_a_column_inside_it(text):
    try:
        parse(text)
    except ExpressionError as error:
        inside = 0 <= error.column <= len(text)
        message = error.message
    else:
        return
    assert inside
    assert message
