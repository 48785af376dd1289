"""Scenarios as questions to a model checker: labels of states, and formulas of CSL.

CSL, the logic of continuous-time chains, asks for one path formula at a time. What holds now and
then in a conjunction is brought to that by inclusion and exclusion, as long as all parts have the
same time: ``P(ever a and never b) = P(ever (a or b)) - P(ever b)``. Only ``F`` and ``U`` are used,
which every model checker has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from standoff.crisis.model import Crisis
from standoff.language.tree import Expression, First, Not, Temporal, conjuncts, walk

MOST_EVER = 4
"""Parts with `ever` in one conjunction; each doubles the terms."""


@dataclass(frozen=True)
class Question:
    """A scenario or a consequence for a model checker.

    Attributes
    ----------
    name : str
    title : str or None
    labels : mapping of str to Expression
        State conditions by the name of their label.
    formula : str
        Sum of terms ``P=? [ ... ]``; empty where CSL cannot say it.
    """

    name: str
    title: str | None
    labels: Mapping[str, Expression]
    formula: str


def questions(crisis: Crisis) -> list[Question]:
    """Turn scenarios and consequences into questions; label names are unique identifiers."""
    asked: list[tuple[str, str | None, Expression]] = [
        (name, one.title, one.when.tree) for name, one in crisis.scenarios.items()
    ]
    asked += [(name, one.label, one.when.tree) for name, one in crisis.consequences.items()]
    taken = {"init", "deadlock"}
    found = []
    for name, title, tree in asked:
        labels = _labels(name, tree, taken)
        taken |= labels.keys()
        name_of = {condition: label for label, condition in labels.items()}
        formula = _formula(tree, crisis.horizon.centre, name_of)
        found.append(Question(name, title, labels, formula))
    return found


def _labels(name: str, tree: Expression, taken: set[str]) -> dict[str, Expression]:
    conditions: dict[Expression, None] = {}
    for node in walk(tree):
        if isinstance(node, Temporal):
            conditions[node.operand] = None
        elif isinstance(node, First):
            conditions |= {node.first: None, node.before: None}
    labels: dict[str, Expression] = {}
    for k, condition in enumerate(conditions, 1):
        label = name if len(conditions) == 1 else f"{name}_{k}"
        while label in taken or label in labels:
            label += "_"
        labels[label] = condition
    return labels


def _formula(tree: Expression, horizon: float, name_of: Mapping[Expression, str]) -> str:
    def months(node: Temporal | First) -> str:
        return repr(float(horizon if node.within is None else min(node.within, horizon)))

    match tree:
        case First(first=first, before=before):
            earlier, goal = f'"{name_of[before]}"', f'"{name_of[first]}"'
            return f"P=? [ !{earlier} U<={months(tree)} ({goal} & !{earlier}) ]"
        case Temporal(kind="at_end", operand=operand):
            return f'P=? [ F[{months(tree)},{months(tree)}] "{name_of[operand]}" ]'
    reached: list[str] = []
    avoided: list[str] = []
    times: set[str] = set()
    for part in conjuncts(tree):
        negated = isinstance(part, Not)
        node = part.operand if isinstance(part, Not) else part
        if not isinstance(node, Temporal) or node.kind == "at_end":
            return ""
        literal = f'{"!" if node.kind == "always" else ""}"{name_of[node.operand]}"'
        (reached if (node.kind == "ever") != negated else avoided).append(literal)
        times.add(months(node))
    if len(times) != 1 or len(reached) > MOST_EVER:
        return ""
    return _inclusion(reached, avoided, times.pop())


def _inclusion(reached: list[str], avoided: list[str], months: str) -> str:
    """Probability that all of `reached` and none of `avoided` come to hold."""
    text = "" if reached else "1"
    for size in range(len(reached), -1, -1):
        for chosen in combinations(reached, size):
            literals = [*avoided, *chosen]
            if literals:
                sign = "+" if size % 2 else "-"
                any_of = " | ".join(literals)
                goal = f"({any_of})" if len(literals) > 1 else any_of
                text += f" {sign} P=? [ F<={months} {goal} ]"
    return text.removeprefix(" + ").strip()
