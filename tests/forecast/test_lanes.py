"""Rows of eight numbers, and what is measured over them."""

import numpy as np
import pytest

from standoff.kernels.lanes import CACHE_LINE, zero_rows
from standoff.kernels.policy_response import largest


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("shape", [(2, 37, 8), (1, 1, 8), (0, 5, 8), (3, 1, 700, 8)])
def test_rows_begin_with_a_cache_line(shape, dtype):
    rows = [zero_rows(shape, dtype) for _ in range(5)]
    for array in rows:
        assert (array.shape, array.dtype) == (shape, dtype)
        assert array.flags.c_contiguous
        assert array.flags.writeable
        assert not array.any()
        assert array.size == 0 or array.ctypes.data % CACHE_LINE == 0


def test_the_largest_change_is_that_of_any_lane():
    rng = np.random.default_rng(0)
    change, scale = rng.normal(size=(2, 30, 8)), rng.random((2, 8))
    assert largest(change, scale) == np.abs(change * scale[:, None]).max()
    change[1, 3, 2] = np.nan
    assert largest(change, scale) == np.inf
