"""States, truth, moves and utilities of a crisis one at a time, straight from the definitions.

A state is a dictionary from each option and chance variable to the number of its level.
"""

from itertools import product

from standoff.language.tree import (
    And,
    Compare,
    Constant,
    Count,
    Iff,
    Implies,
    Name,
    Not,
    Or,
)

ORDERS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def all_levels(crisis):
    """Names of the levels of every variable: options in file order, then chance."""
    options = {
        f"{actor}.{option}": value.levels
        for actor, record in crisis.actors.items()
        for option, value in record.options.items()
    }
    return options | dict.fromkeys(crisis.chance, ("off", "on"))


def holds(tree, state, levels, hypotheses=None):
    """Whether a state expression holds in one state."""

    def value(part):
        return holds(part, state, levels, hypotheses)

    match tree:
        case Constant():
            return tree.value
        case Name():
            return state[tree.name] > 0 if tree.name in levels else hypotheses[tree.name]
        case Compare():
            number = levels[tree.name].index(tree.level)
            return ORDERS[tree.op](state[tree.name], number)
        case Not():
            return not value(tree.operand)
        case And():
            return all(map(value, tree.operands))
        case Or():
            return any(map(value, tree.operands))
        case Implies():
            return value(tree.right) if value(tree.left) else True
        case Iff():
            return value(tree.left) == value(tree.right)
        case Count():
            number = [value(part) for part in tree.operands].count(True)
            return {"at_least": number >= tree.n, "exactly": number == tree.n}.get(
                tree.kind, number <= tree.n
            )
    raise TypeError(tree)


def feasible(crisis):
    """Every state that breaks no rule, the first variable changing fastest."""
    levels = all_levels(crisis)
    backwards = [range(len(names)) for names in reversed(levels.values())]
    every = [dict(zip(levels, row[::-1], strict=True)) for row in product(*backwards)]
    return [
        state
        for state in every
        if not any(holds(rule.tree, state, levels) for rule in crisis.impossible)
    ]


def label(crisis, state):
    """What is on, sorted."""
    return sorted(
        name if names == ("off", "on") else f"{name}={names[state[name]]}"
        for name, names in all_levels(crisis).items()
        if state[name] > 0
    )


def may_move(crisis, actor, here, there, hypotheses):
    """Whether an actor can go from one feasible state to another in one move."""
    levels = all_levels(crisis)
    changed = [name for name in levels if here[name] != there[name]]
    if not changed:
        return False
    for name in changed:
        owner, _, option_id = name.partition(".")
        if owner != actor or not option_id:
            return False
        option = crisis.actors[actor].options[option_id]
        raised = there[name] > here[name]
        if option.direction == ("off_only" if raised else "on_only"):
            return False
        if raised and option.needs and not holds(option.needs.tree, there, levels, hypotheses):
            return False
    return True


def own_utility(crisis, actor, state, weights, hypotheses):
    """Sum of the weights of the statements that hold and count."""
    levels = all_levels(crisis)
    total = 0.0
    for statement, weight in zip(crisis.actors[actor].preferences, weights, strict=True):
        if statement.given and not holds(statement.given.tree, {}, {}, hypotheses):
            continue
        if holds(statement.prefer.tree, state, levels, hypotheses):
            total += weight
    return total


def ranked_utility(crisis, actor, state):
    """8 for the best place of a ranking, 0 for the last, equal steps between."""
    ranking = crisis.actors[actor].ranking
    wanted = set(label(crisis, state))
    for place, tied in enumerate(ranking):
        if any({part.text for part in listed} == wanted for listed in tied):
            return 8 * (1 - place / max(1, len(ranking) - 1))
    raise LookupError(wanted)


def utility(crisis, actor, state, weights, regards, hypotheses):
    """Own part and that of those regarded; `weights` by actor, `regards` one for each tie."""

    def own(who):
        if crisis.actors[who].ranking is not None:
            return ranked_utility(crisis, who, state)
        return own_utility(crisis, who, state, weights[who], hypotheses)

    ties = zip(crisis.ties, regards, strict=True)
    return own(actor) + sum(r * own(tie.to) for tie, r in ties if tie.from_ == actor)


def prefers(crisis, actor, one, other, hypotheses):
    """Whether the first statement on which two states differ speaks for `one`."""
    levels = all_levels(crisis)
    for statement in crisis.actors[actor].preferences:
        if statement.given and not holds(statement.given.tree, {}, {}, hypotheses):
            continue
        a, b = (holds(statement.prefer.tree, s, levels, hypotheses) for s in (one, other))
        if a != b:
            return a
    return False
