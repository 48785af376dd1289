"""What could happen: the options of each actor, gathered from all the acts that the text names."""

from collections import defaultdict
from collections.abc import Iterator

from standoff.draft.locate import Span
from standoff.draft.proposal import Option
from standoff.draft.scene import Deed, Finding, Scene

MOST_PASSAGES = 8
_STATUS = ("ongoing", "possible", "denied", "past")


def options(scene: Scene) -> Iterator[Finding]:
    """Yield options, one for each act that each actor does, did or could do."""
    found: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    for deed in scene.deeds:
        for key in deed.doer.parties:
            if scene.mentions.parties[key].kind not in ("media", "anonymous", "expert"):
                found[key, deed.act.key].append(deed)
    for (actor, _), deeds in found.items():
        act = deeds[0].act
        against = tuple(dict.fromkeys(k for d in deeds for k in _hurt(scene, d)))
        if len(deeds[0].doer.parties) == 2 and act.force > 0:
            against = tuple(k for k in deeds[0].doer.parties if k != actor)
        status = next(s for s in _STATUS if any(d.status == s for d in deeds))
        yield Finding(
            Option(
                actor=actor,
                key=act.key,
                label=act.label,
                against=against if act.force > 0 else (),
                status=status,  # type: ignore[arg-type]
                effort=act.effort,
                force=act.force,
            ),
            tuple(_passage(d) for d in deeds[:MOST_PASSAGES]),
            confidence(deeds),
        )


def confidence(deeds: list[Deed]) -> float:
    """Return how sure it is that the actor has the option: the surest deed, more for several."""
    surest = max(deed.doer.sure for deed in deeds)
    several = 0.05 * min(len(deeds) - 1, 3) if surest > 0.5 else 0.0
    vague = 0.1 if all(deed.act.wide for deed in deeds) else 0.0
    return min(surest * 0.9 + several - vague, 0.95)


def _hurt(scene: Scene, deed: Deed) -> Iterator[str]:
    for key in deed.against:
        if scene.mentions.parties[key].kind not in ("media", "anonymous", "expert"):
            yield key


def _passage(deed: Deed) -> Span:
    return deed.span
