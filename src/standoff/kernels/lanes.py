"""Rows of eight numbers that are worked on at once, for use inside kernels.

A kernel's inner loop over the lanes of one row is too short for the compiler to vectorise, and it
cannot know that two arrays do not overlap. A `Row` is one vector in a register (AVX-512: one
instruction; elsewhere the compiler splits it), read from and written to eight neighbouring
numbers of a C-contiguous float64 array at a flat offset. Offsets are not checked.
"""

from llvmlite import ir
from numba import types
from numba.extending import intrinsic, models, register_model

LANES = 8
"""Vectors are worked on eight at a time: arrays are float64[P, N, 8], P panels of eight lanes."""

_VECTOR = ir.VectorType(ir.DoubleType(), LANES)

_FUSED = ("contract",)
"""Lets a product and a sum become one instruction where there is one."""


class Row(types.Type):
    """Eight numbers in a register."""

    def __init__(self) -> None:
        super().__init__(name="Row")


ROW = Row()


@register_model(Row)
class _RowModel(models.PrimitiveModel):
    def __init__(self, manager, kind):
        super().__init__(manager, kind, _VECTOR)


def _place(context, builder, array_type, array, offset):
    """Pointer to the row that begins at a flat offset."""
    data = context.make_array(array_type)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [offset]), _VECTOR.as_pointer())


def _splat(builder, number):
    """Eight copies of a number."""
    one = builder.insert_element(
        ir.Constant(_VECTOR, ir.Undefined), number, ir.Constant(ir.IntType(32), 0)
    )
    mask = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(one, ir.Constant(_VECTOR, ir.Undefined), mask)


@intrinsic
def row_of(typing, number):
    """Eight copies of a number."""

    def build(context, builder, signature, arguments):
        value = context.cast(builder, arguments[0], signature.args[0], types.float64)
        return _splat(builder, value)

    return ROW(number), build


@intrinsic
def load_row(typing, array, offset):
    """Read the eight numbers of a contiguous array that begin at a flat offset."""

    def build(context, builder, signature, arguments):
        place = _place(context, builder, signature.args[0], *arguments)
        return builder.load(place, align=8)

    return ROW(array, types.uint64), build


@intrinsic
def store_row(typing, array, offset, row):
    """Write eight numbers to a contiguous array, from a flat offset on."""

    def build(context, builder, signature, arguments):
        place = _place(context, builder, signature.args[0], *arguments[:2])
        builder.store(arguments[2], place, align=8)
        return context.get_dummy_value()

    return types.void(array, types.uint64, ROW), build


@intrinsic
def add_scaled(typing, row, number, other):
    """Return ``row + number * other``."""

    def build(context, builder, signature, arguments):
        left, factor, right = arguments
        product = builder.fmul(_splat(builder, factor), right, flags=_FUSED)
        return builder.fadd(left, product, flags=_FUSED)

    return ROW(ROW, types.float64, ROW), build


@intrinsic
def scaled(typing, number, row):
    """Return ``number * row``."""

    def build(context, builder, signature, arguments):
        return builder.fmul(_splat(builder, arguments[0]), arguments[1])

    return ROW(types.float64, ROW), build


@intrinsic
def times(typing, row, other):
    """Return the product of two rows, lane by lane."""

    def build(context, builder, signature, arguments):
        return builder.fmul(*arguments)

    return ROW(ROW, ROW), build
