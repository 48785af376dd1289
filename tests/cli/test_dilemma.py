"""``standoff dilemma``."""

import json

import pytest

from standoff.cli import run

FEUD = """\
standoff: 1
title: A feud
actors:
  a:
    name: A
    options: {hit: {against: [b]}}
    preferences: [{prefer: b.hit implies a.hit, weight: 4}, {prefer: not a.hit, weight: 1}]
  b:
    name: B
    options: {hit: {against: [a]}}
    preferences: [{prefer: a.hit implies b.hit, weight: 4}, {prefer: not b.hit, weight: 1}]
"""


@pytest.fixture
def feud(tmp_path):
    path = tmp_path / "feud.yaml"
    path.write_text(FEUD)
    return str(path)


def test_an_eye_for_an_eye(capsys, feud):
    arguments = ["dilemma", feud, "--point", "--without", "b.hit"]
    assert run([*arguments, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    pair = data["matrix"]["a"]["b"]["extra"], data["matrix"]["b"]["a"]["extra"]
    assert pair[0] == pytest.approx(pair[1])
    assert data["index"] == pytest.approx(pair[0])
    assert data["index"] > 0.1
    assert data["without"]["b.hit"]["index"] == 0
    assert run(arguments) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "A break, “Two sides act against each other”" in text
    assert "Without B: hit" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--without", "b.hitt"], "did you mean 'b.hit'"),
        (["--break", "ever(a.hitt)"], "did you mean 'a.hit'"),
    ],
)
def test_wrong_names_exit_2(capsys, feud, arguments, words):
    assert run(["dilemma", feud, "--point", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_nobody_against_anybody(capsys):
    assert run(["dilemma", "cases/chicken", "--point"]) == 2
    assert "say with `against: [actor, ...]` whom an option hurts" in capsys.readouterr().err
