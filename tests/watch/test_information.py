"""Mutual information by hand, by entropies, and from samples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from standoff.engines.watch.information import (
    mutual_information,
    sampling_bias,
    sampling_error,
)


def entropy(p):
    p = np.asarray(p)[np.asarray(p) > 0]
    return float(-(p * np.log2(p)).sum())


def test_by_hand():
    # heads tells for certain which of two equal things comes: one bit; a coin tells nothing
    assert mutual_information(np.array([[0.5, 0.0], [0.0, 0.5]])) == pytest.approx(1.0)
    assert mutual_information(np.full((2, 2), 0.25)) == 0.0
    # seen in half of what comes (1/4), never else: H(1/4) - 1/2 H(1/2)
    joint = np.array([[0.5, 0.25], [0.0, 0.25]])
    assert mutual_information(joint) == pytest.approx(entropy([0.25, 0.75]) - 0.5)


TABLES = arrays(np.float64, (2, 4), elements=st.floats(0, 1)).filter(lambda t: t.sum() > 0.01)


@given(TABLES)
def test_it_is_what_the_entropies_say(table):
    joint = table / table.sum()
    wanted = entropy(joint.sum(0)) + entropy(joint.sum(1)) - entropy(joint.ravel())
    found = float(mutual_information(joint))
    assert found == pytest.approx(wanted, abs=1e-9)
    assert 0 <= found <= entropy(joint.sum(1)) + 1e-9


@given(TABLES)
def test_merging_columns_tells_no_more(table):
    joint = table / table.sum()
    merged = np.stack([joint[:, :2].sum(1), joint[:, 2:].sum(1)], axis=1)
    assert mutual_information(merged) <= mutual_information(joint) + 1e-12


def test_bias_and_error_against_samples():
    rng = np.random.default_rng(0)
    joint = np.array([[0.3, 0.2, 0.1], [0.1, 0.1, 0.2]])
    paths = 400
    samples = rng.multinomial(paths, joint.ravel(), size=4000).reshape(-1, 2, 3) / paths
    found = mutual_information(samples)
    assert found.mean() - mutual_information(joint) == pytest.approx(
        sampling_bias(joint, paths), rel=0.2
    )
    assert found.std() == pytest.approx(sampling_error(joint, paths), rel=0.1)


def test_exact_probabilities_have_no_error():
    joint = np.array([[0.3, 0.2], [0.1, 0.4]])
    assert sampling_bias(joint, np.inf) == sampling_error(joint, np.inf) == 0.0
