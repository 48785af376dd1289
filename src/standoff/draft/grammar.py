"""Who does what to whom, read off the order of words; a parser can do it better (see spacy)."""

import re

from standoff.draft.locate import Span
from standoff.draft.mentions import Mention, Mentions
from standoff.draft.reading import Reading, Sentence
from standoff.draft.scene import NOBODY, Doer

GOVERNED = re.compile(
    r"\b(?:against|on|in|at|into|inside|across|over|towards?|with|to|from|of|for|near|by|between|about"
    r"|within|under|through|beyond|after|before|than|like|via|vis-à-vis|far as)\s+(?:(?:the|its|their"
    r"|all|any|an?)\s+)?"
    r"(?:[\w-]+\s+){0,1}$",
    re.I,
)
_TARGETS = re.compile(
    r"^[^,;.]{0,45}?\b(?:against|on|in|at|into|inside|across|over|towards?|targeting|of|to"
    r"|from)\s+(?:[\w’'“”/-]+\s+){0,4}$",
    re.I,
)
_SUFFERED = re.compile(
    r"\b(?:from|against|despite|fears? of|threats? of|after|amid|since)\s+(?:[\w’'-]+\s+){0,3}$",
    re.I,
)
_STOP = re.compile(
    r"\b(?:and|or|but|that|which|who|is|are|was|were|be|been|has|have|had|will|would|could|may|might"
    r"|can|to|in"
    r"|on|at|of|for|from|with|against|by|as|if|said|says|not|the|a|an|its|their)\b",
    re.I,
)
_CLAUSE = re.compile(r";|:|, (?:but|while|whereas|although|though|and|so|yet|which|who)\b", re.I)
_PRONOUN = re.compile(r"\b(it|he|she|they|its|his|her|their|both)\b", re.I)
OFFICIAL = re.compile(
    r"^\s+(?:\w+\s+){0,2}(?:forces?|troops|army|navy|military|officials?|government|authorit\w+|leaders?"
    r"|ministers?|ministry|soldiers|jets|warplanes|drones|warships|guards?|police|coast ?guard|diplomats?"
    r"|president|fighters|commanders?|vessels?|ships|side|regime|parliament|cabinet|state|capital"
    r"|leadership)\b",
    re.I,
)
ACTOR_FORMS = ("name", "seat", "office", "body", "person", "public")


