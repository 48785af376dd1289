"""What is worth knowing about a crisis without errors, each note once."""

import pytest
from hypothesis import given

from standoff.crisis.notes import Note, not_used_yet, notes
from standoff.files.read import read_text
from tests.crisis.example import EXAMPLE, edited
from tests.crisis.test_check import place_of
from tests.strategies import crises

PREFERENCES = (
    "    preferences:\n      - {prefer: not north.blockade}\n      - {prefer: not south.strike}\n"
)

NOTES = [
    (PREFERENCES, "", "'south' wants nothing, so it chooses at random", "south:\n"),
    (
        "  south:\n    name: South\n",
        "  west: {name: West}\n  south:\n    name: South\n",
        "'west' has neither options nor wants",
        "west: {",
    ),
    (
        "  south:\n    name: South\n",
        "  west: {name: West, preferences: [{prefer: convoy}]}\n  south:\n    name: South\n",
        "'west' has no options, and no tie gives it `regard`: its wants move nobody",
        "west: {",
    ),
    (
        "horizon: 6 months",
        "horizon: 3..9 months",
        "'3..9 months' is not drawn from here: its middle, 6 months, counts",
        "3..9",
    ),
    (
        "moderate for",
        "1.5..4.5",
        "'1.5..4.5' is not drawn from here: its middle, 3, counts",
        "1.5..4.5",
    ),
    ("tempo: 1 per month", "tempo: 0 per month", "'north' never gets to decide", "tempo:"),
    (
        "posture: {levels",
        "talk: {}\n      posture: {levels",
        "nobody's preferences mention 'north.talk'",
        "talk: {",
    ),
    (
        "status_quo: [",
        "status_quo: [south.strike, ",
        "'south.strike' is on from the start and can never change",
        "strike:\n",
    ),
    (
        "direction: on_only",
        "direction: off_only",
        "'south.strike' is off from the start and can never change",
        "strike:\n",
    ),
    (
        "needs: ally_ready",
        "needs: south.strike",
        "'south.strike' is mentioned in its own `needs`",
        "south.strike and north.b",
    ),
    (
        "against: [north]",
        "against: [south]",
        "'south.strike' is against its own actor",
        "[south]\n",
    ),
    (
        "impossible:",
        "  storm: {rate: 1 per month}\nimpossible:",
        "nothing depends on 'storm': it only makes the crisis larger",
        "storm: {",
    ),
    (
        "signals:",
        "  moon: {claim: It is full, prior: 0.5}\nsignals:",
        "'moon' has no part: no signal bears on it, nothing depends on it",
        "moon: {",
    ),
    (
        "needs: ally_ready and north.blockade\n",
        "needs: north.blockade\n",
        None,
        None,
    ),
    ("prior: 0.4", "prior: 0", "the prior settles 'ally_ready': no signal can move it", "0}"),
    (
        "    bears_on: {ally_ready: moderate for}\n",
        "",
        "'call' bears on no hypothesis: it moves nothing",
        "id: call\n",
    ),
    (
        "date: 2026-01-11, summary",
        "date: 2026-01-09, summary",
        "'echo' echoes a later signal",
        "call}",
    ),
    (
        "date: 2026-01-11, summary",
        "date: 2026-01-19, summary",
        "'echo' comes after `as_of` 2026-01-15: it does not count",
        "2026-01-19",
    ),
    (
        "date: 2026-01-12, set",
        "date: 2026-01-16, set",
        "seen after `as_of` 2026-01-15: it is not applied",
        "2026-01-16",
    ),
    (
        "date: 2026-07-15",
        "date: 2026-01-15",
        "settled by `as_of` 2026-01-15 already: no forecast can be scored on it",
        "2026-01-15, happened",
    ),
    (
        "when: ever(south.strike), case",
        "when: ally_ready, case",
        "no time operator: what happens makes no difference to it",
        "ally_ready, case",
    ),
    (
        "within=3 months)",
        "within=9 months)",
        "`within` reaches past the horizon of 6 months, which is where it ends",
        "never(south",
    ),
    ("case: best", "case: worst", "'war' is called the worst case too", "worst}\nconsequences"),
    (
        "about: war, within: 6 months",
        "about: war, within: 3 months",
        "it speaks of 3 months, the horizon is 6 months: the answer at that time counts",
        "3 months, says",
    ),
]


def test_the_example_has_none_but_the_note_on_a_word():
    assert [note.message for note in notes(read_text(EXAMPLE))] == [
        "'unlikely' is 20% to 45% on icd203; other yardsticks differ: readers 5% to 30%"
    ]


@pytest.mark.parametrize(("old", "new", "message", "passage"), NOTES, ids=range(len(NOTES)))
def test_notes(old, new, message, passage):
    text = edited(old, new)
    found = [note for note in notes(read_text(text)) if not note.message.startswith("'unlikely'")]
    if message is None:
        assert found == []
        return
    assert [note.message for note in found] == [message]
    assert (found[0].line, found[0].column) == place_of(text, passage)


def test_a_hypothesis_without_signals_or_without_use():
    text = edited("needs: ally_ready and", "needs:").replace(", given: ally_ready", "")
    messages = [note.message for note in notes(read_text(text))]
    assert "nothing depends on 'ally_ready': the forecast is the same either way" in messages
    text = EXAMPLE.replace("    bears_on: {ally_ready: moderate for}\n", "")
    text = text.replace("bears_on: {ally_ready: 2}, ", "")
    messages = [note.message for note in notes(read_text(text))]
    assert "no signal bears on 'ally_ready': it stays at its prior" in messages


def test_a_crisis_without_scenarios():
    text = "standoff: 1\ntitle: T\nactors: {a: {name: A, options: {x: {}}, ranking: [[], [a.x]]}}\n"
    assert [note.message for note in notes(read_text(text))] == [
        "there are no scenarios, so there is nothing to forecast"
    ]


@given(crises())
def test_any_crisis_has_notes_in_plain_words(crisis):
    for note in notes(crisis):
        assert isinstance(note, Note)
        assert note.message
        assert "None" not in note.message


def test_what_moves_no_number_yet_is_said():
    crisis = read_text(EXAMPLE)
    said = {note.message.split()[0] for note in not_used_yet(crisis)}
    assert said == {"outcomes"}
    assert all(note.line for note in not_used_yet(crisis))


def test_what_moves_no_number_yet_is_said_at_its_key():
    crisis = read_text(EXAMPLE)
    for note in not_used_yet(crisis):
        assert (note.line, note.column) == place_of(EXAMPLE, f"{note.path[0]}:")
        assert getattr(crisis, str(note.path[0]))
    bare = "standoff: 1\ntitle: T\nactors: {a: {name: A}}\n"
    assert not_used_yet(read_text(bare)) == []


def test_what_a_partial_record_leaves_open_is_said():
    text = """
standoff: 1
title: T
begins: 2023-01-01
as_of: 2023-02-01
observed: [{date: 2023-01-10, set: [a.x]}]
actors: {a: {name: A, options: {x: {}, y: {}}, ranking: [[], [a.x], [a.y], [a.x, a.y]]}}
scenarios: {s: {title: S, when: ever(a.y)}}
"""
    (note,) = notes(read_text(text))
    assert note.message.startswith(
        "1 option never mentioned here may have changed since 2023-01-01"
    )
    assert note.line == 6
    assert notes(read_text(text.replace("title: T", "title: T\nobservation: complete"))) == []
