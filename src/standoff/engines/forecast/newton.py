"""Newton's method for the Markov logit equilibrium of one game.

The mathematics is in `standoff.kernels.policy_response`; this module owns the arrays.
"""

from time import monotonic

import numpy as np
from numpy.typing import NDArray

from standoff.kernels.choice import CUBE_ROWS, Rules, code_blocks, plan
from standoff.kernels.lanes import LANES
from standoff.kernels.layout import Game, Moves
from standoff.kernels.policy_krylov import Border, krylov
from standoff.kernels.policy_local import local_inverse
from standoff.kernels.policy_response import Work, adopt, evaluate, respond

Floats = NDArray[np.float64]

KRYLOV_BYTES = 1.2e9
"""Memory that the Krylov vectors may take; fewer are kept when the game is large."""

BLOCK_ENTRIES = 2**24
"""Largest number of pairs whose effort is written down."""

BLOCK_COST, PAIR_COST = 1.25, 20.0
"""Measured cost of one entry of a block, and of one pair that is not written down, against one row
and bit of a cube."""

NUDGE = 1e-6
"""Step of the dial for the derivative of H by it."""


POLISH_STEPS = 40

RELAX_STEPS = 400


class TimeUpError(Exception):
    """The time limit was reached."""


def make_rules(moves: Moves, game: Game) -> Rules:
    """Make room for the rules of all actors; nobody moves until values are adopted.

    Parameters
    ----------
    moves : Moves
    game : Game

    Returns
    -------
    Rules
    """
    actors, states = moves.bits.shape
    bits = game.effort.shape[1]
    groups = moves.group_start.shape[1] - 1
    used = [int(np.bitwise_or.reduce(moves.bits[a], initial=0)) for a in range(actors)]
    width = np.array([mask.bit_length() for mask in used], dtype=np.int64)
    layers = np.zeros((actors, groups), dtype=np.int32)
    layer = np.zeros((actors, states), dtype=np.int32)
    closed = np.zeros((actors, groups), dtype=np.uint64)
    plan(moves, width, layers, layer, closed)
    block_start, block = _make_blocks(moves, width, layers)
    block_code = np.empty(block.size, dtype=np.uint16)
    code_blocks(moves, width, block_start, block_code)
    return Rules(
        score=np.zeros((actors, states)),
        weight=np.ones((actors, states)),
        share=np.ones((actors, states)),
        total=np.zeros((actors, states)),
        lost=np.zeros(actors, dtype=np.int64),
        cost=np.zeros((actors, bits)),
        up=np.zeros((actors, bits)),
        down=np.zeros((actors, bits)),
        table=np.zeros((actors, max(1, -(-bits // 8)), 256)),
        width=width,
        layers=layers,
        layer=layer,
        closed=closed,
        block_start=block_start,
        block=block,
        block_code=block_code,
        tempo=game.tempo,
        chance_to=game.chance_to,
        chance_rate=game.chance_rate,
    )


def _make_blocks(
    moves: Moves, width: NDArray[np.int64], layers: NDArray[np.int32]
) -> tuple[NDArray[np.int64], Floats]:
    """Choose how each group is worked; make room for blocks while it lasts.

    Sets `layers` to 0 in groups that are not worked on a cube.
    """
    start = np.full(layers.shape, -1, dtype=np.int64)
    place, stays = 0, []
    for a, count in enumerate(moves.group_count):
        size = np.diff(moves.group_start[a, : count + 1]).astype(np.int64)
        cube = layers[a, :count] * (width[a] + 4.0) * 2.0 ** width[a]
        pairs = np.where(BLOCK_COST * size**2 <= cube, size**2, 0)
        ends = place + np.cumsum(pairs)
        fits = (pairs > 0) & (ends <= BLOCK_ENTRIES)
        start[a, :count][fits] = (ends - pairs)[fits]
        layers[a, :count][fits | (PAIR_COST * size**2 <= cube)] = 0
        place = int(ends[fits].max(initial=place))
        kept, first = size[fits], start[a, :count][fits]
        row = np.arange(kept.sum()) - np.repeat(np.cumsum(kept) - kept, kept)
        stays.append(np.repeat(first, kept) + row * np.repeat(kept + 1, kept))
    block = np.zeros(place)
    block[np.concatenate(stays)] = 1.0
    return start, block


def make_cube(moves: Moves, rules: Rules) -> Floats:
    """Make the scratch array of `standoff.kernels.policy.spread`."""
    groups = moves.group_start
    largest = int(np.diff(groups)[rules.block_start >= 0].max(initial=0))
    rows = max(CUBE_ROWS, largest + 1)
    for a, width in enumerate(rules.width):
        if rules.layers[a, : moves.group_count[a]].any():
            rows = max(rows, 1 << int(width))
    return np.zeros(LANES * rows)


class Newton:
    """The unknown values of some actors (*seats*) and the steps that improve them.

    Parameters
    ----------
    moves : Moves
    game : Game
    rules : Rules
        Changed at every evaluation.
    seats : int64[L]
        Actors whose values are unknown.
    fixed : dict of int to float64[N]
        Values that other actors choose by; they scale with the dial, too.
    deadline : float
        `time.monotonic` at which to stop.
    """

    def __init__(
        self,
        moves: Moves,
        game: Game,
        rules: Rules,
        seats: NDArray[np.int64],
        fixed: dict[int, Floats],
        deadline: float = np.inf,
    ) -> None:
        self.moves, self.game, self.rules = moves, game, rules
        self.fixed, self.deadline = fixed, deadline
        self.products = 0
        actors, states = moves.bits.shape
        count = len(seats)
        seat = np.full(actors, -1, dtype=np.int64)
        seat[seats] = np.arange(count)
        shape = (count // LANES + 1, states, LANES)
        size = shape[0] * states * LANES
        self._spare = np.s_[count // LANES, :, count % LANES]
        self.work = Work(
            seats=np.asarray(seats, dtype=np.int64),
            seat=seat,
            value=np.zeros(shape),
            answer=np.zeros((max(count, 1), *shape)),
            trial=np.zeros(shape),
            result=np.zeros(shape),
            lead=np.zeros(states),
            mean=np.zeros(states),
            out_rate=np.zeros(LANES),
            cube=make_cube(moves, rules),
        )
        self.work.value[self._spare] = 1.0
        packed = count * states
        most = min(packed, int(np.clip(KRYLOV_BYTES / (4 * max(packed, 1)), 12, 300)))
        self._border = Border(
            drift=np.zeros(0),
            tangent=np.zeros(0),
            inverse=np.zeros((states, count, count), dtype=np.float32),
            basis=np.empty((most + 1, packed + 1), dtype=np.float32),
            hessenberg=np.zeros((most + 1, most + 4)),
        )
        self._prepared = (np.nan, np.nan)
        self._slack = np.zeros(shape)
        self._step = np.zeros(size + 1)
        lanes = np.zeros(shape[0] * LANES)
        lanes[:count] = game.precision[seats]
        self.precision = lanes.reshape(shape[0], 1, LANES)

    @property
    def unknown(self) -> Floats:
        """The unknowns as one vector, a view, float64[K]."""
        return self.work.value.reshape(-1)

    def values(self) -> Floats:
        """Values of the seats, float64[L, N]."""
        return self.values_of(self.work.value)

    def values_of(self, panels: Floats) -> Floats:
        """Lanes of the seats, float64[L, N], of anything laid out as the unknowns are."""
        states, count = panels.shape[1], len(self.work.seats)
        return panels.transpose(0, 2, 1).reshape(-1, states)[:count].copy()

    def response(self, dial: float, change: Floats) -> Floats:
        """``-J D`` after `evaluate`, laid out as the unknowns, for D float64[L, N]."""
        for i, row in enumerate(change):
            self.work.trial[i // LANES, :, i % LANES] = row
        respond(self.moves, self.game, self.rules, self.work, dial)
        return self.work.result

    def start_from(self, values: Floats) -> None:
        """Set the values of the seats, float64[L, N]."""
        for i, row in enumerate(values):
            self.work.value[i // LANES, :, i % LANES] = row

    def evaluate(self, dial: float, follow: bool = True) -> float:
        """Set everybody's rules at a dial (if `follow`) and compute H; return ``max |H_a| / r_a``."""
        if monotonic() > self.deadline:
            raise TimeUpError
        if follow:
            self.adopt_fixed(dial)
        self.products += 1
        work, slack = self.work, self._slack
        return float(evaluate(self.moves, self.game, self.rules, work, dial, follow, slack))

    def adopt_fixed(self, dial: float) -> None:
        """Set the rules of the actors whose values are given."""
        work = self.work
        for b, value in self.fixed.items():
            if self.rules.width[b]:
                adopt(
                    self.moves, self.game, self.rules, work, b, dial, np.array(value), work.result
                )

    def correction(self, dial: float, goal: float, shift: float = 0.0) -> Floats:
        """Newton's correction of the unknowns after `evaluate`, to a relative accuracy.

        A `shift` is added to all discount rates, which shortens the step. A dial of 0 means that
        rules do not answer.
        """
        step, size = self._step, self._step.size - 1
        step[:size] = self._slack.reshape(-1)
        step[size] = 0.0
        self._solve(self._border, dial, goal, shift)
        return step[:size].copy()

    def bordered(self, dial: float, tangent: Floats, drift: Floats, goal: float) -> Floats:
        """Newton's correction of the unknowns and of the dial, at right angles to the tangent."""
        size = self._step.size - 1
        self._step[:size] = self._slack.reshape(-1)
        self._step[size] = 0.0
        border = self._border._replace(drift=drift, tangent=tangent)
        self._solve(border, dial, goal, 0.0)
        return self._step.copy()

    def drift(self, dial: float) -> Floats:
        """Derivative of H by the dial; leaves rules and H as at `dial`."""
        self.evaluate(dial + NUDGE)
        ahead = self._slack.reshape(-1).copy()
        self.evaluate(dial)
        return np.asarray((ahead - self._slack.reshape(-1)) / NUDGE)

    def logits(self, dial: float, step: Floats) -> float:
        """Largest change in a logit that a change of the unknowns makes."""
        change = np.abs(step[: self.unknown.size].reshape(self.work.value.shape))
        return dial * float((change * self.precision).max(initial=0.0))

    def _solve(self, border: Border, dial: float, goal: float, shift: float) -> None:
        game = self.game
        if shift:
            game = game._replace(discount=game.discount + shift)
        if self._prepared != (dial, shift):
            count = len(self.work.seats)
            scratch = np.zeros((count, 2 * count))
            local_inverse(game, self.rules, self.work, dial, scratch, border.inverse)
            self._prepared = (dial, shift)
        self.products += krylov(
            self.moves, game, self.rules, self.work, border, dial, self._step, goal
        )

    def settle(self, tolerance: float) -> bool:
        """Newton's method at full precision from nearby.

        Each linear system is solved as closely as the last step suggests that it pays (Eisenstat &
        Walker 1996).
        """
        residual = self.evaluate(1.0)
        best, kept = residual, self.unknown.copy()
        forcing = 0.03
        for _ in range(POLISH_STEPS):
            if residual <= tolerance:
                return True
            goal = float(np.clip(max(forcing, 0.2 * tolerance / residual), 1e-4, 0.1))
            self.unknown[:] += self.correction(1.0, goal)
            before, residual = residual, self.evaluate(1.0)
            forcing = (residual / before) ** 1.5
            if not residual < 100.0 * best:
                break
            if residual < best:
                best, kept = residual, self.unknown.copy()
        self.unknown[:] = kept
        return residual <= tolerance

    def relax(self, tolerance: float) -> bool:
        """Go from anywhere to some equilibrium: implicit steps through the time that is left to play.

        ``dQ/dT = H(Q)`` gives the values with T months left to play; steps grow as H falls, and become
        Newton's method in the end (pseudo-transient continuation; Kelley & Keyes 1998).
        """
        residual = self.evaluate(1.0)
        shift = float(self.game.discount.max())
        for _ in range(RELAX_STEPS):
            if residual <= tolerance:
                return True
            kept = self.unknown.copy()
            step = self.correction(1.0, 1e-2, shift)
            self.unknown[:] += step
            after = self.evaluate(1.0)
            if not after <= 2.0 * residual:
                self.unknown[:] = kept
                residual = self.evaluate(1.0)
                shift *= 4.0
                continue
            shift *= float(np.clip(after / residual, 0.1, 2.0))
            if shift < 1e-6:
                shift = 0.0
            residual = after
            if shift == 0.0 and residual > tolerance:
                shift = 0.0 if residual < 1e-3 else 1e-3
        return residual <= tolerance
