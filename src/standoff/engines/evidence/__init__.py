"""What the evidence says: how statements, moves, judgements and base rates shift belief (Bayes)."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from standoff.engines.evidence.account import Effect, Without
from standoff.engines.evidence.admiralty import accuracy
from standoff.engines.evidence.ledger import Heavy, Ledger, effective_sample
from standoff.engines.evidence.observed import Track, track
from standoff.engines.evidence.posterior import Belief, EvidenceResult, draw_weights, solve, weigh
from standoff.engines.evidence.reliance import Reliance
from standoff.engines.evidence.replay import STILL, Replay, ReplayStep, Standing, days_of, replay
from standoff.engines.evidence.sampling import FEW, Sampling
from standoff.engines.evidence.signals import effective_ratio, ratios
from standoff.engines.evidence.soft import Soft, soft_evidence
from standoff.engines.evidence.temper import (
    MOST_SWEEPS,
    Cloud,
    Stage,
    Tempered,
    balanced,
    temper,
)

if TYPE_CHECKING:
    from standoff.engines.evidence.path import Along, walk_all

__all__ = [
    "FEW",
    "MOST_SWEEPS",
    "STILL",
    "Along",
    "Belief",
    "Cloud",
    "Effect",
    "EvidenceResult",
    "Heavy",
    "Ledger",
    "Reliance",
    "Replay",
    "ReplayStep",
    "Sampling",
    "Soft",
    "Stage",
    "Standing",
    "Tempered",
    "Track",
    "Without",
    "accuracy",
    "balanced",
    "days_of",
    "draw_weights",
    "effective_ratio",
    "effective_sample",
    "ratios",
    "replay",
    "soft_evidence",
    "solve",
    "temper",
    "track",
    "walk_all",
    "weigh",
]


def __getattr__(name: str) -> Any:
    """Load what follows the jump process on first use: it compiles."""
    if name not in ("Along", "walk_all"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.path"), name)
