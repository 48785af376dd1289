"""Fixed numbers that more than one part of the program agrees on."""

MONTH_DAYS = 365.25 / 12
"""Days in a month, the unit of time of every result."""

MAX_STATES = 2_000_000
"""Feasible states that an engine accepts unless told otherwise (`--max-states`)."""

DRAWS = 256
"""Draws of the ensemble unless told otherwise."""

SEED = 0
"""Seed unless told otherwise."""

TIE = 1e-9
"""Utilities closer than this are a tie."""

MAX_FILE_BYTES = 2_000_000
"""Largest crisis file that is read."""

KEPT_BYTES = 2_000_000_000
"""Bytes that results kept on disk may take together."""