class Shallow:
    """Doers and targets by the order of words.

    Parameters
    ----------
    reading : Reading
    mentions : Mentions
    """

    def __init__(self, reading: Reading, mentions: Mentions) -> None:
        self.text, self.mentions = reading.text, mentions
        self._before = self._subjects(reading)

    def doer(self, sentence: Sentence, act: Span, noun: bool) -> Doer:
        """See `Grammar.doer`."""
        named = [m for m in self.mentions.of(sentence) if self._can_act(m, act, noun)]
        if noun:
            found = (
                self._owner(named, act) or self._performer(named, act) or self._owned(sentence, act)
            )
            if found is not None:
                return found
            if _SUFFERED.search(self.text[sentence.span.start : act.start]):
                return NOBODY
        before = [m for m in named if m.span.end <= act.start]
        clause = sentence.span.start
        for match in _CLAUSE.finditer(self.text, sentence.span.start, act.start):
            if any(m.span.start >= match.end() for m in before):
                clause = match.end()
        for mention in reversed(before):
            lead = self.text[sentence.span.start : mention.span.start]
            if mention.span.start < clause or GOVERNED.search(lead) or lead.endswith("-"):
                continue
            gap = act.start - mention.span.end
            sure = (0.75 if gap < 80 else 0.6) * mention.sure
            return Doer(self._with_partner(mention, before), sure, None, mention)
        return self._pronoun(sentence, act)

    def targets(self, sentence: Sentence, act: Span, noun: bool) -> tuple[str, ...]:
        """See `Grammar.targets`."""
        found: list[str] = []
        for mention in self.mentions.of(sentence):
            if mention.form in ("media", "anonymous", "expert") or mention.span.start < act.end:
                continue
            gap = self.text[act.end : mention.span.start]
            direct = not noun and re.match(r"^\s+(?:(?:the|all|any)\s+)?(?:[\w-]+\s+)?$", gap)
            ends_in_preposition = re.search(
                r"\b(?:against|on|in|at|into|towards)$", self.text[act.start : act.end], re.I
            ) and re.match(r"^\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$", gap)
            if direct or ends_in_preposition or (len(gap) < 60 and _TARGETS.match(gap)):
                found.append(mention.party)
        return tuple(dict.fromkeys(found))

    def denied(self, sentence: Sentence, act: Span) -> bool | None:
        """See `Grammar.denied`: the words before the act decide."""
        return None

    def subject(self, sentence: Sentence, verb: Span) -> Mention | None:
        """See `Grammar.subject`: the order of words decides."""
        return None

    def did(self, sentence: Sentence, day: Span) -> Mention | None:
        """See `Grammar.did`: the order of words decides."""
        return None

    def _can_act(self, mention: Mention, act: Span, noun: bool) -> bool:
        if mention.span.overlaps(act):
            return False
        if mention.form in ACTOR_FORMS:
            return True
        if mention.form != "people":
            return False
        words = mention.span.of(self.text)
        after = self.text[mention.span.end : mention.span.end + 40]
        owns = noun and mention.span.end <= act.start <= mention.span.end + 45
        return bool(words.endswith("s") or OFFICIAL.match(after) or owns or after[:1] == "-")

    def _owner(self, named: list[Mention], act: Span) -> Doer | None:
        """Pakistan's air strikes, Pakistani air strikes, Pakistani-Taliban clashes, TTP attacks."""
        for mention in reversed(named):
            if mention.span.end > act.start:
                continue
            gap = self.text[mention.span.end : act.start]
            if re.match(r"[-–—/]\w", gap):
                return None
            plain = re.sub(r"^['’]s?", "", gap)
            if plain == gap and mention.form != "people" and re.match(r"\s+\w+(?:s|ed)\s", gap):
                return None
            if (
                len(plain.split()) <= 4
                and not _STOP.search(plain)
                and not re.search(r"[,.;:]", plain)
            ):
                joined = self._hyphened(mention)
                if joined is not None:
                    return Doer((joined.party, mention.party), 0.8, None, mention)
                return Doer((mention.party,), 0.9 * mention.sure, None, mention)
            return None
        return None

    def _hyphened(self, mention: Mention) -> Mention | None:
        """The first of a hyphened pair of sides, whose second is given."""
        for mentions in self.mentions.by_sentence.values():
            for other in mentions:
                beside = other.span.end + 1 == mention.span.start and other.party != mention.party
                if beside and self.text[other.span.end] in "-–—/":
                    return other
        return None

    def _performer(self, named: list[Mention], act: Span) -> Doer | None:
        """An incursion by Rwanda; clashes between A and B."""
        after = [m for m in named if m.span.start >= act.end]
        for k, mention in enumerate(after[:3]):
            gap = self.text[act.end : mention.span.start]
            if len(gap) < 60 and re.search(r"^[^,;.]{0,40}\bbetween\s+(?:\w+\s+){0,2}$", gap):
                pair = [m.party for m in after[k : k + 2]]
                return Doer(tuple(dict.fromkeys(pair)), 0.85, None, mention)
            if len(gap) < 60 and re.search(r"^[^,;.]{0,45}\bby\s+(?:\w+\s+){0,2}$", gap):
                return Doer((mention.party,), 0.85 * mention.sure, None, mention)
        return None

    def _with_partner(self, mention: Mention, before: list[Mention]) -> tuple[str, ...]:
        """A and B did it: both."""
        for other in before:
            gap = self.text[other.span.end : mention.span.start]
            if other.party != mention.party and re.fullmatch(r"\s+and\s+(?:the\s+)?", gap):
                return (other.party, mention.party)
        return (mention.party,)

    def _pronoun(self, sentence: Sentence, act: Span) -> Doer:
        """It, he, she: the first actor of the sentence before it, else the subject so far.

        They: nobody, for the analyst to say; and so is "its" where several could be meant.
        """
        found = _PRONOUN.search(self.text, sentence.span.start, act.start)
        if found is None:
            return NOBODY
        if found.group().lower() in ("they", "their", "both"):
            return self._as_for(sentence, found.start()) or Doer((), 0.0, found.group())
        for mention in self.mentions.of(sentence):
            if mention.form in ACTOR_FORMS and mention.span.end <= found.start():
                return Doer((mention.party,), 0.5, None, mention)
        subject = self._before.get(sentence.span.start)
        return Doer((subject,), 0.45) if subject else Doer((), 0.0, found.group())

    def _as_for(self, sentence: Sentence, place: int) -> Doer | None:
        """As for the rebels, they: the one case in which the text says who they are."""
        for mention in self.mentions.of(sentence):
            lead = self.text[sentence.span.start : mention.span.start]
            rest = self.text[mention.span.end : place]
            if re.fullmatch(r"As (?:for|to)\s+(?:the\s+)?", lead) and re.fullmatch(r",\s+", rest):
                return Doer((mention.party,), 0.75, None, mention)
        return None

    def _owned(self, sentence: Sentence, act: Span) -> Doer | None:
        """Its operation, their strikes: the only actor named before, or nobody."""
        lead = self.text[sentence.span.start : act.start]
        found = re.search(r"\b(its|their|his|her)\s+(?:[\w’'“”-]+\s+){0,3}$", lead, re.I)
        if found is None:
            return None
        end = sentence.span.start + found.start()
        before = {
            m.party
            for m in self.mentions.of(sentence)
            if m.span.end <= end and m.form in ACTOR_FORMS
        }
        if len(before) == 1:
            return Doer((before.pop(),), 0.7)
        subject = self._before.get(sentence.span.start)
        if not before and subject is not None and found[1].lower() != "their":
            return Doer((subject,), 0.5)
        return Doer((), 0.0, found[1])

    def _subjects(self, reading: Reading) -> dict[int, str | None]:
        """By start of a sentence, the subject of the last sentence before it that has one."""
        subjects: dict[int, str | None] = {}
        subject: str | None = None
        heading = ""
        for sentence in reading.sentences:
            if sentence.heading != heading:
                heading, subject = sentence.heading, None
            subjects[sentence.span.start] = subject
            for mention in self.mentions.of(sentence):
                lead = self.text[sentence.span.start : mention.span.start]
                governed = GOVERNED.search(lead) or lead.endswith("-")
                if mention.form in ACTOR_FORMS and not governed:
                    subject = mention.party
                    break
        return subjects
