"""From proposals to a crisis file that can be checked and forecast, every guess said to be one.

What the text does not give gets a neutral default, the same for everyone: each hostile option costs
its actor a little, each actor minds what is done against it, hypotheses start at even odds, effort
follows from the kind of act. The file says so, item by item.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from standoff.crisis.fields import MAX_NAME
from standoff.draft.choose import Choice, choose
from standoff.draft.keys import slug
from standoff.draft.margin import Margin, with_comments
from standoff.draft.proposal import (
    Actor,
    Consequence,
    Draft,
    Motive,
    Option,
    Prerequisite,
    Proposal,
    Scenario,
    Signal,
    Tie,
    Want,
)
from standoff.draft.rules.how_likely import ranges_of
from standoff.files.read import read_text
from standoff.files.write import dump
from standoff.language.parser import RESERVED

SOURCE = "article"
"""Name of the article in the register of sources."""

MOST_PASSAGES = 4
"""Passages that one item of the file points to; all of them are in the JSON."""

NEUTRAL_COST = "minor"
NEUTRAL_HARM = "moderate"


@dataclass(frozen=True, slots=True)
class Composition:
    """A drafted crisis file.

    Attributes
    ----------
    text : str
        YAML with comments; it has been read and checked.
    data : dict
        The same without comments.
    questions : tuple of str
        For the analyst.
    left_out : tuple of (Proposal, str)
        What is not in the file, and why.
    """

    text: str
    data: dict[str, Any]
    questions: tuple[str, ...]
    left_out: tuple[tuple[Proposal, str], ...]


def compose(draft: Draft, yardstick: str = "readers", today: dt.date | None = None) -> Composition:
    """Compose a crisis file of a draft.

    Parameters
    ----------
    draft : Draft
        Rejected proposals taken out.
    yardstick : str
        Scale that the author's words of likelihood are read by.
    today : date, optional
        Stands in for the day of publication where that is not known.

    Returns
    -------
    Composition

    Raises
    ------
    CrisisError
        If what was found makes no crisis (no actor at all).
    """
    return _Composer(draft, choose(draft), yardstick, today or dt.date.today()).compose()


class _Composer:
    """Writes the parts of one file; `margin` collects the comments beside them."""

    def __init__(self, draft: Draft, choice: Choice, yardstick: str, today: dt.date) -> None:
        self.draft, self.choice, self.yardstick = draft, choice, yardstick
        self.day = draft.as_of or today
        self.margin = Margin()
        self.questions: list[str] = []
        self.hypotheses: dict[str, Any] = {}
        self.needs: dict[str, list[str]] = {}
        self.resolved = self._resolved()

    def compose(self) -> Composition:
        if self.draft.as_of is None:
            self.questions.append(
                "When was the text published? Nothing says; the day of drafting stands in (--as-of)."
            )
        self._prerequisites()
        self._motives()
        signals = self._signals()
        data: dict[str, Any] = {
            "standoff": 1,
            "title": self._title(),
            "as_of": self.day.isoformat(),
            "yardstick": self.yardstick,
            "sources": self._sources(),
            "actors": self._actors(),
            "ties": self._ties(),
            "status_quo": self._status_quo(),
            "hypotheses": self.hypotheses,
            "signals": signals,
            "scenarios": self._scenarios(),
            "consequences": self._consequences(),
        }
        data = {key: value for key, value in data.items() if value not in ({}, [], None)}
        self._ask()
        self._head()
        text = with_comments(dump(data), self.margin, self.draft, self.questions, self.choice)
        read_text(text, "the draft")
        return Composition(text, data, tuple(self.questions), tuple(self.choice.left_out))

    # the parts of the file

    def _title(self) -> str:
        acting = Counter(
            option.content.actor  # type: ignore[union-attr]
            for option in self.choice.options.values()
        )
        names = [self._name(key) for key, _ in acting.most_common(3)]
        names = names or [self._name(key) for key in list(self.choice.actors)[:3]]
        return f"{', '.join(names)}: a draft" if names else "A draft"

    def _sources(self) -> dict[str, Any]:
        self.margin.note(("sources", SOURCE, "kind"), "guess: say what kind of text it is")
        return {
            SOURCE: {
                "name": self.draft.article.name,
                "kind": "other",
                "date": self.day.isoformat(),
                "file": self.draft.article.name,
                "sha256": self.draft.article.sha256,
            }
        }

    def _actors(self) -> dict[str, Any]:
        return {key: self._actor(key, p) for key, p in self.choice.actors.items()}

    def _actor(self, key: str, proposal: Proposal) -> dict[str, Any]:
        content = proposal.content
        assert isinstance(content, Actor)
        also = [name for name in content.also if name != content.name][:5]
        named = f"; also: {', '.join(also)}" if also else ""
        self.margin.sure(("actors", key), proposal, named)
        options = {
            p.content.key: self._option(name, p)  # type: ignore[union-attr]
            for name, p in self.choice.options.items()
            if name.startswith(f"{key}.")
        }
        found = {"name": content.name, "kind": content.sort, "options": options}
        found["preferences"] = self._preferences(key)
        found["from"] = passages(proposal)
        return {name: value for name, value in found.items() if value not in ({}, [])}

    def _option(self, name: str, proposal: Proposal) -> dict[str, Any]:
        content = proposal.content
        assert isinstance(content, Option)
        path = ("actors", content.actor, "options", content.key)
        said = {"ongoing": "going on", "denied": "denied", "possible": "possible"}
        self.margin.sure(
            path, proposal, f"; {said.get(content.status, content.status)}; effort is a default"
        )
        against = [key for key in content.against if key in self.choice.actors]
        if content.force > 0 and not against:
            self.questions.append(f"Whom does {name} hurt? The text does not say (`against`).")
        option: dict[str, Any] = {"label": content.label}
        if against:
            option["against"] = against
        option["effort"] = _plain(content.effort)
        if name in self.needs:
            option["needs"] = " and ".join(self.needs[name])
        option["from"] = passages(proposal)
        return option

    def _preferences(self, key: str) -> list[dict[str, Any]]:
        """From the text where it gives any; the rest are neutral defaults, the same for all."""
        path = ("actors", key, "preferences")
        found: list[dict[str, Any]] = []

        def add(statement: dict[str, Any], remark: str) -> None:
            if all(statement["prefer"] != there["prefer"] for there in found):
                self.margin.note((*path, len(found)), remark)
                found.append(statement)

        for proposal in self.choice.wants:
            content = proposal.content
            if isinstance(content, Want) and content.actor == key:
                add(self._want(content, proposal), f"{self._sure(proposal)}; its weight is a guess")
        for proposal in self.choice.motives:
            content = proposal.content
            name = self._motive_names.get(proposal.id)
            if isinstance(content, Motive) and content.actor == key and content.wants and name:
                meant = self.choice.stands_for(content.wants)
                if meant:
                    statement = {
                        "prefer": _any(meant),
                        "weight": NEUTRAL_HARM,
                        "motive": content.motive,
                    }
                    add(
                        {**statement, "given": name, "from": passages(proposal)},
                        self._sure(proposal),
                    )
        for option in self.resolved.get(key, ()):
            add(
                {"prefer": option, "weight": NEUTRAL_HARM, "given": f"{key}_resolved"},
                "guess: so that signals count; if it means it, it wants to act",
            )
        for name, proposal in self.choice.options.items():
            content = proposal.content
            assert isinstance(content, Option)
            if key in content.against:
                add(
                    {"prefer": f"not {name}", "weight": NEUTRAL_HARM},
                    "neutral: it is done against it",
                )
            if content.actor == key and content.force > 0:
                add(
                    {"prefer": f"not {name}", "weight": NEUTRAL_COST}, "neutral: the cost of acting"
                )
        return found

    def _want(self, content: Want, proposal: Proposal) -> dict[str, Any]:
        meant = _any(self.choice.stands_for(content.option))
        if content.answers:
            cause = _any(self.choice.stands_for(content.answers))
            prefer = f"{cause} implies {meant}"
        else:
            prefer = meant if content.wanted else f"not {meant}"
        return {"prefer": prefer, "weight": NEUTRAL_HARM, "from": passages(proposal)}

    def _ties(self) -> list[dict[str, Any]]:
        found = []
        for k, proposal in enumerate(self.choice.ties):
            content = proposal.content
            assert isinstance(content, Tie)
            self.margin.sure(("ties", k), proposal, "; no regard is drafted")
            found.append(
                {
                    "from": content.from_,
                    "to": content.to,
                    "kind": content.relation[:60],
                    "passages": passages(proposal),
                }
            )
        return found

    def _status_quo(self) -> list[str]:
        found = []
        for name, proposal in self.choice.options.items():
            content = proposal.content
            if isinstance(content, Option) and content.status == "ongoing":
                self.margin.note(
                    ("status_quo", len(found)), "guess: the text speaks of it as going on"
                )
                found.append(name)
        return found

    def _prerequisites(self) -> None:
        for proposal in self.choice.prerequisites:
            content = proposal.content
            assert isinstance(content, Prerequisite)
            if content.of is None:
                self.questions.append(f"What does this have to hold for? {content.claim}")
                continue
            if not content.strict:
                self.questions.append(
                    f"Only to succeed, or to happen at all? {content.of}: {content.claim}"
                )
                continue
            name = self._new_name(f"{content.of.split('.')[1]}_needs")
            self.hypotheses[name] = {
                "claim": content.claim,
                "prior": 0.5,
                "source": SOURCE,
                "from": passages(proposal),
            }
            self.margin.sure(("hypotheses", name), proposal, "; prior: even odds, a guess")
            for option in self.choice.stands_for(content.of):
                self.needs.setdefault(option, []).append(name)

    def _motives(self) -> None:
        self._motive_names: dict[str, str] = {}
        for proposal in self.choice.motives:
            content = proposal.content
            assert isinstance(content, Motive)
            if content.motive == "unknown":
                self.questions.append(
                    f"The text leaves it open: {content.claim}. What do you think?"
                )
                continue
            if content.wants is None or not self.choice.stands_for(content.wants):
                said = "an ulterior motive" if content.motive == "ulterior" else "a motive"
                self.questions.append(
                    f"What would this move ({said}, {proposal.confidence:.0%} sure)? {content.claim}"
                )
                continue
            if len(self.hypotheses) >= 6:
                self.choice.left_out.append((proposal, "hypotheses enough; each doubles the work"))
                continue
            name = self._new_name(f"{content.actor or 'a'}_motive")
            self._motive_names[proposal.id] = name
            self.hypotheses[name] = {
                "claim": content.claim,
                "prior": 0.5,
                "source": SOURCE,
                "from": passages(proposal),
            }
            self.margin.sure(("hypotheses", name), proposal, "; prior: even odds, a guess")

    def _resolved(self) -> dict[str, tuple[str, ...]]:
        """For each actor that signals, the options that it would take if it meant it."""
        speakers = {
            p.content.speaker
            for p in self.choice.signals
            if isinstance(p.content, Signal) and p.content.direction != "unclear"
        }
        found = {}
        for key in self.choice.actors:
            forceful = [
                (name, p)
                for name, p in self.choice.options.items()
                if name.startswith(f"{key}.")
                and isinstance(p.content, Option)
                and p.content.force > 0
                and p.content.status != "ongoing"
            ]
            if key in speakers and forceful:
                best = max(
                    forceful, key=lambda pair: pair[1].confidence - 0.1 * pair[1].content.effort
                )  # type: ignore[union-attr]
                found[key] = (best[0],)
        return dict(list(found.items())[:4])

    def _signals(self) -> list[dict[str, Any]]:
        for key in self.resolved:
            name = f"{key}_resolved"
            self.hypotheses[name] = {
                "claim": f"{self._name(key)} means to act and does not only talk",
                "prior": 0.5,
            }
            self.margin.note(
                ("hypotheses", name), "guess: made so that its signals can count; even odds"
            )
        found: list[dict[str, Any]] = []
        count: Counter[str] = Counter()
        for proposal in self.choice.signals:
            content = proposal.content
            assert isinstance(content, Signal)
            found.append(self._signal(content, proposal, count, ("signals", len(found))))
        return found

    def _signal(
        self, content: Signal, proposal: Proposal, count: Counter[str], path: tuple[str | int, ...]
    ) -> dict[str, Any]:
        base = _identifier(content.person or content.speaker)
        count[base] += 1
        signal: dict[str, Any] = {"id": f"{base}_{count[base]}"}
        first, last = content.earliest or self.day, content.latest or self.day
        middle = first + (last - first) / 2 if (last - first).days < 25 else last
        signal["date"] = min(middle, self.day).isoformat()
        if first != last:
            signal["date_inferred"] = True
        signal["speaker"] = _speaker(content.speaker, self.choice)
        signal["source"] = SOURCE
        if content.reliability:
            signal["reliability"] = content.reliability
        signal["summary"] = content.summary
        key = f"{content.speaker}_resolved"
        if key in self.hypotheses and content.direction != "unclear":
            strength = "moderate" if content.mode == "direct" else "slight"
            side = "for" if content.direction == "towards" else "against"
            signal["bears_on"] = {key: f"{strength} {side}"}
        signal["from"] = passages(proposal)
        chain = " > ".join([*content.via, content.person or content.speaker])
        span = f"{first} to {last}" if first != last else f"{first}"
        self.margin.sure(path, proposal, f"; {content.mode}, {content.direction}; {chain}; {span}")
        return signal

    def _scenarios(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for proposal in self.choice.scenarios:
            content = proposal.content
            assert isinstance(content, Scenario)
            parts = [_any(self.choice.stands_for(o)) for o in content.options]
            wanted = parts[0].strip("()") if len(parts) == 1 else " and ".join(parts)
            when = f"ever({wanted})"
            meant = {o for option in content.options for o in self.choice.stands_for(option)}
            for option in content.without:
                others = [o for o in self.choice.stands_for(option) if o not in meant]
                when += "".join(f" and never({o})" for o in others)
            if self._going_on(meant):
                self.choice.left_out.append((proposal, "is going on already"))
                continue
            if any(when == there["when"] for there in found.values()):
                self.choice.left_out.append((proposal, "says the same as another scenario"))
                continue
            scenario: dict[str, Any] = {"title": content.title, "when": when}
            if content.case:
                scenario["case"] = content.case
            scenario |= self._author_says(content)
            scenario["from"] = passages(proposal)
            rank = f"; called the {content.rank} likely: a rank, no number" if content.rank else ""
            name = self._new_name(content.key, found)
            self.margin.sure(("scenarios", name), proposal, rank + self._scales(content.likelihood))
            found[name] = scenario
        return found or self._default_scenarios()

    def _going_on(self, options: set[str]) -> bool:
        """Whether the text speaks of all these options as going on: no scenario to wait for."""
        found = [self.choice.options[name].content for name in options]
        return all(isinstance(c, Option) and c.status == "ongoing" for c in found)

    def _author_says(self, content: Scenario) -> dict[str, str]:
        if content.likelihood is None:
            return {}
        if self.yardstick in ranges_of(content.likelihood):
            return {"author_says": content.likelihood}
        self.questions.append(
            f'The yardstick {self.yardstick} has no "{content.likelihood}" ({content.title}).'
            " Which probability is meant?"
        )
        return {}

    def _scales(self, word: str | None) -> str:
        """What the yardsticks make of a word, where they differ."""
        if word is None:
            return ""
        parts = [
            f"{scale} {100 * low:.0f}-{100 * high:.0f} %"
            for scale, (low, high) in ranges_of(word).items()
        ]
        return f'; "{word}": {", ".join(parts)}' if parts else ""

    def _default_scenarios(self) -> dict[str, Any]:
        """Where the text names no scenario: each of the gravest options, said to be a default."""
        forceful = sorted(
            self.choice.options.items(),
            key=lambda pair: -(pair[1].content.force + pair[1].confidence),  # type: ignore[union-attr]
        )
        found = {}
        for name, proposal in forceful[:3]:
            content = proposal.content
            assert isinstance(content, Option)
            key = name.replace(".", "_")[:MAX_NAME]
            title = f"{self._name(content.actor)}: {content.label[0].lower()}{content.label[1:]}"
            found[key] = {"title": title, "when": f"ever({name})", "from": passages(proposal)}
            self.margin.note(
                ("scenarios", key), "guess: the text names no scenario; an option instead"
            )
        return found

    def _consequences(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for proposal in self.choice.consequences:
            content = proposal.content
            assert isinstance(content, Consequence)
            if content.of is None:
                self.questions.append(f"What would this follow from? {content.label}")
                continue
            name = self._new_name(f"after_{content.of.split('.')[1]}", found)
            found[name] = {
                "label": content.label,
                "when": f"ever({_any(self.choice.stands_for(content.of)).strip('()')})",
                "severity": content.severity,
                "from": passages(proposal),
            }
            self.margin.sure(("consequences", name), proposal, "; severity is a guess")
        return found

    # what is said about it

    def _ask(self) -> None:
        texts = [p.content.text for p in self.draft.of_kind("question")]  # type: ignore[union-attr]
        self.questions += [text for text in texts if text not in self.questions]

    def _head(self) -> None:
        article = self.draft.article
        self.margin.head = [
            f"Drafted from {article.name} by standoff draft ({self.draft.backend} {self.draft.version}).",
            "It drafts, you decide: every item points to its words (`from`, characters of the file),",
            "every guess is marked, and the questions stand at the end. Weights, priors and efforts are",
            "neutral defaults where the text gives none, the same for every actor; forecasts from them",
            "say what the structure alone implies. Before you trust a number, replace them.",
        ]
        for note in self.draft.notes:
            self.margin.head.append(f"- {note}")
        if self.draft.dropped:
            self.margin.head.append(
                f"- {self.draft.dropped} claims were dropped: their words do not stand in the text"
            )

    def _name(self, key: str) -> str:
        content = self.choice.actors[key].content
        assert isinstance(content, Actor)
        return content.name

    def _sure(self, proposal: Proposal) -> str:
        return f"{proposal.confidence:.0%} sure"

    def _new_name(self, base: str, taken: dict[str, Any] | None = None) -> str:
        """A name that nothing in the file has yet."""
        used = {*self.hypotheses, *self.choice.actors, *(taken or {})}
        base = base[: MAX_NAME - 4]
        name, k = base, 2
        while name in used or name in RESERVED:
            name, k = f"{base}_{k}", k + 1
        return name


def passages(proposal: Proposal) -> str | list[str]:
    """Return where a proposal's words stand, as a crisis file writes it."""
    found = [f"{SOURCE}@{one.start}-{one.end}" for one in proposal.evidence[:MOST_PASSAGES]]
    return found[0] if len(found) == 1 else found


def _any(options: tuple[str, ...]) -> str:
    return options[0] if len(options) == 1 else f"({' or '.join(options)})"


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _identifier(words: str) -> str:
    return slug(words, "s")


def _speaker(speaker: str, choice: Choice) -> str:
    """An actor of the file by key; anyone else by a name that cannot be mistaken for one."""
    if speaker in choice.actors:
        return speaker
    return speaker[0].upper() + speaker[1:].replace("_", " ")
