"""From the value of an input to the change that puts it into the file, as ``--set`` takes it."""

from standoff.encode.inputs import Inputs

_UNITS = {
    "tempo": " per month",
    "rate": " per month",
    "off_rate": " per month",
    "patience": " months",
}


def write_changes(inputs: Inputs, name: str, value: float) -> tuple[str, ...]:
    """Write the changes that give one input a value.

    Parameters
    ----------
    inputs : Inputs
    name : str
        An input.
    value : float
        In its unit: events a month, months, units of utility, or a probability.

    Returns
    -------
    tuple of str
        Each ``NAME=VALUE``. One, but for a weight of which only the order is known: then all
        weights of the actor are written out, the others at their mean.
    """
    row = inputs.rows[inputs.positions[name]]
    if row.order <= 1:
        return (_write(name, row.path, value),)
    first = inputs.positions[name] - int(row.path[-2])
    mates = inputs.rows[first : first + row.order]
    return tuple(
        _write(mate.name, mate.path, value if mate is row else mate.quantity.centre)
        for mate in mates
    )


def _write(name: str, path: tuple[str | int, ...], value: float) -> str:
    target = f"ties[{path[1]}].regard" if path[0] == "ties" else name
    return f"{target}={float(value)!r}{_UNITS.get(str(path[-1]), '')}"
