"""The only place where names become arrays."""

from standoff.encode.draws import Draw, point_draws, sample_draws
from standoff.encode.problem import Problem, encode
from standoff.encode.space import Space, Variable

__all__ = ["Draw", "Problem", "Space", "Variable", "encode", "point_draws", "sample_draws"]
