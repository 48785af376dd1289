"""A proposal on one line, in the words that a reader would use."""

from standoff.draft.proposal import (
    Actor,
    Consequence,
    Content,
    Hedge,
    Likelihood,
    Loaded,
    Motive,
    Option,
    Prerequisite,
    Question,
    Scenario,
    Signal,
    Tie,
    Want,
)

OF = {
    "person": "of people",
    "act": "of acts",
    "scare": "in quotation marks",
    "slogan": "a slogan",
}
"""What loaded wording is used of."""


def describe(content: Content) -> str:
    """Say on one line what a proposal says.

    Parameters
    ----------
    content : Content
        Of any kind; one that has no words of its own here is given field by field.

    Returns
    -------
    str
        Printable, without line ends.
    """
    line = _line(content)
    return "".join(c if c.isprintable() else " " for c in " ".join(line.split()))


def _line(content: Content) -> str:
    match content:
        case Actor():
            also = f"; also {', '.join(content.also)}" if content.also else ""
            return f"{content.name} ({content.key}), {content.sort.replace('_', ' ')}{also}"
        case Option():
            against = f", against {', '.join(content.against)}" if content.against else ""
            return f"{content.actor}: {content.label}{against} ({content.status})"
        case Scenario():
            return _scenario(content)
        case Prerequisite():
            needs = "needs" if content.strict else "needs, to succeed"
            return f"{content.of or 'something'} {needs}: {content.claim}"
        case Consequence():
            of = content.of or "something"
            return f"after {of}: {content.label} (severity {content.severity})"
        case Motive():
            what = "unknown" if content.motive == "unknown" else f"{content.motive} motive"
            serves = f"; {content.wants} would serve it" if content.wants else ""
            return f"{what}: {content.claim}{serves}"
        case Want():
            return _want(content)
        case Tie():
            return f"{content.from_} to {content.to}: {content.relation}"
        case Signal():
            return _signal(content)
        case Likelihood():
            return f'"{content.words.lower()}": {meaning(content)}'
        case Loaded():
            return f'"{content.words}" ({OF[content.sort]})'
        case Hedge():
            return f'"{content.words.lower()}"'
        case Question():
            return content.text
    data = content.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return "; ".join(f"{key}: {value}" for key, value in data.items())


def meaning(content: Likelihood) -> str:
    """Say what a word of likelihood means by each yardstick, or why it is no number."""
    if content.sort == "relative":
        return "a rank, no number"
    if content.sort == "ignorance":
        return "says that it is not known; no number"
    if not content.ranges:
        return "no yardstick has it; no number"
    parts = [
        f"{name} {100 * low:.0f}-{100 * high:.0f} %" for name, (low, high) in content.ranges.items()
    ]
    return ", ".join(parts)


def _scenario(content: Scenario) -> str:
    parts = [f"on: {', '.join(content.options) or 'nobody chooses it'}"]
    if content.without:
        parts.append(f"off: {', '.join(content.without)}")
    if content.case:
        parts.append(f"{content.case} case")
    if content.rank:
        parts.append(f"called the {content.rank} likely")
    if content.likelihood:
        parts.append(f"called {content.likelihood}")
    return f"{content.title} ({'; '.join(parts)})"


def _want(content: Want) -> str:
    if content.answers:
        return f"{content.actor} would answer {content.answers} with {content.option}"
    return f"{content.actor} {'wants' if content.wanted else 'does not want'} {content.option}"


def _signal(content: Signal) -> str:
    speaker = f"{content.person} for {content.speaker}" if content.person else content.speaker
    days = {str(day) for day in (content.earliest, content.latest) if day is not None}
    when = f", {' to '.join(sorted(days))}" if days else ""
    kind = f"{content.mode}, {content.direction}{when}"
    return f"{speaker} ({kind}): {content.summary}"
