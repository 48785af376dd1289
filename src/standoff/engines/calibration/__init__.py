"""Fitting the few global numbers of a model to the base rates and judgements in its file."""

from standoff.engines.calibration.facts import Fact, facts_of
from standoff.engines.calibration.fit import calibrate
from standoff.engines.calibration.knobs import KNOBS, Knob, knobs_of
from standoff.engines.calibration.result import Calibration, Change, Factor, Fitted

__all__ = [
    "KNOBS",
    "Calibration",
    "Change",
    "Fact",
    "Factor",
    "Fitted",
    "Knob",
    "calibrate",
    "facts_of",
    "knobs_of",
]
