"""A proposal on one line."""

import datetime as dt

import pytest

from standoff.draft.describe import describe
from standoff.draft.proposal import (
    Actor,
    Consequence,
    Hedge,
    Likelihood,
    Loaded,
    Motive,
    Option,
    Prerequisite,
    Question,
    Scenario,
    Signal,
    Tie,
    Want,
)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            Actor(key="ttp", name="TTP", sort="armed_group", also=("the\nTTP",)),
            "TTP (ttp), armed group; also the TTP",
        ),
        (
            Option(actor="chad", key="bomb", label="Air strikes", against=("sudan",)),
            "chad: Air strikes, against sudan (possible)",
        ),
        (
            Scenario(
                key="s",
                title="Strikes",
                options=("chad.bomb",),
                without=("chad.march",),
                case="best",
                likelihood="likely",
                rank="most",
            ),
            "Strikes (on: chad.bomb; off: chad.march; best case; called the most likely;"
            " called likely)",
        ),
        (Scenario(key="s", title="Drought"), "Drought (on: nobody chooses it)"),
        (Prerequisite(of="chad.bomb", claim="Rain"), "chad.bomb needs: Rain"),
        (Prerequisite(claim="Rain", strict=False), "something needs, to succeed: Rain"),
        (Consequence(of="chad.bomb", label="War", severity=9), "after chad.bomb: War (severity 9)"),
        (
            Motive(actor="us", claim="To divide", motive="ulterior", wants="us.aid"),
            "ulterior motive: To divide; us.aid would serve it",
        ),
        (
            Want(actor="sudan", option="sudan.hit", answers="chad.bomb"),
            "sudan would answer chad.bomb with sudan.hit",
        ),
        (
            Want(actor="mali", option="chad.bomb", wanted=False),
            "mali does not want chad.bomb",
        ),
        (Tie(**{"from": "us"}, to="mali", relation="patron"), "us to mali: patron"),
        (
            Signal(
                speaker="chad",
                person="Ali",
                summary="No",
                earliest=dt.date(2024, 1, 3),
                latest=dt.date(2024, 1, 3),
            ),
            "Ali for chad (indirect, unclear, 2024-01-03): No",
        ),
        (Hedge(words="it \x1b[31mSeems"), '"it  [31mseems"'),
        (Loaded(words="regime", sort="act"), '"regime" (of acts)'),
        (Question(text='Who are \n"they"?'), 'Who are "they"?'),
        (
            Likelihood(words="Likely", sort="scaled", ranges={"icd203": (0.55, 0.8)}),
            '"likely": icd203 55-80 %',
        ),
        (Likelihood(words="likelier", sort="relative"), '"likelier": a rank, no number'),
        (Likelihood(words="odd", sort="unscaled"), '"odd": no yardstick has it; no number'),
        (
            Likelihood(words="unclear", sort="ignorance"),
            '"unclear": says that it is not known; no number',
        ),
    ],
)
def test_each_kind_in_its_own_words(content, line):
    assert describe(content) == line
