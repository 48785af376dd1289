"""Every fault of the meaning, once: where it is said to be, and in which words."""

import pytest

from standoff.crisis.build import build
from standoff.errors import CrisisError
from standoff.files.read import read_text
from tests.crisis.example import EXAMPLE, edited

FAULTS = [
    # names
    (
        "convoy: {label",
        "north: {label",
        "'north' is an actor already",
        "north: {label",
    ),
    (
        "  ally_ready: {claim",
        "  convoy: {claim",
        "'convoy' is a chance variable already",
        "convoy: {c",
    ),
    (
        "  war: {title",
        "  convoy: {title",
        "'convoy' is a chance variable already",
        "convoy: {title",
    ),
    (
        "  calm: {title",
        "  ally_ready: {title",
        "'ally_ready' is a hypothesis already",
        "ally_ready: {t",
    ),
    # expressions over states
    (
        "prefer: north.blockade,",
        "prefer: north.blokade,",
        "unknown name 'north.blokade'; did you mean 'north.blockade'?",
        "north.blokade",
    ),
    (
        "prefer: not convoy,",
        "prefer: not convoi,",
        "unknown name 'convoi'; did you mean 'convoy'?",
        "convoi,",
    ),
    (
        "needs: ally_ready and north.blockade",
        "needs: ally_ready and blockade",
        "unknown name 'blockade'; did you mean 'north.blockade'?",
        "blockade\n",
    ),
    (
        "when: north.blockade, off",
        "when: ever(north.blockade), off",
        "time operators have no place here: say what holds in a state",
        "ever(north.blockade), off",
    ),
    (
        "- south.strike and north.posture = normal",
        "- south.strike and ally_ready",
        "'ally_ready' is a hypothesis, which cannot rule states out",
        "ally_ready\n",
    ),
    (
        "north.posture = normal",
        "north.posture = norml",
        "'north.posture' has no level 'norml'; did you mean 'normal'?",
        "north.posture = norml",
    ),
    (
        "prefer: not convoy,",
        "prefer: ally_ready = on,",
        "'ally_ready' is a hypothesis: it has no levels",
        "ally_ready = on",
    ),
    (
        "given: ally_ready",
        "given: ally_redy",
        "'ally_redy' is no hypothesis; did you mean 'ally_ready'?",
        "ally_redy",
    ),
    (
        "given: ally_ready",
        "given: convoy",
        "'convoy' is no hypothesis; known: ally_ready",
        "convoy}\n  south",
    ),
    (
        "given: ally_ready",
        "given: ever(ally_ready)",
        "`given` speaks of hypotheses, not of time",
        "ever(ally",
    ),
    (
        "given: ally_ready",
        "given: ally_ready = on",
        "'ally_ready' is a hypothesis: it has no levels",
        "ally_ready = on",
    ),
    # expressions over time
    (
        "when: ever(south.strike), case",
        "when: south.strike, case",
        "say when: ever(south.strike), never(...), always(...) or at_end(...)",
        "south.strike, case",
    ),
    (
        "when: ever(south.strike), case",
        "when: ever(south.strke), case",
        "unknown name 'south.strke'; did you mean 'south.strike'?",
        "south.strke",
    ),
    (
        "when: ever(north.blockade and convoy)",
        "when: ever(north.blockade and convy)",
        "unknown name 'convy'; did you mean 'convoy'?",
        "convy",
    ),
    (
        "about: war, within",
        "about: wra, within",
        "'wra' is no scenario; did you mean 'war'?",
        "wra,",
    ),
    (
        "about: ever(south.strike)",
        "about: south.strike",
        "say when: ever(south.strike)",
        "south.strike, within",
    ),
    (
        "about: war, date",
        "about: peace, date",
        "'peace' is no scenario; known: calm, war",
        "peace,",
    ),
    (
        "about: war, date",
        "about: ever(south.strke), date",
        "unknown name 'south.strke'",
        "south.strke",
    ),
    ("about: war, date", "about: ever(, date", "ends too early: a condition is missing", ", date"),
    # options, ties
    (
        "against: [south]",
        "against: [souht]",
        "unknown actor 'souht'; did you mean 'south'?",
        "souht",
    ),
    ("against: [south]", "against: [south, south]", "'south' stands here twice", "south], effort"),
    (
        "[normal, alert, ready]",
        "[normal, alert, alert]",
        "the level 'alert' stands here twice",
        "alert]}",
    ),
    (
        "[normal, alert, ready]",
        "[alert, off, normal]",
        "'off' can only be the first, 'on' never",
        "off, normal",
    ),
    (
        "[normal, alert, ready]",
        "[on, normal, alert]",
        "levels go from lowest to highest",
        "on, normal",
    ),
    ("from: north", "from: nroth", "unknown actor 'nroth'; did you mean 'north'?", "nroth"),
    ("to: south", "to: soth", "unknown actor 'soth'; did you mean 'south'?", "soth"),
    (
        "to: south",
        "to: north",
        "a tie from 'north' to itself means nothing",
        "{from: north, to: north",
    ),
    (
        "  - {from: north",
        "  - {from: north, to: south, kind: rival}\n  - {from: north",
        "this tie 'rival' stands here twice",
        "{from: north, to: south, kind: rival, regard",
    ),
    # preferences
    (
        "- {prefer: not north.blockade}",
        "- {prefer: not north.blockade, weight: 2}",
        "weight this statement too: either all of an actor's statements have a weight, or none",
        "{prefer: not south.strike}",
    ),
    (
        "    preferences:\n      - {prefer: not north.blockade}",
        "    ranking: [[]]\n    preferences:\n      - {prefer: not north.blockade}",
        "'south' has both preferences and a ranking: keep one",
        "ranking",
    ),
    # perceptions
    (
        "perceptions:\n  south:",
        "perceptions:\n  sotuh:",
        "unknown actor 'sotuh'; did you mean 'south'?",
        "sotuh:",
    ),
    (
        "    believes:\n      north:",
        "    believes:\n      south:",
        "'south' knows its own wants: they stand under `actors`",
        "south:\n",
    ),
    (
        "unaware_of: [north.posture]",
        "unaware_of: [north.postur]",
        "unknown name 'north.postur'; did you mean 'north.posture'?",
        "north.postur]",
    ),
    (
        "prefer: north.blockade and convoy",
        "prefer: north.blockade and convi",
        "unknown name 'convi'; did you mean 'convoy'?",
        "convi,",
    ),
    # settings
    (
        "status_quo: [north.posture: alert]",
        "status_quo: [north.postur: alert]",
        "unknown option or chance variable 'north.postur'; did you mean 'north.posture'?",
        "north.postur: alert]",
    ),
    (
        "status_quo: [north.posture: alert]",
        "status_quo: [north.posture: high]",
        "'north.posture' has no level 'high'; known: alert, normal, ready",
        "north.posture: high",
    ),
    (
        "status_quo: [north.posture: alert]",
        "status_quo: [ally_ready]",
        "unknown option or chance variable 'ally_ready'",
        "ally_ready]",
    ),
    (
        "status_quo: [north.posture: alert]",
        "status_quo: [convoy, not convoy]",
        "'convoy' is set twice",
        "not convoy]",
    ),
    (
        "set: [north.blockade]",
        "set: [north.blokade]",
        "did you mean 'north.blockade'?",
        "north.blokade",
    ),
    ("set: [north.blockade]", "set: [convoy, convoy]", "'convoy' is set twice", "convoy], source"),
    # evidence
    ("id: echo,", "id: call,", "two signals are called 'call'", "call, date"),
    (
        "{ally_ready: 2}",
        "{ally_raedy: 2}",
        "'ally_raedy' is no hypothesis; did you mean 'ally_ready'?",
        "ally_raedy",
    ),
    ("echoes: call", "echoes: cal", "'cal' is no signal; did you mean 'call'?", "cal}"),
    ("echoes: call", "echoes: echo", "signals echo one another in a circle: echo -> echo", "echo}"),
    (
        "summary: The ally calls",
        "summary: The ally calls\n    echoes: echo",
        "signals echo one another in a circle: call -> echo -> call",
        "echo\n",
    ),
    (
        "speaker: north",
        "speaker: norht",
        "unknown actor 'norht'; did you mean 'north'?, or write a name in plain",
        "norht",
    ),
    (
        "    source: wire",
        "    source: wier",
        "unknown source 'wier'; did you mean 'wire'?, or write a name in plain",
        "wier\n",
    ),
    ("weight: 2..4, source: wire", "weight: 2..4, source: wier", "unknown source 'wier'", "wier}"),
    ("happened: 1, of: 6", "happened: 7, of: 6", "it cannot have happened 7 times of 6", "7, of"),
    # dates
    ("as_of: 2026-01-15\n", "", "`as_of` is missing: signals and moves are dated", "standoff: 1"),
    (
        "begins: 2025-12-01",
        "begins: 2026-02-01",
        "`begins` 2026-02-01 lies after `as_of` 2026-01-15",
        "2026-02-01",
    ),
    (
        "begins: 2025-12-01",
        "begins: 1725-12-01",
        "more than 100 years lie between `begins` and `as_of`",
        "1725",
    ),
    ("date: 2026-07-15", "date: 0226-07-15", "0226-07-15: is that the year that is meant?", "0226"),
    (
        "date: 2026-01-12",
        "date: 2025-01-12",
        "seen on 2025-01-12, before the status quo of 2025-12-01",
        "2025-01-12",
    ),
    # published states
    (
        "{R: [[north.posture=alert]]}",
        "{R: [[north.posture=alrt]]}",
        "'north.posture' has no level 'alrt'",
        "[north.posture=alrt]",
    ),
    ("{R: [[north.posture=alert]]}", "{R: [[convoy, convoy]]}", "'convoy' is set twice", "[convoy"),
    (
        "{R: {south: [[]]}}",
        "{R: {suoth: [[]]}}",
        "unknown actor 'suoth'; did you mean 'south'?",
        "suoth",
    ),
    (
        "    equilibria: {R: [[north.posture=alert]]}\n    stable: {R: {south: [[]]}}\n",
        "",
        "this says nothing: give equilibria, stable or partly",
        "citation: Somebody",
    ),
]


