"""How much of the shift rests on one source, one chain of repetition, one unnamed voice.

Of each group of evidence the forecast is taken without it. The shift that all signals, judgements and
base rates make together is the forecast with them less the forecast without any; what the group's
absence takes from it is its share. Shares need not add up to 1: groups overlap, and evidence can
reinforce or cancel other evidence. Observed moves stay in all of these forecasts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from standoff.engines.evidence.account import Without, leave_out
from standoff.engines.evidence.ledger import Ledger
from standoff.engines.evidence.signals import chain_root, in_order
from standoff.errors import Path

Floats = NDArray[np.float64]
Kind = Literal["source", "chain", "unnamed"]

LEAST_SHIFT = 1e-4
"""Shift of a probability below which no share of it is given."""


@dataclass(frozen=True, slots=True)
class Reliance:
    """How much rests on one group of evidence.

    Attributes
    ----------
    kind : str
        ``source``; ``chain``, signals that repeat one another; ``unnamed``, a signal without a
        speaker or from an anonymous source.
    name : str
        The source, the first signal of the chain, the signal.
    members : tuple of str
        Signals, judgements and base rates of the group.
    without : Without
        What all other evidence says.
    change : mapping of str to float
        Probability of each scenario with the group less that without it.
    share : mapping of str to float or None
        The same as a share of the shift by all signals, judgements and base rates; None where they
        shift the scenario by nothing to speak of.
    """

    kind: Kind
    name: str
    members: tuple[str, ...]
    without: Without
    change: Mapping[str, float]
    share: Mapping[str, float | None]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def reliance(ledger: Ledger, answers: Floats) -> tuple[Reliance, ...]:
    """Find how much rests on each group, the largest changes first.

    Parameters
    ----------
    ledger : Ledger
    answers : float64[D, S]
        Probability of each scenario in each draw.
    """
    now = dict(zip(ledger.crisis.scenarios, map(float, ledger.weights() @ answers), strict=True))
    signals = {signal.id for signal in in_order(ledger.crisis, ledger.as_of)}
    soft = [piece.path for piece in ledger.heavy if piece.kind in ("judgement", "base rate")]
    bare = leave_out(ledger, answers, signals, soft).scenarios
    found = []
    for kind, name, ids, paths in _groups(ledger):
        without = leave_out(ledger, answers, ids, paths)
        change = {s: p - without.scenarios[s] for s, p in now.items()}
        share = {
            s: change[s] / (p - bare[s]) if abs(p - bare[s]) >= LEAST_SHIFT else None
            for s, p in now.items()
        }
        named = [piece.id for piece in ledger.heavy if piece.path in paths]
        found.append(Reliance(kind, name, (*ids, *named), without, change, share))
    return tuple(sorted(found, key=lambda r: -max(map(abs, r.change.values()), default=0.0)))


def _groups(
    ledger: Ledger,
) -> Iterator[tuple[Kind, str, tuple[str, ...], tuple[Path, ...]]]:
    """Groups of signals, by name, and of other evidence, by path."""
    crisis = ledger.crisis
    signals = in_order(crisis, ledger.as_of)
    soft = [piece for piece in ledger.heavy if piece.kind in ("judgement", "base rate")]
    sources = dict.fromkeys(
        [s.source for s in signals if s.source] + [p.source for p in soft if p.source]
    )
    for source in sources:
        ids = tuple(s.id for s in signals if s.source == source)
        yield "source", source, ids, tuple(p.path for p in soft if p.source == source)
    echoes = {signal.id: signal.echoes for signal in crisis.signals}
    chains: dict[str, list[str]] = {}
    for signal in signals:
        chains.setdefault(chain_root(signal.id, echoes), []).append(signal.id)
    for root, members in chains.items():
        if len(members) > 1:
            yield "chain", root, tuple(members), ()
    for signal in signals:
        register = crisis.sources.get(signal.source or "")
        if signal.speaker is None or (register is not None and register.kind == "anonymous"):
            yield "unnamed", signal.id, (signal.id,), ()
