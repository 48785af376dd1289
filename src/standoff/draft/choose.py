"""Which proposals make the file: what fits together, and few enough options to be computed.

A crisis doubles with every option, so what the text says vaguely gives way to what it says
plainly, and what is only past or hardly sure is left to the comments.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from standoff.draft.lexicon import acts
from standoff.draft.proposal import (
    Actor,
    Consequence,
    Draft,
    Motive,
    Option,
    Prerequisite,
    Proposal,
    Scenario,
    Want,
)

MAX_OPTIONS = 11
"""Options and events of a drafted crisis: 2,048 states, seconds for a point forecast."""

MAX_EVENTS = 2
"""Scenarios that nobody chooses, each a variable of chance."""

MAX_ACTORS = 12

LEAST_TITLE = 3
"""Least words of an event that the author gives no number."""

SURE_ACTOR = 0.6
"""Least confidence of an actor who neither has an option nor suffers one."""

MAX_SIGNALS = 60
MAX_CONSEQUENCES = 8
MAX_PREREQUISITES = 3
"""Every hypothesis doubles the work of a point forecast."""

LEAST_SURE = 0.3
"""Proposals below are listed, not used."""


@dataclass
class Choice:
    """What is used of a draft, and what is not.

    Attributes
    ----------
    actors, options : dict of str to Proposal
        By key, by full name.
    folded : dict of str to tuple of str
        A vague option to the plain ones that it stands for.
    left_out : list of (Proposal, str)
        With the reason.
    """

    actors: dict[str, Proposal] = field(default_factory=dict)
    options: dict[str, Proposal] = field(default_factory=dict)
    folded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scenarios: list[Proposal] = field(default_factory=list)
    prerequisites: list[Proposal] = field(default_factory=list)
    consequences: list[Proposal] = field(default_factory=list)
    motives: list[Proposal] = field(default_factory=list)
    wants: list[Proposal] = field(default_factory=list)
    ties: list[Proposal] = field(default_factory=list)
    signals: list[Proposal] = field(default_factory=list)
    left_out: list[tuple[Proposal, str]] = field(default_factory=list)

    def stands_for(self, option: str) -> tuple[str, ...]:
        """Return the options of the file that an option of a proposal means; none if left out."""
        if option in self.options:
            return (option,)
        return self.folded.get(option, ())


def choose(draft: Draft) -> Choice:
    """Choose what makes the file.

    Parameters
    ----------
    draft : Draft
        Rejected proposals taken out.
    """
    choice = Choice()
    events = [
        p
        for p in draft.of_kind("scenario")
        if isinstance(p.content, Scenario) and not p.content.options and not _says_little(p.content)
    ]
    room = MAX_OPTIONS - min(len(events), MAX_EVENTS)
    known = {p.content.key: p for p in draft.of_kind("actor") if isinstance(p.content, Actor)}
    sure = _sure_enough(draft, choice)
    _choose_options(sure, {key: p.content.sort for key, p in known.items()}, choice, room)  # type: ignore[union-attr]
    _choose_actors(sure, known, choice)
    for proposal in sure:
        content = proposal.content
        match content:
            case Scenario() if not content.options:
                events = [p for p in choice.scenarios if not p.content.options]  # type: ignore[union-attr]
                if _says_little(content):
                    choice.left_out.append((proposal, "an event of which too little is said"))
                elif len(events) < MAX_EVENTS:
                    choice.scenarios.append(proposal)
                else:
                    choice.left_out.append((proposal, f"more than {MAX_EVENTS} events"))
            case Scenario():
                _keep(choice, choice.scenarios, proposal, content.options, 12)
            case Prerequisite():
                proposal, named = _anchored(choice, proposal)
                _keep(choice, choice.prerequisites, proposal, named, 40)
            case Consequence():
                proposal, named = _anchored(choice, proposal)
                _keep(choice, choice.consequences, proposal, named, MAX_CONSEQUENCES)
            case Motive() if content.actor is None or content.actor in choice.actors:
                choice.motives.append(proposal)
            case Want() if content.actor in choice.actors:
                spoken = [content.option, *([content.answers] if content.answers else [])]
                _keep(choice, choice.wants, proposal, spoken, 40)
            case _ if proposal.kind == "signal" and len(choice.signals) < MAX_SIGNALS:
                choice.signals.append(proposal)
    _limit_prerequisites(choice)
    choice.ties = [
        p
        for p in sure
        if p.kind == "tie" and {p.content.from_, p.content.to} <= set(choice.actors)  # type: ignore[union-attr]
    ]
    return choice


def _sure_enough(draft: Draft, choice: Choice) -> list[Proposal]:
    kept = []
    for proposal in draft.proposals:
        if proposal.firm >= LEAST_SURE:
            kept.append(proposal)
        else:
            choice.left_out.append((proposal, "too vague: who or what is meant is not plain"))
    return kept


def _limit_prerequisites(choice: Choice) -> None:
    """Keep the surest of those that become hypotheses; the others are only asked about."""
    needed = [
        p for p in choice.prerequisites if isinstance(p.content, Prerequisite) and p.content.strict
    ]
    needed = [p for p in needed if isinstance(p.content, Prerequisite) and p.content.of]
    spare = sorted(needed, key=lambda p: -p.firm)[MAX_PREREQUISITES:]
    for proposal in spare:
        choice.prerequisites.remove(proposal)
        choice.left_out.append((proposal, f"more than {MAX_PREREQUISITES} hypotheses of its kind"))


def _says_little(event: Scenario) -> bool:
    """Whether a few words without a case, rank or word on a scale are all there is of an event."""
    given = event.case or event.rank or event.likelihood
    return not given and len(event.title.split()) < LEAST_TITLE


def _anchored(choice: Choice, proposal: Proposal) -> tuple[Proposal, tuple[str, ...]]:
    """Tie a condition or consequence of an act that the file lacks to the one actor who has it."""
    content = proposal.content
    assert isinstance(content, Prerequisite | Consequence)
    if content.of is None or choice.stands_for(content.of):
        return proposal, _named(content.of)
    act = content.of.partition(".")[2]
    same = [name for name in choice.options if name.partition(".")[2] == act]
    if len(same) != 1:
        return proposal, _named(content.of)
    return replace(proposal, content=content.model_copy(update={"of": same[0]})), (same[0],)


def _named(option: str | None) -> tuple[str, ...]:
    return (option,) if option else ()


def _keep(
    choice: Choice, kept: list[Proposal], proposal: Proposal, options: Iterable[str], most: int
) -> None:
    if not all(choice.stands_for(option) for option in options):
        choice.left_out.append((proposal, "speaks of an option that is left out"))
    elif len(kept) >= most:
        choice.left_out.append((proposal, f"more than {most} of its kind"))
    else:
        kept.append(proposal)


def _choose_options(
    sure: list[Proposal], actors: dict[str, str], choice: Choice, room: int
) -> None:
    """Fold the vague into the plain, leave out the past, keep the surest and the most used."""
    options = {
        p.content.identity: p
        for p in sure
        if isinstance(p.content, Option) and actors.get(p.content.actor, "source") != "source"
    }
    covers = {act.key: act.covers for act in acts()}
    for name, proposal in list(options.items()):
        content = proposal.content
        assert isinstance(content, Option)
        plain = tuple(
            other
            for other, p in options.items()
            if isinstance(p.content, Option)
            and p.content.actor == content.actor
            and p.content.key in covers.get(content.key, ())
            and p.content.status != "past"
        )
        if plain:
            choice.folded[name] = plain
            choice.left_out.append((proposal, f"a wide word for {', '.join(plain)}"))
            del options[name]
        elif content.status == "past":
            choice.left_out.append((proposal, "spoken of as past only"))
            del options[name]
    use = _use(sure, choice)
    ranked = sorted(options, key=lambda name: -_weight(options[name], use.get(name, 0)))
    for name in ranked[room:]:
        choice.left_out.append((options[name], f"more than {room} options"))
    kept = set(ranked[:room])
    choice.options = {name: p for name, p in options.items() if name in kept}
    choice.folded = {
        name: tuple(o for o in plain if o in kept) for name, plain in choice.folded.items()
    }


def _weight(proposal: Proposal, use: int) -> float:
    content = proposal.content
    assert isinstance(content, Option)
    return proposal.firm + 0.2 * use + 0.1 * content.force + 0.05 * len(proposal.evidence)


def _use(sure: list[Proposal], choice: Choice) -> dict[str, int]:
    """How many scenarios, conditions and consequences speak of each option."""
    use: dict[str, int] = {}
    for proposal in sure:
        content = proposal.content
        named: tuple[str, ...] = ()
        if isinstance(content, Scenario):
            named = (*content.options, *content.options, *content.without)
        elif isinstance(content, Prerequisite | Consequence):
            named = _named(content.of)
        for option in named:
            for meant in (option, *choice.folded.get(option, ())):
                use[meant] = use.get(meant, 0) + 1
    return use


def _choose_actors(sure: list[Proposal], known: dict[str, Proposal], choice: Choice) -> None:
    """Keep those who have an option or suffer one, then the surest of the others."""
    needed: dict[str, None] = {}
    for proposal in choice.options.values():
        assert isinstance(proposal.content, Option)
        needed[proposal.content.actor] = None
    for proposal in choice.options.values():
        assert isinstance(proposal.content, Option)
        needed.update(dict.fromkeys(key for key in proposal.content.against if key in known))
    others = sorted(
        (
            p
            for p in sure
            if isinstance(p.content, Actor)
            and p.content.key not in needed
            and p.content.sort != "source"
        ),
        key=lambda p: -p.firm,
    )
    for proposal in others:
        enough = proposal.firm >= SURE_ACTOR and len(needed) < MAX_ACTORS
        if enough:
            needed[proposal.content.identity] = None
        else:
            choice.left_out.append((proposal, "named, but not seen to act"))
    choice.actors = {key: known[key] for key in known if key in needed}
