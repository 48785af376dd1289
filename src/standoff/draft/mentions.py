"""Who is named where: lexicon names, acronyms explained in the text, bodies, persons, publics."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from standoff.draft.agency import owns, plays_a_part
from standoff.draft.keys import slug
from standoff.draft.letterhead import issuer_named
from standoff.draft.lexicon import Lexicon, Party, any_of
from standoff.draft.locate import Span
from standoff.draft.names import Learnt, learn
from standoff.draft.persons import after_institution, named_persons, titled
from standoff.draft.reading import Reading, Sentence

_NAME = r"(?:[A-Z][\w’'-]+)"
_ACRONYM = re.compile(
    rf"\b((?:{_NAME}|for|of|the|and|de|al-\w+)(?:[ -](?:{_NAME}|for|of|the|and|de|du)){{1,7}})"
    r"\s*\(([A-Z][A-Z-]{1,7})\)"
)
_FIGHTERS = re.compile(
    rf"\b({_NAME})[ -](rebels|separatists|insurgents|militants|militia|militias|guerrillas|fighters"
    r"|secessionists|paramilitaries)\b"
)
_ARMED = re.compile(
    r"\b(?:Army|Front|Brigade|Militia|Resistance|Force|Fighter|Movement|Liberation)", re.I
)
_BLOC = re.compile(r"\b(?:Union|Alliance|Community|Organi[sz]ation|League|Coalition|Nations)", re.I)
_DETERMINED = re.compile(
    r"\b(?:the|an?|its|their|his|her|our|this|that|one|two|three|some|several|both)\s+(?:[a-z-]+\s+){0,2}$",
    re.I,
)
_THE = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s+$")
_FORMER = re.compile(r"\b(?:former|ex|late|then)[\s-]+(?:[\w-]+\s+){0,2}$", re.I)


_Add = Callable[["Mention"], None]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an actor is named.

    Attributes
    ----------
    span : Span
    party : str
        Key of whom it counts for.
    form : str
        ``name``, ``people`` (Afghan), ``seat`` (Kabul), ``office``, ``body``, ``person``,
        ``public``, ``media``, ``anonymous``, ``expert``.
    sure : float
        In [0, 1], how sure it is that this party is meant.
    person : str or None
        The person who speaks or acts for it.
    """

    span: Span
    party: str
    form: str
    sure: float = 1.0
    person: str | None = None


