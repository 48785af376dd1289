"""How the engines are told to run."""

import numpy as np
import pytest

import standoff as so


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"draws": 0}, "draws should be a whole number, 1 or more, not 0"),
        ({"draws": -8}, "draws should be"),
        ({"draws": 2.5}, "draws should be"),
        ({"draws": "64"}, "draws should be"),
        ({"seed": -1}, "seed should be a whole number, 0 or more"),
        ({"seed": 1.0}, "seed should be"),
        ({"jobs": 0}, "jobs should be"),
        ({"max_states": 0}, "max_states should be"),
        ({"max_seconds": 0}, "max_seconds should be above 0"),
        ({"max_seconds": float("nan")}, "max_seconds should be above 0"),
        ({"sampler": "always"}, "sampler should be 'auto' or 'never'"),
    ],
)
def test_what_cannot_be_run_is_refused_at_once(given, words):
    with pytest.raises(so.UsageError, match=words):
        so.Run(**given)


def test_numbers_of_arrays_will_do():
    assert so.Run(draws=np.int64(8), seed=2**70, max_seconds=0.5).draws == 8
