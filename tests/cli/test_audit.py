"""``standoff audit``."""

import json

import pytest

from standoff.cli import run
from tests.audit.crises import ASSESSMENT


@pytest.fixture
def march(tmp_path):
    path = tmp_path / "march.yaml"
    path.write_text(ASSESSMENT)
    return str(path)


def test_in_json_by_another_yardstick(capsys, march):
    assert run(["audit", march, "--point", "--yardstick", "nato", "--no-remedies", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["yardstick"] == "nato"
    assert data["claims"][0]["meant"] == [0.6, 0.9]
    assert data["claims"][0]["remedies"] is None


def test_in_words(capsys, march):
    assert run(["audit", march, "--point", "--top", "1"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Words and what follows from the grounds" in text
    assert "Motives taken on trust" in text


def test_nothing_said_of_likelihoods(capsys):
    assert run(["audit", "cases/chicken"]) == 2
    assert "give a scenario `author_says`, or enter a judgement" in capsys.readouterr().err


def test_an_unknown_yardstick(capsys, march):
    assert run(["audit", march, "--yardstick", "metric"]) == 2
    assert "readers" in capsys.readouterr().err
