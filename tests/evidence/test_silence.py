"""Time without a watched change: against dense matrix exponentials, by either way, cut anyhow."""

import numpy as np
import pytest
from scipy.linalg import expm

from standoff.engines.evidence import silence
from standoff.engines.evidence.silence import Chain, hold
from tests.evidence.made import watched
from tests.evidence.test_path import solved
from tests.reference.forecast import generator

MONTHS = [0.0, 0.2, 0.2, 3.0, 70.0]


@pytest.fixture(scope="module")
def quiet():
    """A chain, its dense generator, and where one of its variables stands as at the beginning."""
    problem, _, moves, game, values, _ = solved(watched())
    level = problem.space.levels[:, problem.space.positions["b.z"]]
    chain = Chain(values.process)
    return chain, generator(moves, game, values.q), level == 0


@pytest.mark.parametrize("few", [0, silence.FEW])
@pytest.mark.parametrize("jumps", [0.7, 30.0, silence.JUMPS])
def test_against_matrix_exponentials(quiet, monkeypatch, few, jumps):
    monkeypatch.setattr(silence, "FEW", few)
    monkeypatch.setattr(silence, "JUMPS", jumps)
    chain, G, mask = quiet
    rng = np.random.default_rng(4)
    mass = np.where(mask, rng.random(len(mask)), 0.0)
    mass /= mass.sum()
    closed = np.where(mask[None, :] | np.eye(len(mask), dtype=bool), G, 0.0)
    found = hold(chain, mass, mask, MONTHS)
    assert len(found) == len(MONTHS)
    for months, (after, log) in zip(MONTHS, found, strict=True):
        expected = (mass @ expm(months * closed)) * mask
        assert log == pytest.approx(np.log(expected.sum()), rel=1e-10, abs=1e-12)
        np.testing.assert_allclose(after, expected / expected.sum(), rtol=0, atol=1e-11)


def test_the_chain_among_some_states_is_part_of_the_whole(quiet):
    chain, G, mask = quiet
    some = np.arange(1, len(mask), 2)
    whole = np.eye(len(mask)) + G / chain.rate
    assert len(some) > 8
    np.testing.assert_allclose(chain.among(some), whole[np.ix_(some, some)], atol=1e-13)


def test_what_is_nowhere_cannot_survive(quiet):
    chain, _, mask = quiet
    (_, log), _ = hold(chain, np.zeros(len(mask)), mask, [1.0, 2.0])
    assert log == -np.inf
