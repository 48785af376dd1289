"""Newton's method for the Markov logit equilibrium of one game.

The mathematics is in `standoff.kernels.policy_response`; this module owns the arrays.
"""

from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from standoff.engines.forecast.implied import make_cube, make_rules, no_rules
from standoff.engines.forecast.linked import make_links, no_links, pays
from standoff.kernels.choice import Rules
from standoff.kernels.lanes import LANES, zero_rows
from standoff.kernels.layout import Game, Moves
from standoff.kernels.links import Links, respond_links, set_scores
from standoff.kernels.links_local import invert_links
from standoff.kernels.policy_krylov import Border, krylov
from standoff.kernels.policy_local import local_inverse
from standoff.kernels.policy_response import (
    Work,
    adopt,
    evaluate,
    evaluate_links,
    largest,
    respond,
)

Floats = NDArray[np.float64]

KRYLOV_BYTES = 1.2e9
"""Memory that the Krylov vectors may take; fewer are kept when the game is large."""

NUDGE = 1e-6
"""Step of the dial for the derivative of H by it."""


POLISH_STEPS = 40

RELAX_STEPS = 400


class TimeUpError(Exception):
    """The time limit was reached."""


@dataclass(frozen=True)
class _Known:
    """What was evaluated last: where, and with what residual."""

    dial: float
    follow: bool
    fixed: dict[int, Floats]
    unknown: Floats
    residual: float

    def at(self, dial: float, follow: bool, fixed: dict[int, Floats], unknown: Floats) -> bool:
        """Whether it was there that it was evaluated."""
        same = (self.dial, self.follow) == (dial, follow) and self.fixed is fixed
        return same and np.array_equal(self.unknown, unknown)


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
    links : Links, optional
        The moves written down, with which it is faster; `rules` are then neither read nor changed.
    """

    def __init__(
        self,
        moves: Moves,
        game: Game,
        rules: Rules,
        seats: NDArray[np.int64],
        fixed: dict[int, Floats],
        deadline: float = np.inf,
        links: Links | None = None,
    ) -> None:
        self.moves, self.game, self.rules = moves, game, rules
        self.fixed, self.deadline = fixed, deadline
        self.products = 0
        actors, states = moves.bits.shape
        count = len(seats)
        seat = np.full(actors, -1, dtype=np.int64)
        seat[seats] = np.arange(count)
        self._linked = links is not None
        shape = (max(1, -(-count // LANES)) if self._linked else count // LANES + 1, states, LANES)
        size = shape[0] * states * LANES
        aside = (0, states, LANES) if self._linked else shape
        self.work = Work(
            seats=np.asarray(seats, dtype=np.int64),
            seat=seat,
            value=zero_rows(shape),
            answer=zero_rows((max(count, 1), *aside)),
            trial=zero_rows(aside),
            result=zero_rows(aside),
            lead=np.zeros(states),
            mean=np.zeros(states),
            out_rate=np.zeros(LANES),
            cube=np.zeros(LANES) if self._linked else make_cube(moves, rules),
            links=no_links(game) if links is None else links,
        )
        if not self._linked:
            self.work.value[count // LANES, :, count % LANES] = 1.0
        packed = count * states
        most = min(packed, int(np.clip(KRYLOV_BYTES / (4 * max(packed, 1)), 12, 300)))
        self._border = Border(
            drift=np.zeros(0),
            tangent=np.zeros(0),
            inverse=np.zeros((0 if self._linked else states, count, count), dtype=np.float32),
            basis=np.empty((most + 1, packed + 1), dtype=np.float32),
            hessenberg=np.zeros((most + 1, most + 4)),
        )
        self._prepared = (np.nan, np.nan)
        self._slack = zero_rows(shape)
        self._known: _Known | None = None
        self._step = np.zeros(size + 1)
        self.precision = np.zeros((shape[0], LANES))
        self.precision.reshape(-1)[:count] = game.precision[seats]

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
        links = self.work.links
        trial = links.trial if self._linked else self.work.trial
        for i, row in enumerate(change):
            trial[i // LANES, :, i % LANES] = row
        if self._linked:
            respond_links(self.game, links, dial)
            return links.result.astype(np.float64)
        respond(self.moves, self.game, self.rules, self.work, dial)
        return self.work.result

    def start_from(self, values: Floats) -> None:
        """Set the values of the seats, float64[L, N]."""
        for i, row in enumerate(values):
            self.work.value[i // LANES, :, i % LANES] = row

    def evaluate(self, dial: float, follow: bool = True) -> float:
        """Set everybody's rules at a dial (if `follow`) and compute H; return ``max |H_a| / r_a``.

        Nothing is computed again that stands as it was computed last.
        """
        if monotonic() > self.deadline:
            raise TimeUpError
        known = self._known
        if known and known.at(dial, follow, self.fixed, self.unknown):
            return known.residual
        residual = self._evaluate(dial, follow)
        self._known = _Known(dial, follow, self.fixed, self.unknown.copy(), residual)
        return residual

    def _evaluate(self, dial: float, follow: bool) -> float:
        self.products += 1
        work, slack = self.work, self._slack
        if self._linked:
            self._choose(follow)
            set_scores(self.moves, self.game, work.links, dial, work.value, follow)
            np.exp(work.links.weight, out=work.links.weight)
            return float(evaluate_links(self.game, work, dial, slack))
        if follow:
            self.adopt_fixed(dial)
        return float(evaluate(self.moves, self.game, self.rules, work, dial, follow, slack))

    def _choose(self, follow: bool) -> None:
        """Set the values of those who choose by given ones."""
        links = self.work.links
        for m, b in enumerate(links.mover):
            if not follow or links.seat[m] < 0:
                links.chosen_by[m] = self.fixed[int(b)]

    def adopt_fixed(self, dial: float) -> None:
        """Set the rules of the actors whose values are given, unless each evaluation does."""
        if self._linked:
            return
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
        change = step[: self.unknown.size].reshape(self.work.value.shape)
        return dial * float(largest(change, self.precision))

    def _solve(self, border: Border, dial: float, goal: float, shift: float) -> None:
        game = self.game
        if shift:
            game = game._replace(discount=game.discount + shift)
        if self._prepared != (dial, shift):
            count = len(self.work.seats)
            if self._linked:
                invert_links(game, self.work.links, dial)
            else:
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


def make_newton(
    moves: Moves,
    game: Game,
    seats: NDArray[np.int64],
    fixed: dict[int, Floats],
    deadline: float = np.inf,
) -> Newton:
    """Make Newton's method for a game, with the moves written down where that pays."""
    if pays(moves):
        links = make_links(moves, game, seats)
        return Newton(moves, game, no_rules(game), seats, fixed, deadline, links)
    return Newton(moves, game, make_rules(moves, game), seats, fixed, deadline)
