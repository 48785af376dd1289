"""Limited-move and non-myopic stability of two actors, by recursion from the definition."""

from functools import cache

from tests.reference.stability import Conflict


class Lookahead(Conflict):
    """A conflict of two actors who look ahead."""

    def __init__(self, moves, rank):
        super().__init__(moves, rank)
        self.end = cache(self.end)

    def end(self, h, i, s):
        """Where play is expected to end when `i` has the move in `s` and `h` moves are left."""
        if h == 0 or not self.reach[i][s]:
            return s
        j = 1 - i
        ends = [self.end(h - 1, j, t) for t in self.reach[i][s]]
        best = max(ends, key=lambda t: (self.rank[i][t], self.rank[j][t]))
        return best if self.better(i, s, best) else s

    def limited(self, h, i, s):
        """Whether `s` is L_h stable for `i`."""
        return self.end(h, i, s) == s

    def non_myopic(self, i, s, settled=150, period=24):
        """Whether `s` stays stable for `i`, judged at many horizons far out."""
        return all(self.limited(h, i, s) for h in range(settled, settled + period))
