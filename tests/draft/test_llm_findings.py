"""What is made of a hostile or careless answer: nothing but words of the text and plain short lines."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.draft.backends.llm_claims import MOST_CLAIMS, claims_in, json_in, schema
from standoff.draft.backends.llm_findings import DANGLING, MALFORMED, NOWHERE, Findings
from standoff.draft.backends.llm_parts import parts_of
from standoff.draft.backends.rules import scene_of
from standoff.draft.text import article_of
from tests.draft.chat_server import FRONT, GOOD, STRIKES, TEXT, VARL, claim, findings

SCENE = scene_of(article_of(TEXT, "varland"), None, None)
(PART,) = parts_of(SCENE.reading)


def read(**lists):
    """Proposals of one answer, and how many claims were dropped for which reason."""
    found = Findings(SCENE, "llm", "1")
    found.add(PART, claims_in(findings(**lists)))
    return found.proposals(), found.dropped


def test_the_schema_is_closed_and_needs_every_field():
    def objects(node):
        if isinstance(node, dict):
            if "properties" in node:
                yield node
            node = list(node.values())
        if isinstance(node, list):
            for one in node:
                yield from objects(one)

    found = list(objects(schema()))
    assert len(found) == 14
    for one in found:
        assert one["additionalProperties"] is False
        assert set(one["required"]) == set(one["properties"])
    assert not {"start", "end", "offset"} & {name for one in found for name in one["properties"]}
    assert set(schema()["properties"]) == set(GOOD)


def test_the_good_answer_keeps_to_the_schema_that_is_sent():
    import jsonschema

    jsonschema.validate(GOOD, schema())


def test_invented_evidence_is_dropped_and_counted():
    invented = claim(
        "Varland has a bomb in the cellar", id="bomb", actor="varland", label="Bomb it"
    )
    proposals, dropped = read(actors=[VARL], options=[invented, STRIKES | {"against": []}])
    assert [p.kind for p in proposals] == ["actor", "option"]
    assert dropped == {NOWHERE: 1}


def test_evidence_that_says_nothing_is_no_evidence():
    proposals, dropped = read(
        actors=[VARL],
        options=[claim(words, id="war", actor="varland", label="War") for words in ("the", "a", "..", " ")],
    )  # fmt: skip
    assert [p.kind for p in proposals] == ["actor"]
    assert dropped == {NOWHERE: 2, MALFORMED: 2}


def test_words_inside_longer_words_are_not_found():
    proposals, _ = read(hedges=[claim("port")], questions=[claim("inch", text="How long?")])
    assert [p.evidence[0].words for p in proposals] == ["inch"]
    assert read(hedges=[claim("report")])[1] == {NOWHERE: 1}


def test_offsets_and_other_additions_are_not_looked_at():
    plain = read(actors=[VARL])[0]
    added = VARL | {"start": 10**30, "end": -1, "offsets": [[0, 1]], "__class__": "x", "sha": None}
    assert read(actors=[added])[0] == plain


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "Varland<!-- -->",
        "Var\x1b[31mland",
        "Var\u202eland",
        "[red]Varland[/red]",
        "{{ 7 * 7 }}",
        "[Varland](javascript:x)",
        "Varland\nnotes: mine",
        "V" * 400,
        "",
        None,
        ["Varland"],
        {"a": 1},
    ],
)
def test_markup_and_control_characters_do_not_come_through(name):
    proposals, dropped = read(actors=[VARL | {"name": name}])
    assert proposals == ()
    assert dropped == {MALFORMED: 1}


def test_absurd_ids_are_only_references_within_the_answer():
    absurd = "../../etc/passwd; DROP TABLE actors -- " + "x" * 40
    proposals, dropped = read(
        actors=[VARL | {"id": absurd}, FRONT],
        options=[STRIKES | {"actor": absurd, "id": "__proto__"}],
        prerequisites=[claim("only if the Northern League agrees", of="__proto__", claim="Agreed")],
    )
    assert {p.id for p in proposals if p.kind != "prerequisite"} == {
        "actor:varland",
        "actor:tarn_front",
        "option:varland.proto",
    }
    assert proposals[-1].content.of == "varland.proto"
    assert not dropped


def test_references_to_nothing_are_dropped():
    proposals, dropped = read(
        actors=[VARL],
        options=[STRIKES | {"actor": "nobody"}],
        ties=[claim("its old rival", **{"from": "varland", "to": "varland"}, relation="rival")],
        consequences=[claim("drive thousands over the border", of="x", label="Flight")],
        scenarios=[claim("will come only if", title="War", options=["a.b"])],
    )
    assert [p.kind for p in proposals] == ["actor"]
    assert dropped == {DANGLING: 4}


def test_speakers_and_names_that_do_not_stand_in_the_text_are_not_taken_over():
    said = claim("Every inch of our land will be held", speaker="Napoleon", summary="It is held")
    assert read(signals=[said])[1] == {NOWHERE: 1}
    (signal,) = read(
        signals=[said | {"speaker": "Ana Brel", "person": "Zeus", "via": ["Reuters"]}]
    )[0]
    assert signal.content.speaker == "Ana Brel"
    assert signal.content.person is None
    assert signal.content.via == ("author",)


def test_huge_lists_are_cut_in_good_time():
    many = [
        claim(f"no such words {k} stand in the whole of the text", text="Why?") for k in range(5000)
    ]
    began = time.monotonic()
    proposals, dropped = read(questions=many, actors=[VARL] * 5000)
    assert time.monotonic() - began < 20
    assert len(proposals) == 1
    assert dropped[NOWHERE] == MOST_CLAIMS
    assert dropped[MALFORMED] == 2 * (5000 - MOST_CLAIMS)


def test_duplicates_become_one_with_the_passages_of_both():
    other = STRIKES | {"evidence": ["government wants to show strength"], "confidence": 0.3}
    proposals, _ = read(actors=[VARL, VARL, FRONT], options=[STRIKES, other, STRIKES])
    assert [p.kind for p in proposals] == ["actor", "actor", "option"]
    assert len(proposals[-1].evidence) == 2
    assert proposals[-1].confidence == 0.8


@pytest.mark.parametrize("confidence", [2, -1, "very", None, float("inf"), float("nan"), 10**400])
def test_a_confidence_that_is_none_is_no_claim(confidence):
    assert read(actors=[VARL | {"confidence": confidence}])[1] == {MALFORMED: 1}


def test_a_model_is_never_surer_than_it_may_be():
    assert read(actors=[VARL | {"confidence": 1}])[0][0].confidence == 0.9


def test_curly_quotes_case_and_ellipses_are_allowed_for():
    said = claim('"every inch of our land ... held," defence minister ana brel', speaker="varland",
                 summary="Held")  # fmt: skip
    signal = read(actors=[VARL], signals=[said])[0][-1]
    (one,) = signal.evidence
    assert TEXT[one.start : one.end] == one.words
    assert one.words.startswith("Every inch")
    assert one.words.endswith("Ana Brel")


def test_a_word_of_likelihood_that_no_table_knows_gets_no_number():
    (likely,) = read(likelihoods=[claim("losing patience")])[0]
    assert likely.content.sort == "unscaled"
    assert likely.content.ranges == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["varland", "Tarn Front", "air_strikes", "state", "very likely"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from([*VARL, *STRIKES, "of", "claim", "from", "to", "relation"]), inner, max_size=6
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(list(GOOD)), JSON, max_size=6))
def test_no_answer_whatever_breaks_anything(answer):
    found = Findings(SCENE, "llm", "1")
    found.add(PART, claims_in(answer))
    for proposal in found.proposals():
        for one in proposal.evidence:
            assert TEXT[one.start : one.end] == one.words


@given(st.text(max_size=60))
def test_no_words_whatever_break_the_search_for_findings(words):
    found = json_in(words)
    assert found is None or isinstance(found, dict)
    assert json_in(words + json.dumps(findings()) + words) is not None or "{" in words
