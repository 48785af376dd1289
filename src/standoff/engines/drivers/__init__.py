"""Which assumptions carry the answer."""

from standoff.engines.drivers.result import Driver, DriversResult, Interaction
from standoff.engines.drivers.sensitivity import solve

__all__ = ["Driver", "DriversResult", "Interaction", "solve"]
