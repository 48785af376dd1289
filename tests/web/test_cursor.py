import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.crisis import TEXT

from standoff.web.cursor import Cursor, locate

MARK = "|"


def at(text: str) -> Cursor:
    """Find the cursor that is drawn into a text."""
    before, _, after = text.partition(MARK)
    line = before.count("\n")
    return locate(before + after, line, len(before) - before.rfind("\n") - 1)


@pytest.mark.parametrize(
    ("text", "way", "kind", "begun"),
    [
        ("|", (), "key", ""),
        ("act|", (), "key", "act"),
        ("title: a\n|", (), "key", ""),
        ("yardstick: ki|", ("yardstick",), "value", "ki"),
        ("actors:\n  |", ("actors",), "key", ""),
        ("actors:\n  us:\n    ki|", ("actors", "us"), "key", "ki"),
        ("actors:\n  us:\n    name: A\n    kind: |\n", ("actors", "us", "kind"), "value", ""),
        ("actors:\n  us:\n    name: A\nsig|", (), "key", "sig"),
        ("signals:\n  - id: a\n    |", ("signals", "[]"), "key", ""),
        ("signals:\n- id: a\n  da|", ("signals", "[]"), "key", "da"),
        ("signals:\n- id: a\n- |", ("signals", "[]"), "key", ""),
        ("signals:\n- id: a\nsc|", (), "key", "sc"),
        ("a:\n  # b:\n  c|", ("a",), "key", "c"),
        ("ties:\n  - {from: us, |", ("ties", "[]"), "key", ""),
        ("ties:\n  - {from: u|", ("ties", "[]", "from"), "value", "u"),
        ("ties:\n  - {from: us, to: pk}\n  - {fr|}", ("ties", "[]"), "key", "fr"),
        ("x: {a: {b: 1}, c|", ("x",), "key", "c"),
        ("x: {a: {b: |", ("x", "a", "b"), "value", ""),
        ("x: {against: [tt|", ("x", "against", "[]"), "value", "tt"),
        ("x: [{a: 1}, {b|", ("x", "[]"), "key", "b"),
        ("x: {a: 'it, is {', b|", ("x",), "key", "b"),
        ("x: {a: 1,\n    b|", ("x",), "key", "b"),
        ("p:\n  - {prefer: not us.st|", ("p", "[]", "prefer"), "value", "us.st"),
    ],
)
def test_the_keys_that_lead_to_a_cursor(
    text: str, way: tuple[str, ...], kind: str, begun: str
) -> None:
    found = at(text)
    assert (found.way, found.kind, found.begun) == (way, kind, begun)


@given(st.text(alphabet="ab:-[]{}'\", \n#|", max_size=60), st.integers(0, 9), st.integers(0, 30))
def test_no_text_is_too_broken(text: str, line: int, column: int) -> None:
    assert isinstance(locate(text, line, column), Cursor)


def test_every_place_of_a_real_file_has_a_cursor() -> None:
    for line, row in enumerate(TEXT.split("\n")):
        for column in range(len(row) + 1):
            assert locate(TEXT, line, column).kind in ("key", "value")
