"""What would reconcile the words of an assessment with the number that follows from its grounds.

Inputs are tried one at a time by the search for tipping points. Where none will do within its plausible
range, the two that go furthest are moved together, both by the same share of the way to their favourable
ends, then three, then four; the smallest share that will do is found by bisection and checked with the
exact forecast.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from standoff.analysis.reasons import Reasons
    from standoff.engines.audit import Change, Finding, Remedy
    from standoff.engines.tipping import GoalResult, Span

TOLD = 3
"""Changes of one input that are told of each claim."""

TOGETHER = 4
"""Most inputs that are moved together."""

HALVINGS = 6
"""Halvings of the share of the way: it is found to within a sixty-fourth."""


def find_remedies(
    analysis: "Reasons", apart: "Sequence[Finding]", tried: int
) -> "Mapping[str, Sequence[Remedy]]":
    """Find the smallest changes after which scenarios and words agree.

    Parameters
    ----------
    analysis : Reasons
        Of the crisis without its judgements.
    apart : sequence of Finding
        Whose words and number differ; those about scenarios are worked on.
    tried : int
        Uncertain numbers to try, besides every prior.

    Returns
    -------
    mapping of str to sequence of Remedy
        By the name of the claim; empty where nothing goes anywhere.
    """
    scenarios = list(analysis.crisis.scenarios)
    wanted = {}
    for finding in apart:
        name, meant = finding.claim.name, finding.claim.meant
        if name not in scenarios or meant is None:
            continue
        end = meant[0] if finding.verdict == "below" else meant[1]
        at = analysis.point.baseline[scenarios.index(name)]
        if (at < end) == (finding.verdict == "below") and 0 < end < 1:
            wanted[name] = finding, end
    if not wanted:
        return {}
    lines = [f"{name}={end!r}" for name, (_, end) in wanted.items()]
    result = analysis.tipping(lines, top=tried)
    found: dict[str, list[Remedy]] = {}
    for (name, (finding, end)), goal in zip(wanted.items(), result.goals, strict=True):
        search = _Search(analysis, name, scenarios.index(name), end, finding.verdict == "below")
        found[name] = search.alone(goal) or search.together(goal, finding.impossible)
    return found


class _Search:
    """The search for one scenario."""

    def __init__(
        self, analysis: "Reasons", scenario: str, place: int, end: float, upwards: bool
    ) -> None:
        self.analysis, self.scenario, self.place = analysis, scenario, place
        self.end, self.upwards = end, upwards

    def alone(self, goal: "GoalResult") -> "list[Remedy]":
        """Return the changes of one input that will do, smallest first."""
        from standoff.engines.audit import Remedy

        return [
            Remedy(
                (self._change(tip.span, tip.value),),
                abs(tip.share),
                tip.answer[self.scenario],
                True,
            )
            for tip in goal.tips
            if tip.verified
        ][:TOLD]

    def together(self, goal: "GoalResult", hopeless: bool) -> "list[Remedy]":
        """Return the smallest common change of a few inputs that will do, or goes furthest."""
        sides = [(max(hold.at_low, hold.at_high, key=self._reach), hold) for hold in goal.holds]
        ranked = sorted(sides, key=lambda pair: self._reach(pair[0]), reverse=True)
        ends = [(hold.span, 1 if at is hold.at_high else -1) for at, hold in ranked]
        if not ends or hopeless:
            return []
        counts = range(2, min(TOGETHER, len(ends)) + 1)
        for count in counts:
            if self._will_do(self._quick(ends[:count], 1.0)):
                return [self._smallest(ends[:count])]
        # What helps alone may not add up, so the furthest is not always that of the most inputs.
        furthest = max((1, *counts), key=lambda count: self._way(self._quick(ends[:count], 1.0)))
        return [self._remedy(ends[:furthest], 1.0)]

    def _smallest(self, ends: "Sequence[tuple[Span, int]]") -> "Remedy":
        """Return the smallest common share of the way that will do."""
        low, high = 0.0, 1.0
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            if self._will_do(self._quick(ends, middle)):
                high = middle
            else:
                low = middle
        found = self._remedy(ends, high)
        while not found.reconciles and high < 1.0:
            high = min(1.0, high + 1 / 2**HALVINGS)
            found = self._remedy(ends, high)
        return found

    def _remedy(self, ends: "Sequence[tuple[Span, int]]", share: float) -> "Remedy":
        from standoff.engines.audit import Remedy

        values = {span.name: _few_digits(span, side * share) for span, side in ends}
        answer = float(self.analysis.point.exact(values)[self.place])
        changes = tuple(self._change(span, values[span.name]) for span, _ in ends)
        return Remedy(changes, share, answer, self._will_do(answer))

    def _quick(self, ends: "Sequence[tuple[Span, int]]", share: float) -> float:
        values = {span.name: span.at(side * share) for span, side in ends}
        return float(self.analysis.point.quick(values)[self.place])

    def _will_do(self, probability: float) -> bool:
        return probability >= self.end if self.upwards else probability <= self.end

    def _reach(self, answer: Mapping[str, float]) -> float:
        """How far an answer goes the right way."""
        return self._way(answer[self.scenario])

    def _way(self, probability: float) -> float:
        return probability if self.upwards else -probability

    def _change(self, span: "Span", value: float) -> "Change":
        from standoff.engines.audit import Change
        from standoff.engines.tipping import write_changes

        sets = write_changes(self.analysis.problem.inputs, span.name, value)
        return Change(span.name, span.label, span.path, span.centre, value, sets)


def _few_digits(span: "Span", share: float) -> float:
    """Return a value as somebody would write it."""
    return float(f"{span.at(share):.3g}")
