"""Which way a statement points: by its verb, by words of threat and of calm, by the acts it names."""

from standoff.draft.locate import Span
from standoff.draft.proposal import Direction
from standoff.draft.reading import Sentence
from standoff.draft.scene import Scene


def direction_of(scene: Scene, sentence: Sentence, verb: str, clause: Span) -> Direction:
    """Return which way a statement points.

    Parameters
    ----------
    scene : Scene
    sentence : Sentence
    verb : str
        Sort of its verb of saying; ``towards``, ``away`` and ``denial`` count for two words.
    clause : Span
        The statement.
    """
    score = {"towards": 0.0, "away": 0.0, "denial": 0.0}
    if verb in score:
        score[verb] += 2
    for way in ("towards", "away", "denial"):
        score[way] += sum(clause.overlaps(s) for s in scene.finds(sentence, "direction", way))
    for deed in scene.deeds_of(sentence):
        if not clause.overlaps(deed.span):
            continue
        if deed.status == "denied":
            score["denial"] += 1
        elif deed.act.force > 0:
            score["towards"] += 0.5
        elif deed.act.force < 0:
            score["away"] += 1
    if score["denial"] >= 2 or score["denial"] > score["towards"] + score["away"]:
        return "denial"
    if score["towards"] == score["away"]:
        return "unclear"
    return "towards" if score["towards"] > score["away"] else "away"
