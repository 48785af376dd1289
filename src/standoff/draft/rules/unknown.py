"""What the text itself says is not known: a question for the analyst, never a number."""

from collections.abc import Iterator

from standoff.draft.proposal import Question
from standoff.draft.rules.how_likely import said_in
from standoff.draft.scene import Finding, Scene


def questions(scene: Scene) -> Iterator[Finding]:
    """Yield a question for every sentence that says that something is not known."""
    for sentence in scene.reading.sentences:
        unknown = [said for said in said_in(scene, sentence) if said.sort == "ignorance"]
        if unknown:
            words = " ".join(unknown[0].span.of(scene.reading.text).split())
            rest = " ".join(scene.text(sentence).split())
            shown = rest if len(rest) <= 200 else rest[:200].rsplit(" ", 1)[0] + " ..."
            yield Finding(
                Question(text=f'The author leaves it open ("{words}"). What do you think? {shown}'),
                (sentence.span,),
                0.7,
            )
