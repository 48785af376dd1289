"""Small and large games made at random, as arrays."""

import numpy as np

from standoff.crisis.build import build
from standoff.encode import encode, point_draws
from standoff.encode.moves import build_moves
from standoff.kernels.layout import Game


def random_game(
    options,
    *,
    seed=0,
    keep=1.0,
    levels=2,
    needs=0,
    directions=False,
    chance=0,
    statements=4,
    vital=8.0,
    precision=2.0,
    patience=4.0,
    effort=1.0,
    foresight=-1,
):
    """Make a game of actors with so many options each.

    Returns level vectors uint8[N, V], Moves and Game; `keep` is the share of states that are feasible,
    `vital` the weight of the strongest statement.
    """
    rng = np.random.default_rng(seed)
    actors, own = len(options), sum(options)
    variables = own + chance
    counts = np.append(rng.integers(2, levels + 1, own), np.full(chance, 2)).astype(np.int64)
    rows = np.indices(counts[::-1]).reshape(variables, -1)[::-1].T.astype(np.uint8)
    feasible = rng.random(len(rows)) < keep
    feasible[0] = True
    rows = np.ascontiguousarray(rows[feasible])
    states = len(rows)
    owner = np.append(np.repeat(np.arange(actors), options), np.full(chance, -1)).astype(np.int64)
    conditions = {}
    for variable in rng.choice(own, needs, replace=False):
        conditions[int(variable)] = rows[:, rng.integers(variables)] > 0
    direction = rng.integers(0, 3, variables) if directions else np.zeros(variables, np.int64)
    moves = build_moves(rows, counts, owner, direction, conditions, actors)
    utility = np.zeros((actors, states))
    for row in utility:
        for _ in range(statements):
            chosen = rng.choice(variables, min(2, variables), replace=False)
            holds = (rows[:, chosen[0]] > 0) == (rng.random() < 0.5)
            if rng.random() < 0.6:
                holds &= (rows[:, chosen[-1]] > 0) == (rng.random() < 0.5)
            row += vital / rng.choice([1, 2, 4, 8]) * (holds ^ (rng.random() < 0.5))
    place = {tuple(row): s for s, row in enumerate(rows.tolist())}
    chance_to = np.full((chance, states), -1, dtype=np.int32)
    for c in range(chance):
        for s, row in enumerate(rows.tolist()):
            row[own + c] = 1 - row[own + c]
            chance_to[c, s] = place.get(tuple(row), -1)
    bits = max(1, max((int((counts - 1)[owner == a].sum()) for a in range(actors)), default=1))
    game = Game(
        utility=utility,
        tempo=rng.lognormal(0, 0.3, actors),
        precision=precision * rng.lognormal(0, 0.2, actors),
        discount=np.full(actors, 1 / patience),
        foresight=np.broadcast_to(np.asarray(foresight, dtype=np.int64), (actors,)).copy(),
        effort=effort * rng.uniform(0.5, 1.5, (actors, bits)),
        chance_to=chance_to,
        chance_rate=np.where(chance_to >= 0, rng.uniform(0.05, 0.5, chance_to.shape), 0.0),
    )
    return rows, moves, game


def pennies(precision=16.0, stake=8.0):
    """Matching pennies: one wants to be where the other is, who wants to be elsewhere."""
    rows = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=np.uint8)
    owner, twos = np.array([0, 1]), np.array([2, 2])
    moves = build_moves(rows, twos, owner, np.zeros(2, np.int64), {}, 2)
    same = np.where(rows[:, 0] == rows[:, 1], stake, 0.0)
    game = Game(
        utility=np.stack([same, stake - same]),
        tempo=np.ones(2),
        precision=np.full(2, precision),
        discount=np.full(2, 0.25),
        foresight=np.full(2, -1),
        effort=np.full((2, 1), 0.05),
        chance_to=np.zeros((0, 4), np.int32),
        chance_rate=np.zeros((0, 4)),
    )
    return rows, moves, game


def entangled(seed, precision):
    """Moves and game of actors with few options and wishes about everybody's."""
    rng = np.random.default_rng(seed)
    owned = {f"a{a}": int(rng.integers(1, 3)) for a in range(int(rng.integers(3, 6)))}
    options = [f"{actor}.x{k}" for actor, count in owned.items() for k in range(count)]
    wishes = {"{} and not {}": 1, "{} implies {}": 2, "not {} or {}": 2, "{} iff {}": 4}

    def wants():
        pairs = [(text, rng.choice(options, 2, replace=False)) for text in wishes]
        return [{"prefer": text.format(*two), "weight": wishes[text]} for text, two in pairs]

    actors = {
        actor: {
            "name": actor,
            "tempo": f"{rng.lognormal(0, 0.3):.2f} per month",
            "precision": precision,
            "options": {f"x{k}": {} for k in range(count)},
            "preferences": wants(),
        }
        for actor, count in owned.items()
    }
    problem = encode(build({"standoff": 1, "title": "t", "actors": actors}))
    (draw,) = point_draws(problem)
    return problem.moves(draw.hypotheses), problem.game(draw)
