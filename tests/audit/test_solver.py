"""The whole audit, and what reconciles words and numbers."""

import json

import pytest

from standoff.errors import UsageError
from standoff.workbench import Analysis, Run, query, whatif
from tests.audit.crises import assessment, unjudged

POINT = Run(point=True)


@pytest.fixture(scope="module")
def audited():
    return Analysis(assessment(), POINT).audit()


def test_claims_beside_what_follows(audited):
    march, _, friend = audited.findings
    bare = unjudged()
    assert march.probability == pytest.approx(Analysis(bare, POINT).forecast.probability("march"))
    exact = query(bare, "ever(north.raid)", "6 months", run=POINT).probability
    assert friend.probability == pytest.approx(exact)
    whole = Analysis(assessment(), POINT).forecast
    assert march.with_judgements == pytest.approx(whole.probability("march"))
    assert march.verdict == "below"
    assert march.impossible
    assert dict(march.ceiling.needs) == {"ready": True}
    assert {f.claim.name for f in audited.apart} >= {"march"}


def test_a_remedy_does_what_it_says(audited):
    march = audited.findings[0]
    assert march.remedies is not None
    bare = unjudged()
    for finding in audited.apart:
        for remedy in finding.remedies or ():
            if remedy.reconciles:
                changes = [text for change in remedy.changes for text in change.sets]
                again = Analysis(whatif(bare, *changes), POINT).forecast
                now = again.probability(finding.claim.name)
                assert now == pytest.approx(remedy.answer, abs=1e-6)
                assert finding.claim.meant[0] <= now <= finding.claim.meant[1]


def test_several_inputs_together_where_none_will_do_alone():
    crisis = assessment(**{"author_says: unlikely": "author_says: 0.98..1"})
    raid = Analysis(crisis, POINT).audit().findings[1]
    (remedy,) = raid.remedies
    assert len(remedy.changes) > 1
    assert remedy.reconciles
    assert 0 < remedy.share <= 1
    changes = [text for change in remedy.changes for text in change.sets]
    bare = whatif(unjudged(), *changes)
    assert Analysis(bare, POINT).forecast.probability("raid") >= 0.98


def test_what_goes_furthest_where_nothing_will_do():
    crisis = assessment(**{"author_says: unlikely": "author_says: 0.9999999..1"})
    raid = Analysis(crisis, POINT).audit(tried=1).findings[1]
    (remedy,) = raid.remedies
    assert not remedy.reconciles
    assert raid.probability < remedy.answer < 0.9999999


def test_a_band_and_no_remedies():
    result = Analysis(assessment(), Run(draws=16)).audit(reconcile=False)
    march = result.findings[0]
    assert march.low <= march.probability <= march.high
    assert march.remedies is None


def test_plain_data_leads_to_lines(audited):
    data = json.loads(json.dumps(audited.to_json()))
    march = data["claims"][0]
    assert march["place"].startswith("march.yaml:")
    assert march["ceiling"]["needs"] == {"ready": True}
    assert data["repeats"][0]["places"][0].startswith("march.yaml:")
    assert all(entry["place"] for entry in data["unsupported"])


def test_refusals():
    analysis = Analysis(assessment(), POINT)
    with pytest.raises(UsageError, match="there is no yardstick 'x'"):
        analysis.audit("x")
    mute = unjudged(
        **{
            ", author_says: likely": "",
            ", author_says: unlikely": "",
        }
    )
    with pytest.raises(UsageError, match="nothing to audit"):
        Analysis(mute, POINT).audit()
