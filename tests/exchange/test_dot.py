"""The graph of moves as DOT: every string quoted, whatever it holds."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.crisis.build import build
from standoff.exchange.dot import quoted, write_dot
from standoff.exchange.move_graph import move_graph
from standoff.workbench import Analysis, load

NODE = re.compile(r"^  s\d+ \[", re.M)
EDGE = re.compile(r"^  s\d+ -> s\d+ \[", re.M)


def titled(title, name="A"):
    data = {"standoff": 1, "title": title, "actors": {"a": {"name": name, "options": {"go": {}}}}}
    return write_dot(move_graph(Analysis(build(data))))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain", '"plain"'),
        ('say "no"', r'"say \"no\""'),
        ("back\\slash \\N", r'"back\\slash \\N"'),
        ("ends in \\", r'"ends in \\"'),
        ("two\nlines\r\n", r'"two\nlines\n"'),
        ("<b>bold</b>", '"<b>bold</b>"'),
    ],
)
def test_strings_are_quoted(text, wanted):
    assert quoted(text) == wanted


@given(st.text())
def test_no_string_ends_early(text):
    inside = quoted(text)[1:-1]
    assert not re.search(r'(?<!\\)(\\\\)*"', inside)
    assert not re.search(r"(?<!\\)(\\\\)*\\$", inside)
    assert "\n" not in inside


def test_states_and_moves_are_there():
    text = write_dot(move_graph(Analysis(load("cases/chicken"))))
    assert len(NODE.findall(text)) == 4
    assert len(EDGE.findall(text)) == 8
    row = next(line for line in text.splitlines() if line.startswith("  s2 ["))
    assert r'"label"="2\nrow.swerve\nR GMR SMR SEQ SSEQ SIM"' in row
    assert '"peripheries"="2"' in row
    assert '"place_column"="1"' in row
    assert '"equilibrium_R"="true"' in row
    assert '"mover"="row", "improvement"="true"' in text


def test_names_cannot_break_out_of_their_line():
    text = titled('x"; node [label="', 'A"\n}\nmore')
    assert text.startswith('digraph moves {\n  label="x\\"; node [label=\\"";')
    assert '  // #0072b2: a, A" } more\n' in text
    assert text.count("\n}\n") == 1


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz")
def test_graphviz_draws_it():
    text = titled('a "quoted" \\ title <b>', "A\\")
    drawn = subprocess.run(["dot", "-Tsvg"], input=text, text=True, capture_output=True, check=True)
    assert "<svg" in drawn.stdout
