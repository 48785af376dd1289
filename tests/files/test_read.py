"""Reading: what is no crisis file is refused in plain words, at its place, without a hang."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.catalog import open_text, slugs
from standoff.errors import CrisisError, StandoffError, UsageError
from standoff.files.compose import MAX_DEPTH, MAX_NODES
from standoff.files.read import parse_yaml, read, read_text
from standoff.files.template import template
from standoff.settings import MAX_FILE_BYTES

MINIMAL = "standoff: 1\ntitle: A strait\nactors: {north: {name: North}}\n"

BROKEN = [
    ("", "1:1: the file is empty; `standoff new` writes a template"),
    ("# only a remark\n", "1:1: the file is empty"),
    ("null", "1:1: the file is empty"),
    ("- a\n- b\n", "1:1: a crisis file is a mapping of keys"),
    ("just words", "1:1: a crisis file is a mapping of keys"),
    ("42", "1:1: a crisis file is a mapping of keys"),
    ("a: [1, 2\nb: 3\n", "1:4: this '[' is not closed, or a comma is missing before line 2"),
    ("a: {b: 1\nc: 2", "1:4: this '{' is not closed"),
    ("a: [", "1:5: the file ends inside a bracket"),
    ("a: ]", "1:4: this ']' closes nothing"),
    ("a: 'x\nb: 2", "1:4: this quote is not closed"),
    ('a: "x', "1:4: this quote is not closed"),
    ('a: "\\q"', "1:6: '\\q' is no escape"),
    ("a:\n\tb: 1", "2:1: a tab cannot indent; use spaces"),
    ("a: b: c", "1:5: this ':' cannot stand here"),
    ("a: 1\n b: 2\n", "2:3: this ':' cannot stand here"),
    ("a: 1\n- b", "2:1: the indentation does not fit"),
    ("a: - b", "1:4: a list that starts with '-' needs a line of its own"),
    ("a: @b", "1:4: '@' cannot start a value; put the value in quotes"),
    ("[a]\nb: 1\n", "2:1: what stands above this line is not a key with its value"),
    ("a: > b", "1:6: text after '|' or '>' starts on the next line"),
    ("a: >b", "1:5: text after '|' or '>' starts on the next line"),
    ("a: & b", "1:5: a name should follow '&' or '*'"),
    ("a: [- b]", "1:5: '-' cannot stand here: inside brackets a list is written [a, b]"),
    ("a: [b, , c]", "1:8: a value is missing before ','"),
    ("a: ? b", "1:4: '?' cannot start a value; put the value in quotes"),
    ("a: *x", "1:4: '*x' refers to nothing: there is no &x above it"),
    ("a: &x [*x]", "1:4: aliases (*name) that repeat aliases"),
    ("a: &x 1\nb: &x 2", "2:4: the anchor &x stands here twice"),
    ("<<: {a: 1}", "1:1: merge keys (<<) are not allowed"),
    ("a: &b {c: 1}\nd:\n  <<: *b\n", "3:3: merge keys (<<) are not allowed"),
    ("a: 1\na: 2", "2:1: the key 'a' stands here twice"),
    ("a: {b: 1, b: 2}", "1:11: the key 'b' stands here twice"),
    ("? [1]\n: 2", "1:3: a key should be a plain word"),
    ("a: !!python/object:os.system x", "1:4: tags such as !!python/object:os.system are not"),
    ("a: !secret x", "1:4: tags such as !secret are not allowed"),
    ("a: !!int 3", "1:4: tags such as !!int are not allowed"),
    ("!!map {a: 1}", "1:1: tags such as !!map are not allowed"),
    ("--- a\n--- b\n", "2:1: a second document starts here"),
    ("a: \x07", "1:4: the character U+0007 cannot stand in a text file"),
    ("a: 1\nb: \x1b[31m", "2:4: the character U+001B"),
    ("a: .nan", "1:4: .nan is no number that can be used here"),
    ("a: 1\nb: -.inf", "2:4: -.inf is no number"),
    ("%", "1:2: a line cannot start with '%'; put the value in quotes"),
    ("a: 1e999", "1:4: 1e999 is no number"),
    ("a: " + "9" * 5000, "1:4: the number 9999"),
    ("a: " + "[" * (MAX_DEPTH + 1), f"1:{4 + MAX_DEPTH - 1}: nested deeper than {MAX_DEPTH}"),
    ("[" * 5000, "nested deeper"),
    ("{" * 100_000, "nested deeper"),
    ("- " * 5000, "nested deeper"),
    ("a: [" + "1," * MAX_NODES + "]", f"more than {MAX_NODES} values"),
]


@pytest.mark.parametrize(("text", "words"), BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_crisis_file(text, words):
    start = time.perf_counter()
    with pytest.raises(CrisisError) as caught:
        read_text(text, "f.yaml")
    assert f"f.yaml:{words}" in str(caught.value) or words in str(caught.value)
    if words[0].isdigit():
        assert str(caught.value).startswith(f"f.yaml:{words}")
    assert time.perf_counter() - start < 60


def test_an_alias_bomb_is_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]" for k in range(1, 12)]
    with pytest.raises(CrisisError, match=r"aliases .* make the file too large"):
        read_text("\n".join(lines))


def test_plain_aliases_are_read():
    data, _ = parse_yaml("a: &x {b: [1]}\nc: *x\n")
    assert data == {"a": {"b": [1]}, "c": {"b": [1]}}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\x00\x01\x02\xff", "this is not text; a crisis file is YAML in UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "1:1: this is not UTF-8 text; save the file as UTF-8"),
        ("title: Élysée\n".encode("latin-1"), "1:8: this is not UTF-8 text"),
        (b"standoff: 1\ntitle: caf\xe9\n", "2:11: this is not UTF-8 text"),
        (MINIMAL.encode("utf-16"), "this is not"),
        (b"#" * (MAX_FILE_BYTES + 1), "1:1: the file is larger than"),
    ],
)
def test_files_that_are_no_text(tmp_path, raw, words):
    path = tmp_path / "crisis.yaml"
    path.write_bytes(raw)
    with pytest.raises(CrisisError) as caught:
        read(path)
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(path))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_file_without_end_is_refused():
    with pytest.raises(CrisisError, match="larger than"):
        read("/dev/zero")


def test_folders_and_missing_files(tmp_path):
    with pytest.raises(UsageError, match="is a folder; name a crisis file in it"):
        read(tmp_path)
    with pytest.raises(UsageError, match="cannot be read: embedded null byte"):
        read("a\0b.yaml")
    with pytest.raises(UsageError, match=r"there is no file .*none\.yaml"):
        read(tmp_path / "none.yaml")


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path):
    path = tmp_path / "crisis.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert read(path).hash == read_text(MINIMAL).hash


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-2", -2),
        ("0x1F", 31),
        ("1_000", 1000),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("off", "off"),
        ("null", None),
        ("~", None),
        ("", None),
        ("2023-01-06", "2023-01-06"),
        ("2..4", "2..4"),
        ("'1'", "1"),
        ("'it''s'", "it's"),
        ('"a\\nb"', "a\nb"),
        ("|\n  a\n  b", "a\nb"),
        (">-\n  a\n  b", "a b"),
        (">-\n  a\n\n  b", "a\nb"),
        ("a\n  b", "a b"),
    ],
)
def test_scalars(written, value):
    data, _ = parse_yaml(f"a: {written}")
    assert data == {"a": value}
    assert type(data["a"]) is type(value)


def test_old_directives_do_not_turn_words_into_truth_values():
    assert parse_yaml("%YAML 1.1\n---\na: yes\n")[0] == {"a": "yes"}


def test_every_value_and_key_has_its_place():
    _, origin = parse_yaml("a: 1\nb:\n  c: [x, 'y']\n  d: >-\n\n    long\n    text\ne:\nf: 2\n")
    assert origin.places[("a",)] == (1, 4)
    assert origin.places[("b",)] == (3, 3)
    assert origin.places[("b", "c", 0)] == (3, 7)
    assert origin.places[("b", "c", 1)] == (3, 11)
    assert origin.places[("b", "d")] == (6, 5)
    assert origin.places[("e",)] == (8, 1)
    assert origin.keys[("b", "d")] == (4, 3)


FOLDED = """\
standoff: 1
title: T
actors:
  north:
    name: North
    options:
      go: {}
    preferences:
      - prefer: >-
          not north.go

          and north.goo
        weight: 1
      - {prefer: "north.go
            or north.gone", weight: 1}
      - prefer: |
          north.go and
          north.og
        weight: 1
      - prefer:
          north.go and
            nroth.go
        weight: 1
"""


def test_columns_inside_expressions_that_take_up_several_lines():
    with pytest.raises(CrisisError) as caught:
        read_text(FOLDED)
    places = [(fault.line, fault.column) for fault in caught.value.faults]
    lines = FOLDED.splitlines()
    pointed = [lines[line - 1][column - 1 :].split('"')[0] for line, column in places]
    assert pointed == ["north.goo", "north.gone", "north.og", "nroth.go"]


TEXTS = [template(), *map(open_text, slugs())]


def bounded(text):
    """Read a text: only an error that is the user's to mend may come out, and soon."""
    start = time.perf_counter()
    try:
        read_text(text)
    except StandoffError as error:
        message = str(error)
    else:
        message = "fine"
    assert message
    assert time.perf_counter() - start < 20


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    bounded(text)


@given(st.text("abc:-[]{}#&*!|>'\"%@` \n\t,.0123?~<", max_size=80))
def test_any_marks_are_read_or_refused(text):
    bounded(text)


@settings(max_examples=150)
@given(st.data())
def test_mutated_files_are_read_or_refused(data):
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        new = data.draw(
            st.sampled_from(["", " ", "\n", ":", "[", "}", "'", "- ", "#", "null", "-1", "\t"])
            | st.text(max_size=6)
        )
        text = text[:start] + new + text[end:]
    bounded(text)


@settings(max_examples=150)
@given(st.data())
def test_files_with_lines_moved_about_are_read_or_refused(data):
    lines = data.draw(st.sampled_from(TEXTS)).splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        a = data.draw(st.integers(0, len(lines) - 1))
        b = data.draw(st.integers(0, len(lines) - 1))
        lines[a] = data.draw(st.sampled_from([lines[b], "", "  " + lines[a], lines[a].lstrip()]))
    bounded("\n".join(lines))
