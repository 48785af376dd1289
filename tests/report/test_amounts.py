from pathlib import Path

import pytest
from tests.report.sections.conftest import STRAIT

from standoff.report.amounts import amount, often
from standoff.report.naming import Names
from standoff.workbench import load


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("weight", 4.0, "4 (major)"),
        ("weight", 3.4, "3.4 (between moderate and major)"),
        ("weight", 0.5, "0.5 (less than minor)"),
        ("weight", 9.0, "9 (more than vital)"),
        ("precision", 2.0, "2 (ordinary)"),
        ("tempo", 0.125, "once in 8 months"),
        ("patience", 4.0, "4 months"),
        ("effort", 1.49, "1.49"),
        ("regard", -0.1, "−0.1"),
    ],
)
def test_every_input_in_its_unit_and_in_words(key: str, value: float, told: str) -> None:
    assert amount(("actors", "kesh", key), value, Names(load(Path(STRAIT)))) == told


def test_a_prior_has_the_word_of_the_yardstick() -> None:
    told = amount(("hypotheses", "ally_ready", "prior"), 0.7, Names(load(Path(STRAIT))))
    assert told == "70% (likely)"


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        (0, "never"),
        (1, "once a month"),
        (2.5, "2.5 times a month"),
        (0.5, "once in 2 months"),
        (1 / 36, "once in 36 months"),
    ],
)
def test_how_often(rate: float, told: str) -> None:
    assert often(rate) == told