class Mentions:
    """All mentions of an article, by sentence.

    Attributes
    ----------
    parties : dict of str to Party
        Whoever is mentioned, known to the lexicon or found here.
    by_sentence : dict of int to list of Mention
        In the order of the text, by the start of the sentence.
    headlines : tuple of Mention
        Those in headings; they only show that somebody is named.
    doubts : list of (str, Span)
        Questions about who is meant.
    """

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.lexicon, self.text = reading, lexicon, reading.text
        self.parties: dict[str, Party] = {}
        self.doubts: list[tuple[str, Span]] = []
        self._surnames: dict[str, Mention] = {}
        self._acronyms: dict[str, Party] = {}
        self._learnt: dict[str, Learnt] = {}
        words = lexicon.words
        self._bodies = any_of(words["bodies"]["names"])
        self._publics = any_of(words["publics"]["names"])
        self._official = titled(words["titles"]["official"])
        self._expert = titled([f"{t}" for t in words["experts"]["titles"]])
        self._anonymous = any_of(words["anonymous"]["patterns"])
        self._crowd = any_of(words["experts"]["patterns"])
        self._roles = {sort: any_of(nouns) for sort, nouns in words["roles"].items()}
        self._own_names()
        self._topic: Counter[str] = Counter()
        issuer = issuer_named(self.text, self._states())
        if issuer is not None:
            self.parties.setdefault(issuer.key, issuer)
            self._topic[issuer.key] = len(self.text)
        self.by_sentence: dict[int, list[Mention]] = {}
        for sentence in reading.sentences:
            found = self._in_sentence(sentence)
            self.by_sentence[sentence.span.start] = found
            for mention in found:
                if mention.form in ("name", "people", "seat", "office") and self._is_state(mention):
                    self._topic[mention.party] += 1

        named = (m for h in reading.headlines for m in self._in_sentence(h))
        self.headlines = tuple(m for m in named if m.form not in ("body", "office", "public"))

    def of(self, sentence: Sentence) -> list[Mention]:
        """Return the mentions of a sentence in the order of the text."""
        return self.by_sentence.get(sentence.span.start, [])

    def all(self) -> Iterator[Mention]:
        """Yield every mention in the order of the text."""
        for sentence in self.reading.sentences:
            yield from self.of(sentence)

    def name(self, key: str) -> str:
        """Return the name of a party for the reader."""
        return self.parties[key].name if key in self.parties else key

    def _states(self) -> Iterator[tuple[str, Party]]:
        """States by name, those that the text teaches first."""
        yield from ((n.written, n.party) for n in self._learnt.values() if n.party.kind == "state")
        yield from ((p.name, p) for p in self.lexicon.parties.values() if p.kind == "state")

    def _is_state(self, mention: Mention) -> bool:
        return self.parties[mention.party].kind in ("state", "government")

    def _own_names(self) -> None:
        """Learn the groups that the text itself introduces, with their acronyms."""
        body = "\n".join(s.span.of(self.text) for s in self.reading.sentences)
        for match in _ACRONYM.finditer(body):
            words = match[1].split()
            while words and (words[0].lower() in ("the", "of", "for", "and", "de", "du")):
                words.pop(0)
            # keep the words whose initials make the acronym
            initials = [w for w in words if w[0].isupper()]
            spare = len(initials) - len(match[2].replace("-", ""))
            while spare > 0 and words:
                spare -= words.pop(0)[0].isupper()
            name = " ".join(words)
            known = self.lexicon.names.get(name) or self.lexicon.names.get(match[2])
            if known is None and len(words) > 1:
                self._acronyms[match[2]] = self._acronyms[name] = _new_party(name, match[2])
        self._persons_named = named_persons(body)
        taken = {*self._acronyms, *self._persons_named}
        for learnt in learn(self.reading, self.lexicon, taken):
            if not any(learnt.written in name for name in self._acronyms):
                self._learnt[learnt.written] = learnt

    def _in_sentence(self, sentence: Sentence) -> list[Mention]:
        found: list[Mention] = []
        span = sentence.span

        def add(mention: Mention) -> None:
            """Add a mention; of two that overlap the longer one stays."""
            rivals = [m for m in found if m.span.overlaps(mention.span)]
            size = mention.span.end - mention.span.start
            if all(r.span.end - r.span.start < size for r in rivals):
                for rival in rivals:
                    found.remove(rival)
                found.append(mention)

        for match in self.lexicon.pattern.finditer(self.text, span.start, span.end):
            name = self.lexicon.names[" ".join(match.group().split())]
            self.parties.setdefault(name.party, self.lexicon.parties[name.party])
            add(Mention(Span(*match.span()), name.party, name.form))
        for written, party in self._acronyms.items():
            for match in re.finditer(rf"(?<!\w){re.escape(written)}(?!\w)", span.of(self.text)):
                self.parties.setdefault(party.key, party)
                add(
                    Mention(
                        Span(span.start + match.start(), span.start + match.end()),
                        party.key,
                        "name",
                        0.8,
                    )
                )
        for written, learnt in self._learnt.items():
            for match in re.finditer(rf"(?<![\w]){re.escape(written)}(?!\w)", span.of(self.text)):
                self.parties.setdefault(learnt.party.key, learnt.party)
                place = Span(span.start + match.start(), span.start + match.end())
                add(Mention(place, learnt.party.key, learnt.form, 0.75))
        self._fighters(span, add)
        self._people(span, found, add)
        self._places(sentence, found, add)
        self._persons(sentence, found, add)
        self._roles_in(sentence, found, add)
        for pattern, form in ((self._anonymous, "anonymous"), (self._crowd, "expert")):
            for match in pattern.finditer(self.text, span.start, span.end):
                words = " ".join(match.group().split())
                key = f"{form}:{words.lower()}"
                self.parties.setdefault(key, Party(key, words, form))
                add(Mention(Span(*match.span()), key, form, 0.9))
        return sorted(found, key=lambda m: m.span)

    def _fighters(self, span: Span, add: _Add) -> None:
        """Tuareg rebels, Chadian rebels: a group, not the people that it is named after."""
        for match in _FIGHTERS.finditer(self.text, span.start, span.end):
            known = self.lexicon.names.get(match[1])
            if known is not None and known.form == "name":
                continue
            name = f"{match[1]} {match[2]}"
            party = _new_party(name, None)
            self.parties.setdefault(party.key, replace(party, kind="armed_group"))
            add(Mention(Span(*match.span()), party.key, "name", 0.75))

    def _people(self, span: Span, found: list[Mention], add: _Add) -> None:
        """Afghan masses, the public in Pakistan: a public of a state."""
        for mention in list(found):
            if mention.form not in ("people", "name") or not self._is_state(mention):
                continue
            after = self.text[mention.span.end : min(mention.span.end + 40, span.end)]
            match = re.match(
                rf"(?:['’]s)?\s+(?:\w+\s+){{0,1}}?({self._publics.pattern})", after, re.I
            )
            if match:
                state = mention.party
                party = Party(f"{state}_public", f"{_people_of(self, mention)} public", "public")
                self.parties.setdefault(party.key, party)
                add(
                    Mention(
                        Span(mention.span.start, mention.span.end + match.end()),
                        party.key,
                        "public",
                        0.8,
                    )
                )

    def _places(self, sentence: Sentence, found: list[Mention], add: _Add) -> None:
        """Foreign Office, the army: bodies of a state that is named just before, or is the topic."""
        span = sentence.span
        for match in self._bodies.finditer(self.text, span.start, span.end):
            place = Span(*match.span())
            if any(m.span.overlaps(place) for m in found):
                continue
            state, sure, owner = self._state_of(place, found)
            lone = owner is None and match.group()[0].islower()
            if state is None or (lone and not _THE.search(self.text[span.start : place.start])):
                continue
            # Iceland's government, the government of Iceland
            start = min(owner.span.start, place.start) if owner is not None else place.start
            add(Mention(Span(start, place.end), state, "body", sure - 0.15 * lone))

    def _roles_in(self, sentence: Sentence, found: list[Mention], add: _Add) -> None:
        """The palace, gunmen, residents, an official: common nouns that stand for somebody."""
        span = sentence.span
        for sort, pattern in self._roles.items():
            for match in pattern.finditer(self.text, span.start, span.end):
                place = Span(*match.span())
                noun = " ".join(match.group().split()).lower()
                if any(m.span.overlaps(place) for m in found) or not self._stands_alone(
                    span, place
                ):
                    continue
                state, sure, owner = self._state_of(place, found)
                start = (
                    owner.span.start
                    if owner is not None and owner.span.end <= place.start
                    else place.start
                )
                if sort == "state" and state is not None:
                    add(Mention(Span(start, place.end), state, "body", min(sure, 0.6)))
                    continue
                kind = {"group": "armed_group", "public": "public", "source": "source"}.get(
                    sort, "other"
                )
                beside = owner is not None and abs(owner.span.end - place.start) < 25
                if sort != "group" and not beside and not plays_a_part(self.text, span, place):
                    continue
                key = slug(noun)
                if owner is not None and sort in ("public", "source"):
                    key = f"{owner.party}_{key}"[:40]
                self.parties.setdefault(key, Party(key, noun[0].upper() + noun[1:], kind))
                form = "anonymous" if sort == "source" else "public" if sort == "public" else "name"
                add(Mention(Span(start, place.end), key, form, 0.55))

    def _stands_alone(self, span: Span, place: Span) -> bool:
        """Whether a common noun is a noun phrase of its own and not part of a compound."""
        before = self.text[span.start : place.start]
        after = self.text[place.end : place.end + 25]
        plural = self.text[place.end - 1] == "s" or self.text[place.start : place.end].endswith(
            "men"
        )
        determined = _DETERMINED.search(before) or (
            plural and not re.search(r"[\w’'][\s-]$", before)
        )
        bare = plural and not re.search(r"\b(?:no|any)\s+$", before)
        compound = re.match(
            r"(?:['’]s)?\s+(?:train|budget|line|picket|building|station|post|house)", after
        )
        return bool(
            (determined or bare or not before.strip()) and not compound and after[:1] != "-"
        )

    def _persons(self, sentence: Sentence, found: list[Mention], add: _Add) -> None:
        span = sentence.span
        for pattern, form in ((self._expert, "expert"), (self._official, "person")):
            for match in pattern.finditer(self.text, span.start, span.end):
                before = self.text[max(span.start, match.start() - 40) : match.start()]
                if _FORMER.search(before) or match.group().lower().startswith("former"):
                    continue
                self._person(match, form, span, found, add)
        for name in sorted(self._persons_named, key=len, reverse=True):
            if name in self._surnames or self.lexicon.names.get(name) or name in self._learnt:
                continue
            for match in re.finditer(
                rf"(?<![\w-])((?:Mr|Mrs|Ms|Dr|Sir)\.?\s+)?{re.escape(name)}(?![\w-])",
                span.of(self.text),
            ):
                place = Span(span.start + match.start(), span.start + match.end())
                whole = next((n for n in self._persons_named if n.endswith(f" {name}")), name)
                key = f"expert:{whole}"
                self.parties.setdefault(key, Party(key, whole, "expert"))
                add(Mention(place, key, "expert", 0.6, whole))
        for name, person in self._surnames.items():
            for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", span.of(self.text)):
                place = Span(span.start + match.start(), span.start + match.end())
                add(replace(person, span=place))

    def _person(
        self, match: re.Match[str], form: str, span: Span, found: list[Mention], add: _Add
    ) -> None:
        written = match["name"] or match["before"]
        words = [*(match["of"] or "").split(), *written.split()] if match["of"] else written.split()
        name = re.sub(r"['’]s$", "", " ".join(after_institution(words) if match["of"] else words))
        if self.lexicon.names.get(name) or len(name) < 3:
            return
        place = Span(*match.span())
        if form == "expert":
            key = f"expert:{name}"
            self.parties.setdefault(key, Party(key, name, "expert"))
            mention = Mention(place, key, "expert", 0.9, name)
        else:
            state, sure, owner = self._state_of(place, found)
            if state is None:
                return
            if owner is not None:
                place = Span(
                    min(place.start, owner.span.start),
                    max(place.end, min(owner.span.end, span.end)),
                )
            elif name not in (m.person for m in self._surnames.values()):
                self.doubts.append(
                    (f"For whom does {name} speak? Taken as {self.name(state)}", place)
                )
            mention = Mention(place, state, "person", sure, name)
        add(mention)
        surname = name.split()[-1]
        if len(surname) > 3 and surname not in self._surnames and len(name.split()) > 1:
            self._surnames[surname] = replace(mention, sure=min(mention.sure, 0.8))

    def _state_of(
        self, place: Span, found: list[Mention]
    ) -> tuple[str | None, float, Mention | None]:
        """Find the party that a body or person belongs to: named beside it, or the topic so far."""
        for mention in found:
            if mention.form not in ("name", "people", "seat", "office"):
                continue
            if self.parties[mention.party].kind == "media":
                continue
            gap = self.text[mention.span.end : place.start]
            if len(gap) <= 25 and owns(mention.form, gap):
                return mention.party, 0.95, mention
            gap = self.text[place.end : mention.span.start]
            if 0 < len(gap) <= 8 and re.match(r"^\s+(?:of|in)\s+(?:the\s+)?$", gap):
                return mention.party, 0.9, mention
            if place.start <= mention.span.start and mention.span.end <= place.end:
                return mention.party, 0.95, mention
        before = [m for m in found if m.span.end <= place.start and self._is_state(m)]
        if self._topic:
            party, count = self._topic.most_common(1)[0]
            sure = 0.6 if count >= 2 else 0.5
            return party, sure, None
        if before:
            return before[-1].party, 0.5, None
        return None, 0.0, None


def _people_of(mentions: Mentions, mention: Mention) -> str:
    words = mention.span.of(mentions.text)
    return words if mention.form == "people" else mentions.name(mention.party)


def _new_party(name: str, acronym: str | None) -> Party:
    kind = "armed_group" if _ARMED.search(name) else "bloc" if _BLOC.search(name) else "other"
    return Party(slug(acronym or name), name, kind)
