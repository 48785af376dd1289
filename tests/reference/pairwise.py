"""Unknown preferences, degrees and attitudes with sets, straight from the definitions."""

from tests.reference.stability import Conflict


class Pairwise(Conflict):
    """A conflict whose temptations, answers and escapes the subclasses define pair by pair."""

    def tempted(self, i, s):
        return {t for t in self.reach[i][s] if self.tempts(i, s, t)}

    def improvements(self, a, s):
        """What counts as credible for an opponent."""
        return {t for t in self.reach[a][s] if self.credible(a, s, t)}

    def held(self, concept, i, s):
        if concept == "R":
            return not self.tempted(i, s)
        return all(self.answered(concept, i, s, s1) for s1 in self.tempted(i, s))

    def answered(self, concept, i, s, s1):
        for s2 in self.together(self.opponents(i), s1, concept in ("SEQ", "SSEQ")):
            on = self.reach[i][s2] if concept in ("SMR", "SSEQ") else ()
            if self.deters(i, s, s2) and not any(self.undoes(i, s, s3) for s3 in on):
                return True
        return False


class Unknown(Pairwise):
    """Some preferences are not known."""

    def __init__(self, moves, rank, unknown, attitude):
        super().__init__(moves, rank)
        self.unknown, self.attitude = unknown.tolist(), attitude

    def known_better(self, i, s, t):
        return self.better(i, s, t) and not self.unknown[i][s][t]

    def credible(self, i, s, t):
        return self.known_better(i, s, t) or self.unknown[i][s][t]

    def tempts(self, i, s, t):
        return self.credible(i, s, t) if self.attitude in "ac" else self.known_better(i, s, t)

    def deters(self, i, s, t):
        if self.unknown[i][s][t]:
            return self.attitude in "cd"
        return not self.better(i, s, t)

    def undoes(self, i, s, t):
        return self.credible(i, s, t) if self.attitude in "ab" else self.known_better(i, s, t)


class Degrees(Pairwise):
    """Answers must be worse by a degree."""

    def __init__(self, moves, rank, degree, wanted):
        super().__init__(moves, rank)
        self.degree, self.wanted = degree.tolist(), wanted

    def tempts(self, i, s, t):
        return self.degree[i][s][t] > 0

    credible = tempts

    def deters(self, i, s, t):
        return self.degree[i][s][t] <= -self.wanted

    def undoes(self, i, s, t):
        return not self.deters(i, s, t)


class Attitudes(Pairwise):
    """Actors who mind how others fare."""

    def __init__(self, moves, rank, attitudes):
        super().__init__(moves, rank)
        self.attitudes = attitudes.tolist()

    def right(self, i, s, t):
        for j, attitude in enumerate(self.attitudes[i]):
            likes = self.rank[j][t] >= self.rank[j][s]
            if (attitude > 0 and not likes) or (attitude < 0 and likes):
                return False
        return True

    def tempts(self, i, s, t):
        return t != s and self.right(i, s, t)

    credible = undoes = tempts

    def deters(self, i, s, t):
        return t == s or not self.right(i, s, t)
