"""The point model as explicit files: states, transitions and labels, as PRISM reads them.

``.tra`` holds a line *source target rate* a transition after a line *states transitions*, ``.sta`` the
levels of the variables in each state, ``.lab`` the numbers of the labels that hold in each state.
"""

from collections.abc import Iterator

import numpy as np

from standoff.exchange.chain import Chain
from standoff.exchange.csl import questions
from standoff.exchange.prism import identifiers


def write_transitions(chain: Chain) -> dict[str, str]:
    """Write a chain as explicit files.

    Parameters
    ----------
    chain : Chain

    Returns
    -------
    dict of str to str
        Text of each file by its ending, ``.tra`` first.
    """
    parts = {".tra": _transitions(chain), ".sta": _states(chain), ".lab": _labels(chain)}
    return {ending: "\n".join(lines) + "\n" for ending, lines in parts.items()}


def _transitions(chain: Chain) -> Iterator[str]:
    yield f"{chain.problem.space.states} {len(chain.rate)}"
    columns = (chain.source.tolist(), chain.target.tolist(), chain.rate.tolist())
    for source, target, rate in zip(*columns, strict=True):
        yield f"{source} {target} {rate!r}"


def _states(chain: Chain) -> Iterator[str]:
    yield f"({','.join(identifiers(chain).values())})"
    for s, levels in enumerate(chain.problem.space.levels.tolist()):
        yield f"{s}:({','.join(map(str, levels))})"


def _labels(chain: Chain) -> Iterator[str]:
    states = np.arange(chain.problem.space.states)
    where = {"init": states == chain.problem.start, "deadlock": np.diff(chain.first) == 0}
    for question in questions(chain.problem.crisis):
        for label, condition in question.labels.items():
            where[label] = chain.problem.truth(condition, chain.hypotheses)
    yield " ".join(f'{k}="{label}"' for k, label in enumerate(where))
    holds = np.stack(list(where.values()), axis=1)
    for s in np.flatnonzero(holds.any(axis=1)).tolist():
        yield f"{s}: {' '.join(map(str, np.flatnonzero(holds[s])))}"
