"""The table of inputs, and the distribution of each."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from tests.strategies import crises

from standoff.crisis.build import build
from standoff.encode.inputs import collect_inputs, inverse_distribution, rank_order_centroid
from standoff.language.quantity import Quantity, exact, parse_number

GRID = (np.arange(20_000) + 0.5) / 20_000


@pytest.mark.parametrize(
    ("quantity", "twin"),
    [
        (parse_number("2..4", "x"), stats.uniform(2, 2)),
        (exact(4.0).blurred(0.25), stats.lognorm(0.25, scale=4)),
        (parse_number("3 ± 1", "x"), stats.norm(3, 1)),
        (parse_number("0.5 ± 1", "x", 0, 1), stats.truncnorm(-0.5, 0.5, 0.5, 1)),
        (parse_number("1 ± 2", "x", 0), stats.truncnorm(-0.5, np.inf, 1, 2)),
    ],
)
def test_means_and_quantiles_of_every_shape(quantity, twin):
    values = inverse_distribution(quantity, GRID)
    np.testing.assert_allclose(values, twin.ppf(GRID), rtol=1e-9)
    assert values.mean() == pytest.approx(twin.mean(), rel=2e-3)
    assert (values >= quantity.low).all()
    assert (values <= quantity.high).all()


def test_what_is_sure_does_not_vary():
    assert inverse_distribution(exact(3.0), GRID).tolist() == [3.0] * len(GRID)


def test_a_normal_far_from_its_bound_stays_inside_it():
    quantity = Quantity("0 ± 0.1", "normal", 0.0, 0.0, 1.0, 0.1)
    values = inverse_distribution(quantity, np.array([1e-12, 0.5, 1 - 1e-12]))
    assert ((values >= 0) & (values <= 1)).all()


@pytest.mark.parametrize("statements", [1, 2, 3, 6])
def test_rank_order_centroid(statements):
    expected = [
        sum(1 / i for i in range(k, statements + 1)) / statements for k in range(1, statements + 1)
    ]
    found = rank_order_centroid(statements)
    assert found[0] == 8
    np.testing.assert_allclose(found, np.array(expected) * 8 / expected[0])


def crisis_of(*actors, **more):
    return build(
        {"standoff": 1, "title": "T", "actors": dict(actors), **more},
    )


def ordinal(statements):
    return {"name": "A", "preferences": [{"prefer": "true"}] * statements}


@pytest.mark.parametrize("statements", [2, 3, 5])
def test_unweighted_statements_have_ordered_weights_with_the_centroid_as_mean(statements):
    inputs = collect_inputs(crisis_of(("a", ordinal(statements))))
    uncertain = int(inputs.uncertain.sum())
    u = stats.qmc.Sobol(uncertain, rng=np.random.default_rng(1)).random_base2(14)
    values = inputs.values(np.clip(u, 1e-12, 1 - 1e-12))
    rows = [inputs.positions[f"a.weight[{k + 1}]"] for k in range(statements)]
    weights = values[:, rows]
    assert (np.diff(weights, axis=1) <= 0).all()
    assert (weights >= 0).all()
    np.testing.assert_allclose(weights.mean(axis=0), rank_order_centroid(statements), rtol=0.01)
    np.testing.assert_allclose(weights.sum(axis=1), weights[0].sum())
    np.testing.assert_allclose(inputs.point()[rows], rank_order_centroid(statements))


def test_one_unweighted_statement_is_sure():
    inputs = collect_inputs(crisis_of(("a", ordinal(1))))
    assert not inputs.uncertain[inputs.positions["a.weight[1]"]]
    assert inputs.point()[inputs.positions["a.weight[1]"]] == 8


def test_names_labels_and_places():
    crisis = crisis_of(
        (
            "a",
            {
                "name": "Alpha",
                "options": {"x": {"label": "Do it", "effort": "0..2"}},
                "preferences": [{"prefer": "a.x", "weight": "2..4"}],
            },
        ),
        ("b", {"name": "Beta"}),
        ties=[{"from": "a", "to": "b", "kind": "ally", "regard": "0..1"}],
        chance={"storm": {"rate": "0..1 per month"}},
        hypotheses={"h": {"claim": "It is so", "prior": "0.2..0.4"}},
    )
    inputs = collect_inputs(crisis)
    found = {row.name: (row.label, row.path) for row in inputs.rows}
    assert found == {
        "a.tempo": ("tempo of Alpha", ("actors", "a", "tempo")),
        "a.precision": ("precision of Alpha", ("actors", "a", "precision")),
        "a.patience": ("patience of Alpha", ("actors", "a", "patience")),
        "a.weight[1]": ("weight of `a.x` for Alpha", ("actors", "a", "preferences", 0, "weight")),
        "a.x.effort": ("effort of Do it (Alpha)", ("actors", "a", "options", "x", "effort")),
        "b.tempo": ("tempo of Beta", ("actors", "b", "tempo")),
        "b.precision": ("precision of Beta", ("actors", "b", "precision")),
        "b.patience": ("patience of Beta", ("actors", "b", "patience")),
        "tie[1].regard": ("regard of Alpha for Beta", ("ties", 0, "regard")),
        "storm.rate": ("rate of storm", ("chance", "storm", "rate")),
        "storm.off_rate": ("rate of the end of storm", ("chance", "storm", "off_rate")),
        "h.prior": ("prior of: It is so", ("hypotheses", "h", "prior")),
    }
    sure = [row.name for row in inputs.rows if not row.uncertain]
    assert sure == ["a.patience", "b.patience", "storm.off_rate"]


@given(crises(), st.integers(0, 2**32 - 1))
def test_values_lie_in_the_range_of_their_quantity(crisis, seed):
    inputs = collect_inputs(crisis)
    u = np.random.default_rng(seed).random((7, int(inputs.uncertain.sum())))
    values = inputs.values(np.clip(u, 1e-12, 1 - 1e-12))
    assert values.shape == (7, len(inputs.rows))
    for k, row in enumerate(inputs.rows):
        if row.order > 1:
            continue
        assert (values[:, k] >= row.quantity.low).all()
        assert (values[:, k] <= row.quantity.high).all()
        if not row.uncertain:
            assert (values[:, k] == row.quantity.centre).all()
