"""One actor's game in a hypergame, by leaving out what it does not see."""

from tests.reference.stability import Conflict


class Perceived(Conflict):
    """A conflict without the states that somebody does not see."""

    def __init__(self, moves, rank, seen):
        self.seen = seen
        super().__init__(moves, rank)

    def _single_moves(self, moves, a):
        found = super()._single_moves(moves, a)
        return {
            s: {t for t in targets if t in self.seen} if s in self.seen else set()
            for s, targets in found.items()
        }

    def spoilt(self, i, s, s1, improvements):
        hidden = [t for t in self.states if t not in self.seen]
        kept = self.bits
        # A joint move cannot be seen to lead where the actor sees nothing.
        self.bits = [
            [f"hidden {t}" if t in hidden else bits for t, bits in enumerate(row)] for row in kept
        ]
        try:
            return super().spoilt(i, s, s1, improvements)
        finally:
            self.bits = kept
