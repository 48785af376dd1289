"""Slow twin of the monitors: every fact of a path so far is remembered, nothing is settled early.

The product of states and memories is built by walking it, and its generator is exponentiated piece
by piece between the times at which an operator stops watching.
"""

from itertools import pairwise

import numpy as np
from scipy.linalg import expm

from standoff.language.tree import (
    And,
    Constant,
    Count,
    First,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    Temporal,
    walk,
)


def operators(tree):
    return [node for node in walk(tree) if isinstance(node, Temporal | First)]


def until(node):
    return float("inf") if node.within is None else node.within


def enter(tree, memory, state, now, truth):
    """Memory after a state is entered: what each operator has seen, or None."""
    after = []
    for node, seen in zip(operators(tree), memory, strict=True):
        if now < until(node) and seen is None:
            if isinstance(node, First):
                if truth(node.before)[state]:
                    seen = False
                elif truth(node.first)[state]:
                    seen = True
            elif (node.kind in ("ever", "never") and truth(node.operand)[state]) or (
                node.kind == "always" and not truth(node.operand)[state]
            ):
                seen = True
        after.append(seen)
    return tuple(after)


def judge(tree, memory, state, now, truth, hypotheses):
    """Value of the expression at a time, with that time as horizon."""
    known = {id(n): (n, seen) for n, seen in zip(operators(tree), memory, strict=True)}

    def value(node):
        if id(node) in known:
            node, seen = known[id(node)]
            if isinstance(node, First) or node.kind == "ever":
                return bool(seen)
            if node.kind in ("never", "always"):
                return not seen
            return bool(truth(node.operand)[state]) if seen is None else seen == "yes"
        match node:
            case Constant(value=constant):
                return constant
            case Name(name=name):
                return hypotheses[name]
            case Not(operand=operand):
                return not value(operand)
            case And(operands=operands):
                return all(value(o) for o in operands)
            case Or(operands=operands):
                return any(value(o) for o in operands)
            case Implies(left=left, right=right):
                return not value(left) or value(right)
            case Iff(left=left, right=right):
                return value(left) == value(right)
            case Count(kind=kind, n=n, operands=operands):
                held = sum(value(o) for o in operands)
                return {"at_least": held >= n, "at_most": held <= n, "exactly": held == n}[kind]
        raise AssertionError(node)

    return value(tree)


def timed_probability(generator, tree, truth, hypotheses, start, horizon):
    """Probability of a time expression from a dense generator, float64[N, N] with zero row sums."""
    borders = sorted({0.0, horizon, *(until(n) for n in operators(tree) if until(n) < horizon)})
    blank = (None,) * len(operators(tree))
    mass = {(start, enter(tree, blank, start, 0.0, truth)): 1.0}
    for begin, end in pairwise(borders):
        nodes = list(mass)
        place = {node: k for k, node in enumerate(nodes)}
        edges = []
        for node in nodes:
            state, memory = node
            for target in np.flatnonzero(generator[state]):
                if target == state:
                    continue
                other = (int(target), enter(tree, memory, target, begin, truth))
                if other not in place:
                    place[other] = len(nodes)
                    nodes.append(other)
                edges.append((place[node], place[other], generator[state, target]))
        G = np.zeros((len(nodes), len(nodes)))
        for i, j, rate in edges:
            G[i, j] += rate
            G[i, i] -= rate
        x = np.zeros(len(nodes))
        for node, amount in mass.items():
            x[place[node]] = amount
        x = x @ expm(G * (end - begin))
        mass = {}
        for (state, memory), amount in zip(nodes, x, strict=True):
            kept = remember(tree, memory, state, end, truth)
            kept = enter(tree, kept, state, end, truth) if end < horizon else kept
            mass[(state, kept)] = mass.get((state, kept), 0.0) + amount
    return sum(
        amount
        for (state, memory), amount in mass.items()
        if judge(tree, memory, state, horizon, truth, hypotheses)
    )


def remember(tree, memory, state, now, truth):
    """At the end of its time an `at_end` writes down what it sees."""
    after = []
    for node, seen in zip(operators(tree), memory, strict=True):
        if isinstance(node, Temporal) and node.kind == "at_end" and until(node) == now:
            seen = "yes" if truth(node.operand)[state] else "no"
        after.append(seen)
    return tuple(after)
