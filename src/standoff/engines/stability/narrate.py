"""A verdict in plain sentences: what could be improved, who would answer how, the conclusion."""

from standoff.engines.stability.verdict import Improvement, Verdict
from standoff.engines.stability.wording import CONCEPT_NAMES, Wording

CREDIBLE = ("SEQ", "SSEQ", "FH")
"""Concepts in which nobody answers against its own interest."""

LAST_WORD = ("SMR", "SSEQ")
"""Concepts in which the actor may move once more after the answer."""

CONTENT = "none of its moves leads to a state it prefers"
"""What is said of an actor without improvements."""


def narrate(verdict: Verdict, words: Wording) -> list[str]:
    """Say a verdict in plain sentences.

    Parameters
    ----------
    verdict : Verdict
    words : Wording
        Names of the crisis.

    Returns
    -------
    list of str
        The conclusion first, then the improvements, those that nothing deters first.
    """
    name, concept = words.actor(verdict.actor), CONCEPT_NAMES[verdict.concept]
    if not verdict.improvements:
        return [f"Stable for {name} by {concept}: {CONTENT}."]
    tempting = [i for i in verdict.improvements if not i.deterred]
    deterred = [i for i in verdict.improvements if i.deterred]
    if tempting:
        opening = f"Not stable for {name} by {concept}."
    else:
        opening = f"Stable for {name} by {concept}: whatever would improve its lot is deterred."
    return [opening, *(line for i in (*tempting, *deterred) for line in _told(i, verdict, words))]


def _told(improvement: Improvement, verdict: Verdict, words: Wording) -> list[str]:
    """Say what becomes of one improvement."""
    name = words.actor(verdict.actor)
    lines = [f"It would pay {name} to {words.move(improvement.move)}."]
    if verdict.concept == "R":
        return lines
    if improvement.joint:
        answer = _joint(improvement, words)
    elif improvement.answer is not None:
        answer = _in_turn(improvement, verdict, words)
    else:
        return [*lines, _unanswered(improvement, verdict, name)]
    end = "worse off than" if improvement.hurts else "no better off than"
    lines.append(f"But {answer}, which would leave {name} {end} before.")
    if improvement.escape is not None:
        escape = words.move(improvement.escape)
        lines.append(f"Yet {name} could then {escape}, and be better off than before.")
    elif verdict.concept in LAST_WORD:
        lines.append(f"From there {name} has no way to anything better than before.")
    return lines


def _joint(improvement: Improvement, words: Wording) -> str:
    """Say who moves at the same time."""
    parts = [f"{words.actor(m.actor)} to {words.move(m)}" for m in improvement.joint]
    return f"at the same time it would pay {', and '.join(parts)}"


def _in_turn(improvement: Improvement, verdict: Verdict, words: Wording) -> str:
    """Say who answers, one after the other."""
    assert improvement.answer is not None
    moves = improvement.answer.moves
    if verdict.concept in CREDIBLE:
        parts = [f"{words.actor(m.actor)} to {words.move(m)}" for m in moves]
        return f"then it would pay {', and next '.join(parts)}"
    parts = [f"{words.actor(m.actor)} could {words.move(m)}" for m in moves]
    return f"then {', and next '.join(parts)}"


def _unanswered(improvement: Improvement, verdict: Verdict, name: str) -> str:
    """Say why nothing deters an improvement that has no answer."""
    if verdict.concept == "SIM":
        return f"Nothing that it would pay others to do at the same time would spoil it for {name}."
    if verdict.concept == "FH":
        return "Nothing that it would pay others to do, then or at once, would spoil it."
    if verdict.concept in CREDIBLE:
        if not improvement.answers:
            return "It would pay nobody else to move from there."
        return f"Whatever it would pay others to do then, {name} would stay better off than before."
    if not improvement.answers:
        return "Nobody else could move from there."
    return f"Whatever others did then, {name} would stay better off than before."
