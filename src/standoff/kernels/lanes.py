"""Rows of eight numbers that are worked on at once, for use inside kernels.

A kernel's inner loop over the lanes of one row is too short for the compiler to vectorise, and it
cannot know that two arrays do not overlap. A `Row` is one vector in a register (AVX-512: one
instruction; elsewhere the compiler splits it), read from and written to eight neighbouring
numbers of a C-contiguous float64 or float32 array at a flat offset. Offsets are not checked.
"""

from math import prod
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic, models, register_model
from numpy.typing import NDArray

LANES = 8
"""Vectors are worked on eight at a time: arrays are float64[P, N, 8], P panels of eight lanes."""

CACHE_LINE = 64
"""Bytes."""

_FUSED = ("contract",)
"""Lets a product and a sum become one instruction where there is one."""


def zero_rows(shape: tuple[int, ...], dtype: Any = np.float64) -> NDArray[Any]:
    """Return zeros that begin with a cache line, so that no row lies in one line more than it fills.

    Parameters
    ----------
    shape : tuple of int
        The last a multiple of 8.
    dtype : float64 or float32
    """
    size = prod(shape) * np.dtype(dtype).itemsize
    memory = np.zeros(size + CACHE_LINE, dtype=np.uint8)
    first = -memory.ctypes.data % CACHE_LINE
    return memory[first : first + size].view(dtype).reshape(shape)


class Row(types.Type):
    """Eight numbers in a register."""

    def __init__(self, element: types.Float) -> None:
        self.element = element
        number = ir.FloatType() if element is types.float32 else ir.DoubleType()
        self.vector = ir.VectorType(number, LANES)
        super().__init__(name=f"Row({element})")


ROWS = {element: Row(element) for element in (types.float64, types.float32)}


@register_model(Row)
class _RowModel(models.PrimitiveModel):
    def __init__(self, manager, kind):
        super().__init__(manager, kind, kind.vector)


def _place(context, builder, array_type, array, offset):
    """Pointer to the row that begins at a flat offset."""
    data = context.make_array(array_type)(context, builder, array).data
    vector = ROWS[array_type.dtype].vector
    return builder.bitcast(builder.gep(data, [offset]), vector.as_pointer())


def _splat(context, builder, number, kind, row):
    """Eight copies of a number of a numba type, as a row."""
    value = context.cast(builder, number, kind, row.element)
    nothing = ir.Constant(row.vector, ir.Undefined)
    one = builder.insert_element(nothing, value, ir.Constant(ir.IntType(32), 0))
    mask = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(one, nothing, mask)


def _bytes(array_type):
    return array_type.dtype.bitwidth // 8


@intrinsic
def row_of(typing, number):
    """Eight copies of a number."""
    row = ROWS[types.float32 if number is types.float32 else types.float64]

    def build(context, builder, signature, arguments):
        return _splat(context, builder, arguments[0], signature.args[0], row)

    return row(number), build


@intrinsic
def load_row(typing, array, offset):
    """Read the eight numbers of a contiguous array that begin at a flat offset."""

    def build(context, builder, signature, arguments):
        place = _place(context, builder, signature.args[0], *arguments)
        return builder.load(place, align=_bytes(signature.args[0]))

    return ROWS[array.dtype](array, types.uint64), build


@intrinsic
def store_row(typing, array, offset, row):
    """Write eight numbers to a contiguous array, from a flat offset on."""

    def build(context, builder, signature, arguments):
        place = _place(context, builder, signature.args[0], *arguments[:2])
        builder.store(arguments[2], place, align=_bytes(signature.args[0]))
        return context.get_dummy_value()

    return types.void(array, types.uint64, ROWS[array.dtype]), build


@intrinsic
def narrowed(typing, row):
    """Round a row to single precision."""
    single = ROWS[types.float32]

    def build(context, builder, signature, arguments):
        return builder.fptrunc(arguments[0], single.vector)

    return single(row), build


@intrinsic
def add_scaled(typing, row, number, other):
    """Return ``row + number * other``."""

    def build(context, builder, signature, arguments):
        left, factor, right = arguments
        factors = _splat(context, builder, factor, signature.args[1], row)
        product = builder.fmul(factors, right, flags=_FUSED)
        return builder.fadd(left, product, flags=_FUSED)

    return row(row, number, row), build


@intrinsic
def scaled(typing, number, row):
    """Return ``number * row``."""

    def build(context, builder, signature, arguments):
        factors = _splat(context, builder, arguments[0], signature.args[0], row)
        return builder.fmul(factors, arguments[1])

    return row(number, row), build


@intrinsic
def times(typing, row, other):
    """Return the product of two rows, lane by lane."""

    def build(context, builder, signature, arguments):
        return builder.fmul(*arguments)

    return row(row, row), build


@intrinsic
def add_product(typing, row, one, other):
    """Return ``row + one * other``, lane by lane."""

    def build(context, builder, signature, arguments):
        product = builder.fmul(*arguments[1:], flags=_FUSED)
        return builder.fadd(arguments[0], product, flags=_FUSED)

    return row(row, row, row), build


@intrinsic
def reciprocal(typing, row):
    """Return one over a row, lane by lane."""

    def build(context, builder, signature, arguments):
        ones = ir.Constant(row.vector, [1.0] * LANES)
        return builder.fdiv(ones, arguments[0])

    return row(row), build