def place_of(text, passage):
    """Line and column where a passage starts; it has to be unique from there on."""
    at = text.index(passage)
    before = text[:at]
    return before.count("\n") + 1, at - before.rfind("\n")


def test_the_example_has_no_faults():
    read_text(EXAMPLE)


@pytest.mark.parametrize(("old", "new", "words", "passage"), FAULTS, ids=range(len(FAULTS)))
def test_faults(old, new, words, passage):
    text = edited(old, new)
    with pytest.raises(CrisisError) as caught:
        read_text(text, "f.yaml")
    matching = [fault for fault in caught.value.faults if words in fault.message]
    assert matching, str(caught.value)
    lines = text.splitlines()
    pointed = [lines[fault.line - 1][fault.column - 1 :] for fault in matching]
    assert any(f"{line}\n".startswith(passage.split("\n")[0]) for line in pointed), pointed
    assert f"f.yaml:{matching[0].line}:{matching[0].column}: " in str(caught.value)


def test_a_passage_names_a_source_of_the_register():
    crisis = {
        "standoff": 1,
        "title": "t",
        "sources": {"article": {"name": "An op-ed", "file": "a.txt", "sha256": "0" * 64}},
        "actors": {"us": {"name": "US", "from": "artcle@0-2"}},
    }
    with pytest.raises(CrisisError, match=r"actors\.us\.from: 'artcle' is no source .*'article'"):
        build(crisis)
    crisis["actors"]["us"]["from"] = "article@0-2"
    assert build(crisis).to_data()["actors"]["us"]["from"] == "article@0-2"
