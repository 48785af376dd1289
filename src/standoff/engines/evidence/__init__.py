"""What the signals say: how each dated statement shifts belief (Bayes)."""

from standoff.engines.evidence.admiralty import accuracy
from standoff.engines.evidence.posterior import EvidenceResult, draw_weights, solve
from standoff.engines.evidence.replay import Replay, ReplayStep, replay
from standoff.engines.evidence.signals import effective_ratio, ratios

__all__ = [
    "EvidenceResult",
    "Replay",
    "ReplayStep",
    "accuracy",
    "draw_weights",
    "effective_ratio",
    "ratios",
    "replay",
    "solve",
]
