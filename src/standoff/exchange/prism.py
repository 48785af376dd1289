"""The point model in the language of PRISM, which Storm reads too.

Every option and every chance variable is a variable of the model. Rates depend on the whole state,
so there is one command a state, with one update a move.
"""

from collections.abc import Iterator
from functools import partial
from importlib.metadata import version

from standoff.exchange.chain import Chain
from standoff.exchange.csl import questions
from standoff.language.tree import (
    And,
    Compare,
    Constant,
    Count,
    Expression,
    Iff,
    Implies,
    Name,
    Not,
    Or,
)

_WORDS = (
    "A bool clock const ctmc C double dtmc E endinit endinvariant endmodule endobservables endplayer"
    " endrewards endsystem false filter formula func F global G init invariant I int label ma max"
    " mdp min mod module nondeterministic observable observables of player pomdp popta pow"
    " probabilistic prob pta P Pmax Pmin rate rewards R Rmax Rmin S smg stochastic system true ceil"
    " floor log round U W X"
)
RESERVED = frozenset(_WORDS.split())
"""Words that no variable can be called."""

_COUNTS = {"at_least": ">=", "exactly": "=", "at_most": "<="}


def write_prism(chain: Chain) -> str:
    """Write a chain as a CTMC in the PRISM language, with CSL formulas as comments.

    Parameters
    ----------
    chain : Chain

    Returns
    -------
    str
        Rates are a month, to the last bit.
    """
    return "\n".join(_lines(chain)) + "\n"


def identifiers(chain: Chain) -> dict[str, str]:
    """Name of each variable in PRISM, in the order of the variables."""
    given: dict[str, str] = {}
    for variable in chain.problem.space.variables:
        name = variable.name.replace(".", "_")
        while name in RESERVED or name in given.values():
            name += "_"
        given[variable.name] = name
    return given


def _lines(chain: Chain) -> Iterator[str]:
    names = identifiers(chain)
    yield f"// {' '.join(chain.problem.crisis.title.split())}"
    yield f"// Point model, made by standoff {version('standoff')}; time is in months."
    for note in chain.notes:
        yield f"// {note}"
    yield from ("ctmc", "", "module crisis")
    space = chain.problem.space
    for variable, level in zip(space.variables, space.levels[chain.problem.start], strict=True):
        top = len(variable.levels) - 1
        shown = ", ".join(variable.levels)
        yield f"  {names[variable.name]} : [0..{top}] init {level}; // {variable.name}: {shown}"
    if not names:
        yield "  only_state : [0..0] init 0;"
    yield ""
    yield from _commands(chain, list(names.values()))
    yield from ("endmodule", "")
    for question in questions(chain.problem.crisis):
        title = " ".join((question.title or "").split())
        yield f"// {question.name}: {title}" if title else f"// {question.name}"
        for label, condition in question.labels.items():
            yield f'label "{label}" = {expression(chain, names, condition)};'
        yield f"// {question.formula or 'no formula of CSL says this'}"


def _commands(chain: Chain, names: list[str]) -> Iterator[str]:
    levels = chain.problem.space.levels.tolist()
    first = chain.first.tolist()
    target, rate, mover = chain.target.tolist(), chain.rate.tolist(), chain.mover.tolist()
    for s, here in enumerate(levels):
        if first[s] == first[s + 1]:
            continue
        guard = " & ".join(f"{name}={level}" for name, level in zip(names, here, strict=True))
        yield f"  [] {guard} ->"
        for k in range(first[s], first[s + 1]):
            there = levels[target[k]]
            changes = [
                f"({name}'={after})"
                for name, before, after in zip(names, here, there, strict=True)
                if before != after
            ]
            plus = "+ " if k > first[s] else "  "
            end = ";" if k == first[s + 1] - 1 else ""
            yield f"    {plus}{rate[k]!r} : {' & '.join(changes)}{end} // {chain.mover_name(mover[k])}"


def expression(chain: Chain, names: dict[str, str], tree: Expression) -> str:
    """Write a state condition in PRISM, hypotheses as their value."""
    inner = partial(expression, chain, names)
    match tree:
        case Constant(value=value):
            return str(value).lower()
        case Name(name=name) if name in names:
            return f"({names[name]}>0)"
        case Name(name=name):
            return str(chain.hypotheses[name]).lower()
        case Compare(name=name, op=op, level=level):
            return f"({names[name]}{op}{chain.problem.space.level_number(name, level)})"
        case Not(operand=operand):
            return f"!{inner(operand)}"
        case And(operands=operands):
            return f"({' & '.join(map(inner, operands))})"
        case Or(operands=operands):
            return f"({' | '.join(map(inner, operands))})"
        case Implies(left=left, right=right):
            return f"({inner(left)} => {inner(right)})"
        case Iff(left=left, right=right):
            return f"({inner(left)} = {inner(right)})"
        case Count(kind=kind, n=n, operands=operands):
            total = " + ".join(f"({inner(operand)}?1:0)" for operand in operands)
            return f"(({total}){_COUNTS[kind]}{n})"
    raise TypeError(f"a condition on states cannot hold {type(tree).__name__}")
