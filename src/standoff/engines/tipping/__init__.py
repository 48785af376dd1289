"""What would change the answer: the smallest change of one input, and a map of two."""

from standoff.engines.tipping.atlas import Atlas, draw_map
from standoff.engines.tipping.goal import Goal, Lead, Line
from standoff.engines.tipping.result import GoalResult, Hold, Tip, TippingResult
from standoff.engines.tipping.setting import write_changes
from standoff.engines.tipping.solver import solve
from standoff.engines.tipping.span import Span, spans

__all__ = [
    "Atlas",
    "Goal",
    "GoalResult",
    "Hold",
    "Lead",
    "Line",
    "Span",
    "Tip",
    "TippingResult",
    "draw_map",
    "solve",
    "spans",
    "write_changes",
]
