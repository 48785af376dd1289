"""The graph model's stability concepts with sets and loops, straight from the definitions.

A move of an actor is what it reaches by single moves of its own in a row. A legal sequence of a
coalition never has one actor moving twice in a row.
"""

from itertools import product

BITS = 2**64 - 1


class Conflict:
    """Moves and preferences as dictionaries of sets."""

    def __init__(self, moves, rank):
        self.actors, self.n = rank.shape
        self.states = range(self.n)
        self.rank = rank.tolist()
        self.bits = moves.bits.tolist()
        self.single = [self._single_moves(moves, a) for a in range(self.actors)]
        self.reach = [self._closure(self.single[a]) for a in range(self.actors)]

    def _single_moves(self, moves, a):
        group, bits = moves.group[a].tolist(), moves.bits[a].tolist()
        satisfied = moves.satisfied[a].tolist()
        up_only, down_only = int(moves.up_only[a]), int(moves.down_only[a])
        found = {s: set() for s in self.states}
        for s, t in product(self.states, repeat=2):
            raised, lowered = bits[t] & ~bits[s], bits[s] & ~bits[t]
            allowed = not (lowered & up_only or raised & down_only)
            if s != t and group[s] == group[t] and allowed and not raised & (BITS & ~satisfied[t]):
                found[s].add(t)
        return found

    def _closure(self, single):
        closed = {}
        for s in self.states:
            seen, waiting = set(), [s]
            while waiting:
                for t in single[waiting.pop()]:
                    if t not in seen:
                        seen.add(t)
                        waiting.append(t)
            closed[s] = seen - {s}
        return closed

    def better(self, a, s, t):
        """Whether actor `a` prefers `t` to `s`."""
        return self.rank[a][t] > self.rank[a][s]

    def improvements(self, a, s):
        """What actor `a` can improve to from `s`."""
        return {t for t in self.reach[a][s] if self.better(a, s, t)}

    def together(self, movers, start, improving):
        """What legal sequences of the movers reach from `start`."""
        step = self.improvements if improving else lambda a, s: self.reach[a][s]
        seen, waiting = set(), [(start, None)]
        while waiting:
            s, last = waiting.pop()
            for a in movers:
                if a != last:
                    for t in step(a, s):
                        if (t, a) not in seen:
                            seen.add((t, a))
                            waiting.append((t, a))
        return {s for s, _ in seen} - {start}

    def opponents(self, i):
        """Everyone but actor `i`."""
        return [a for a in range(self.actors) if a != i]

    def deterred(self, i, s, s1, improving, last_word):
        """Whether some answer to `s1` leaves actor `i` no better off than in `s`."""
        for s2 in self.together(self.opponents(i), s1, improving):
            escapes = last_word and any(self.better(i, s, s3) for s3 in self.reach[i][s2])
            if not self.better(i, s, s2) and not escapes:
                return True
        return False

    def stable(self, concept, i, s):
        """Whether `s` is stable for actor `i`."""
        ui = self.improvements(i, s)
        match concept:
            case "R":
                return not ui
            case "GMR":
                return all(self.deterred(i, s, s1, False, False) for s1 in ui)
            case "SMR":
                return all(self.deterred(i, s, s1, False, True) for s1 in ui)
            case "SEQ":
                return all(self.deterred(i, s, s1, True, False) for s1 in ui)
            case "SSEQ":
                return all(self.deterred(i, s, s1, True, True) for s1 in ui)
            case "SIM":
                return all(self.spoilt(i, s, s1, self.improvements) for s1 in ui)
            case "FH":
                return all(
                    self.spoilt(i, s, s1, self.unsanctioned) for s1 in self.unsanctioned(i, s)
                )
        raise ValueError(concept)

    def unsanctioned(self, a, s):
        """Improvements of actor `a` that no sequence of the others' improvements deters."""
        return {t for t in self.improvements(a, s) if not self.deterred(a, s, t, True, False)}

    def spoilt(self, i, s, s1, improvements):
        """Whether opponents moving from `s` at the same time can spoil the move to `s1`."""
        targets = [[s, *improvements(a, s)] for a in range(self.actors)]
        targets[i] = [s1]
        index = {tuple(b[s] for b in self.bits): s for s in self.states}
        for chosen in product(*targets):
            if all(chosen[a] == s for a in self.opponents(i)):
                continue
            joint = index.get(tuple(self.bits[a][t] for a, t in enumerate(chosen)))
            if joint is not None and not self.better(i, s, joint):
                return True
        return False
