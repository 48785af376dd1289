"""Every page does what it says: its files, commands and Python run, and print what it shows."""

import os

import pytest
from tests.docs.execute import Reader, commands, shows
from tests.docs.pages import Block, blocks, name, pages

RUNNABLE = [
    page for page in pages() if any(b.language in ("console", "python") for b in blocks(page))
]


@pytest.mark.parametrize("page", RUNNABLE, ids=name)
def test_a_page_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    reader = Reader(name(page))
    for block in blocks(page):
        reader.follow(block)


def test_a_page_that_shows_something_else_is_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    wrong = Block("console", None, "$ standoff --version\nstandoff of yesterday\n", 1)
    with pytest.raises(AssertionError, match="it prints"):
        Reader("page").follow(wrong)


def test_a_command_that_fails_unsaid_is_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssertionError, match="status 2"):
        Reader("page").follow(Block("console", None, "$ standoff check no-such-file.yaml\n", 1))


def test_python_that_prints_something_else_is_found():
    with pytest.raises(AssertionError, match="Expected"):
        Reader("page").follow(Block("python", None, ">>> 1 + 1\n3\n", 1))


def test_commands_are_split_from_what_they_print():
    text = "$ standoff check a.yaml\nfine\n$ standoff forecast \\\n>   a.yaml --point\n"
    assert commands(text) == [
        ("standoff check a.yaml", "fine\n"),
        ("standoff forecast a.yaml --point", ""),
    ]


@pytest.mark.parametrize(
    ("wanted", "printed", "same"),
    [
        ("a  b\n", "a b", True),
        ("a\n", "a b", False),
        ("a ...\n", "a", True),
        ("a ... c\n", "a b\n c", True),
        ("... c ...\n", "a b c d", True),
        ("a ... b ... a\n", "a b", False),
        ("b ...\n", "a b", False),
        ("... b\n", "a b c", False),
    ],
)
def test_an_ellipsis_is_anything(wanted, printed, same):
    assert shows(wanted, printed) is same
