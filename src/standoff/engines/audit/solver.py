"""The audit of an assessment: its words beside what follows from its own grounds.

The grounds are what the file says of motives, prerequisites, signals, moves and base rates. Judgements
are conclusions: they are put aside, or the forecast would agree with them because they are in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from standoff.encode.draws import Draw
from standoff.encode.problem import Problem
from standoff.engines.audit.ceiling import ceilings
from standoff.engines.audit.claims import Claim
from standoff.engines.audit.motives import motives
from standoff.engines.audit.repeats import Added, repeats
from standoff.engines.audit.result import AuditResult, Finding, Remedy
from standoff.engines.audit.unsupported import unsupported

Floats = NDArray[np.float64]
Reconcile = Callable[[Sequence[Finding]], Mapping[str, Sequence[Remedy]]]
"""From the findings whose words and numbers differ to remedies by the name of the claim."""

BAND = (0.05, 0.95)


def solve(
    problem: Problem,
    claims: Sequence[Claim],
    draws: Sequence[Draw],
    answers: Floats,
    weights: Floats,
    with_judgements: Floats,
    scenarios: Floats,
    beliefs: Mapping[str, float],
    added: Added,
    yardstick: str,
    *,
    point: bool = False,
    reconcile: Reconcile | None = None,
) -> AuditResult:
    """Hold claims against the grounds of the file.

    Parameters
    ----------
    problem : Problem
    claims : sequence of Claim
    draws : sequence of Draw
        D draws.
    answers : float64[D, C]
        Probability of each claim in each draw.
    weights : float64[D]
        Weight of each draw, judgements put aside; sums to 1.
    with_judgements : float64[D]
        Weight with everything.
    scenarios : float64[D, S]
        Probability of each scenario in each draw.
    beliefs : mapping of str to float
        Probability of each hypothesis, judgements put aside.
    added : mapping of (str, str) to float
        Log likelihood ratio that each signal adds to each hypothesis.
    yardstick : str
        By which words are read.
    point : bool
        Whether there are no draws to take a band over.
    reconcile : callable, optional
        Finds what would reconcile words and numbers.

    Returns
    -------
    AuditResult
    """
    crisis = problem.crisis
    trees = tuple(claim.tree for claim in claims)
    most = ceilings(problem, trees, dict(beliefs))
    reasons = motives(problem, trees, draws, weights)
    findings = []
    for k, claim in enumerate(claims):
        low, high = (None, None) if point else _band(answers[:, k], weights)
        findings.append(
            Finding(
                claim=claim,
                probability=float(weights @ answers[:, k]),
                low=low,
                high=high,
                with_judgements=float(with_judgements @ answers[:, k]),
                ceiling=most[k],
                motives=reasons[k],
            )
        )
    if reconcile is not None:
        findings = _reconciled(findings, reconcile)
    swings = _swings(problem, draws, scenarios, weights)
    return AuditResult(
        crisis=crisis,
        yardstick=yardstick,
        findings=tuple(findings),
        repeats=tuple(repeats(crisis, added, beliefs)),
        unsupported=tuple(unsupported(crisis, added, beliefs, swings)),
        version=version("standoff"),
    )


def _reconciled(findings: Sequence[Finding], reconcile: Reconcile) -> list[Finding]:
    """Add what would reconcile words and numbers where they differ."""
    apart = [finding for finding in findings if finding.verdict in ("below", "above")]
    remedies = reconcile(apart) if apart else {}
    return [
        replace(f, remedies=tuple(remedies[f.claim.name])) if f.claim.name in remedies else f
        for f in findings
    ]


def _swings(
    problem: Problem, draws: Sequence[Draw], scenarios: Floats, weights: Floats
) -> dict[str, dict[str, float]]:
    """Say what each hypothesis does to each scenario: mean where true less mean where false."""
    found = {}
    for name in problem.hypotheses:
        held = np.array([draw.hypotheses[name] for draw in draws])
        yes, no = weights[held].sum(), weights[~held].sum()
        if yes > 0 and no > 0:
            change = weights[held] @ scenarios[held] / yes - weights[~held] @ scenarios[~held] / no
            found[name] = dict(zip(problem.crisis.scenarios, change.tolist(), strict=True))
    return found


def _band(values: Floats, weights: Floats) -> tuple[float, float]:
    """Weighted quantiles `BAND` of some values."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    low, high = (values[order[np.searchsorted(reached, q * reached[-1] - 1e-12)]] for q in BAND)
    return float(low), float(high)
