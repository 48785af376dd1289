"""Two crises side by side."""

import json

import pytest

from standoff.crisis.amend import amend
from standoff.crisis.build import build
from standoff.workbench import Run, compare
from tests.tipping.crises import DATA, market

POINT = Run(point=True)
CHANGES = ("rain=true", "seller.tempo=2 per month", "seller.weight[1]=5")


@pytest.fixture(scope="module")
def asked():
    return compare(market(), amend(market(), CHANGES), POINT, CHANGES)


def test_the_parts_add_up_to_the_difference(asked):
    reasons = asked.reasons
    assert reasons.method == "shapley"
    assert [credit.changes for credit in reasons.credits] == [(change,) for change in CHANGES]
    for name, contrast in asked.scenarios.items():
        parts = sum(credit.shift[name] for credit in reasons.credits)
        assert parts == pytest.approx(contrast.points, abs=1e-8)
        assert contrast.overlap is None
    assert abs(asked.scenarios["sold"].points) > 0.01


def test_one_change_alone_is_what_if():
    change = ("seller.weight[1]=5",)
    alone = compare(market(), amend(market(), change), POINT, change)
    assert alone.reasons.method == "single"
    shift = alone.reasons.credits[0].shift["sold"]
    assert shift == pytest.approx(alone.scenarios["sold"].points, abs=1e-9)


def test_two_files_are_credited_by_their_differences():
    other = market(title="Another market", horizon="3 months")
    found = compare(market(), other, POINT)
    assert {one.name: one.matters for one in found.differences} == {
        "title": False,
        "horizon": True,
    }
    [credit] = found.reasons.credits
    assert credit.changes == ("horizon",)
    assert credit.shift["sold"] == pytest.approx(found.scenarios["sold"].points, abs=1e-9)


def test_equilibria_come_and_go():
    seller = DATA["actors"]["seller"]
    wants = [{"prefer": "not seller.sell", "weight": 9}, *seller["preferences"][:2]]
    other = market(actors=DATA["actors"] | {"seller": seller | {"preferences": wants}})
    gained, lost = compare(market(), other, POINT).equilibria["R"]
    assert gained
    assert lost
    assert all("seller.sell" in state for state in lost)
    assert not any("seller.sell" in state for state in gained)


def test_the_same_file_has_no_reasons():
    same = compare(market(), market(), POINT)
    assert same.differences == ()
    assert same.reasons is None
    assert same.to_json()["reasons"] is None


def test_bands_overlap_or_not():
    far = amend(market(), ["seller.sell=off"])
    found = compare(market(), far, Run(draws=16), ("seller.sell=off",))
    assert found.scenarios["sold"].overlap is False
    near = compare(market(), amend(market(), ["rain.prior=0.41"]), Run(draws=16))
    assert near.scenarios["sold"].overlap is True
    assert len(near.to_pandas()) == 2


def test_many_differences_are_credited_by_the_part_of_the_file():
    changes = [f"buyer.weight[{k}]={k}" for k in (1, 2, 3)]
    changes += [
        "seller.weight[1]=2",
        "seller.weight[2]=3",
        "seller.weight[3]=5",
        "horizon=5 months",
    ]
    changes += ["seller.tempo=2 per month", "buyer.tempo=2 per month", "rain.prior=0.5"]
    changes += ["flood.rate=1 per month", "buyer.patience=2 months", "seller.patience=2 months"]
    found = compare(market(), amend(market(), changes), POINT)
    named = [name for credit in found.reasons.credits for name in credit.changes]
    assert any(name.startswith("actors.seller (") for name in named)
    total = sum(credit.shift["sold"] for credit in found.reasons.credits)
    assert total == pytest.approx(found.scenarios["sold"].points, abs=1e-8)


def test_what_is_said_beside_the_forecast_need_not_fit_the_other_file():
    before = market(consequences={"noise": {"when": "ever(buyer.haggle)", "severity": 2}})
    after = build(json.loads(json.dumps(DATA).replace("haggle", "bargain")))
    found = compare(before, after, POINT)
    total = sum(credit.shift["sold"] for credit in found.reasons.credits)
    assert total == pytest.approx(found.scenarios["sold"].points, abs=1e-8)


def test_files_without_a_scenario_in_common_are_not_credited():
    other = market(scenarios={"else": {"title": "Else", "when": DATA["scenarios"]["sold"]["when"]}})
    found = compare(market(), other, POINT)
    assert found.scenarios == {}
    assert found.reasons is None
    assert found.to_json()["reasons"] is None
