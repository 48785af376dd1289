"""Coalition stability with sets, straight from the definitions."""

from tests.reference.stability import Conflict


class Coalitions(Conflict):
    """A conflict in which actors may leave a state together."""

    def gain(self, members, s, t):
        """Whether every member prefers `t` to `s`."""
        return all(self.better(i, s, t) for i in members)

    def joint_improvements(self, members, s):
        """What the coalition reaches and all of it prefers."""
        return {t for t in self.together(members, s, False) if self.gain(members, s, t)}

    def answered(self, concept, members, s, t):
        """Whether outsiders can answer `t` so that some member is no better off than in `s`."""
        outsiders = [a for a in range(self.actors) if a not in members]
        for u in self.together(outsiders, t, concept == "SEQ"):
            on = self.together(members, u, False)
            escapes = concept == "SMR" and any(self.gain(members, s, v) for v in on)
            if not self.gain(members, s, u) and not escapes:
                return True
        return False

    def held(self, concept, members, s):
        """Whether `s` is stable for the coalition."""
        improvements = self.joint_improvements(members, s)
        if concept == "R":
            return not improvements
        return all(self.answered(concept, members, s, t) for t in improvements)
