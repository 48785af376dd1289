"""How to run the engines."""

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from standoff.errors import UsageError
from standoff.settings import DRAWS, MAX_STATES, SEED

if TYPE_CHECKING:
    from standoff.cluster import Cluster
    from standoff.store import Store

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


@runtime_checkable
class Told(Protocol):
    """A `Progress` that can also be told what is worked on."""

    def __call__(self, done: int, total: int) -> None:
        """Take note of how many steps are done, of how many."""

    def step(self, name: str) -> None:
        """Take note of what is worked on from now, in a few words."""


CONCEPTS = ("R", "GMR", "SMR", "SEQ", "SSEQ", "SIM")


@dataclass(frozen=True, slots=True)
class Run:
    """How to run the engines.

    Attributes
    ----------
    draws : int
        Size of the ensemble.
    seed : int
        Seed of all that is random.
    point : bool
        Central values and every combination of hypotheses instead of an ensemble.
    jobs : int
        Threads that solve draws side by side; the numbers do not depend on it.
    max_states : int
        Limit on the states of the crisis.
    max_seconds : float or None
        Limit on the time that an engine may take.
    progress : callable or None
        Told how far a long run is; and what it is at, if it is a `Told`.
    cluster : Cluster or None
        Where draws are solved, if not by threads of this process.
    store : Store or None
        Keeps on disk what was solved, for later runs.
    sampler : str
        ``auto``: where the evidence leaves too few draws that count, sequential Monte Carlo makes
        more; ``never``: it does not.

    Raises
    ------
    UsageError
        If a number is out of its range, or the sampler is not known.
    """

    draws: int = DRAWS
    seed: int = SEED
    point: bool = False
    jobs: int = 1
    max_states: int = MAX_STATES
    max_seconds: float | None = None
    progress: Progress | None = None
    cluster: "Cluster | None" = None
    store: "Store | None" = None
    sampler: Literal["auto", "never"] = "auto"

    def __post_init__(self) -> None:
        for name, least in (("draws", 1), ("seed", 0), ("jobs", 1), ("max_states", 1)):
            value = getattr(self, name)
            if not isinstance(value, Integral) or value < least:
                raise UsageError(f"{name} should be a whole number, {least} or more, not {value!r}")
        if self.max_seconds is not None and not self.max_seconds > 0:
            raise UsageError(f"max_seconds should be above 0, not {self.max_seconds!r}")
        if self.sampler not in ("auto", "never"):
            raise UsageError(f"sampler should be 'auto' or 'never', not {self.sampler!r}")

    def at(self, step: str) -> None:
        """Say what is worked on from now, in a few words."""
        if isinstance(self.progress, Told):
            self.progress.step(step)
