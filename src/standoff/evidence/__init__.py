"""What the signals say: how each dated statement shifts belief (Bayes)."""

from standoff.evidence.admiralty import accuracy
from standoff.evidence.posterior import EvidenceResult, draw_weights, solve
from standoff.evidence.replay import Replay, ReplayStep, replay
from standoff.evidence.signals import effective_ratio, ratios

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
