"""What the rules look at: a reading with its mentions, the acts in it, and who does them to whom."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from standoff.draft.lexicon import Act, Lexicon, any_of
from standoff.draft.locate import Span
from standoff.draft.mentions import Mention, Mentions
from standoff.draft.proposal import AnyContent
from standoff.draft.reading import Reading, Sentence

SOURCES = ("media", "anonymous", "expert", "source")
"""Kinds of parties that only report: newspapers, unnamed officials, experts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, before it is given its words and its author.

    Attributes
    ----------
    content : Content
    spans : tuple of Span
    firmness : float
        In [0, 1], how plainly the words say it, as the rule sees it.
    rule : str
        By which of its patterns the rule found it; proposals of one rule are right as often.
    """

    content: AnyContent
    spans: tuple[Span, ...]
    firmness: float
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does something.

    Attributes
    ----------
    parties : tuple of str
        Two for what two sides do to one another; none where the text does not say.
    sure : float
        In [0, 1].
    pronoun : str or None
        The pronoun that stands for it, if it is not named.
    """

    parties: tuple[str, ...]
    sure: float
    pronoun: str | None = None
    mention: Mention | None = None


NOBODY = Doer((), 0.0)


class Grammar(Protocol):
    """How it is found who does a thing, and to whom."""

    def doer(self, sentence: Sentence, act: Span, noun: bool) -> Doer:
        """Return who does what the words at a span say."""

    def targets(self, sentence: Sentence, act: Span, noun: bool) -> tuple[str, ...]:
        """Return to whom it is done."""

    def denied(self, sentence: Sentence, act: Span) -> bool | None:
        """Tell whether it is said not to be done; None to let the words before it decide."""

    def subject(self, sentence: Sentence, verb: Span) -> Mention | None:
        """Return the subject of a verb of saying; None to let the order of words decide."""

    def did(self, sentence: Sentence, day: Span) -> Mention | None:
        """Return who did something on a day that is named; None to let the order of words decide."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that a sentence speaks of.

    Attributes
    ----------
    act : Act
    span : Span
    sentence : Sentence
    doer : Doer
    against : tuple of str
        Keys of parties.
    status : str
        ``possible``, ``ongoing``, ``past``, ``denied``, or ``named`` where no word says.
    noun : bool
        Whether a noun names it (a blockade), not a verb.
    """

    act: Act
    span: Span
    sentence: Sentence
    doer: Doer
    against: tuple[str, ...]
    status: str
    noun: bool = False


@dataclass
class Scene:
    """An article as the rules see it.

    Attributes
    ----------
    reading : Reading
    lexicon : Lexicon
    mentions : Mentions
    grammar : Grammar
    as_of : date or None
        Publication date.
    """

    reading: Reading
    lexicon: Lexicon
    mentions: Mentions
    grammar: Grammar
    as_of: dt.date | None
    _patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def words(self, *path: str) -> re.Pattern[str]:
        """Return a list of ``words.toml`` as a pattern, for instance ``("cases", "best")``."""
        name = ".".join(path)
        if name not in self._patterns:
            table = self.lexicon.words
            for step in path:
                table = table[step]
            self._patterns[name] = any_of(table)
        return self._patterns[name]

    def text(self, sentence: Sentence) -> str:
        """Return the words of a sentence."""
        return sentence.span.of(self.reading.text)

    def finds(self, sentence: Sentence, *path: str) -> list[Span]:
        """Return where the words of a list stand in a sentence."""
        found = self.words(*path).finditer(
            self.reading.text, sentence.span.start, sentence.span.end
        )
        return [Span(*match.span()) for match in found]

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """All acts that the text speaks of, in order, each with its doer as far as it is known."""
        found: list[Deed] = []
        topic: Counter[str] = Counter()
        here: Counter[str] = Counter()
        by_act: dict[str, str] = {}
        heading = ""
        for sentence in self.reading.sentences:
            if sentence.heading != heading:
                heading, here = sentence.heading, Counter()
            for act, span, noun in self._acts(sentence):
                if self._compared(sentence, span):
                    continue
                doer = self.grammar.doer(sentence, span, noun)
                if not doer.parties and doer.pronoun is None:
                    doer = self._by_topic(act, by_act, here, topic)
                against = tuple(
                    key
                    for key in self.grammar.targets(sentence, span, noun)
                    if key not in doer.parties
                )
                if len(doer.parties) == 2 and act.force > 0:
                    against = ()
                status = self._status(sentence, span, act)
                deed = Deed(act, span, sentence, doer, against, status, noun)
                found.append(deed)
                if len(doer.parties) == 1 and doer.sure >= 0.5:
                    by_act[act.key] = doer.parties[0]
                    if act.force > 0:
                        topic[doer.parties[0]] += 1
                        here[doer.parties[0]] += 1
        return tuple(found)

    def deeds_of(self, sentence: Sentence) -> list[Deed]:
        """Return the deeds that a sentence speaks of."""
        return [deed for deed in self.deeds if deed.sentence is sentence]

    def _by_topic(
        self, act: Act, by_act: dict[str, str], here: Counter[str], topic: Counter[str]
    ) -> Doer:
        """Take who did the same before, else who acts most in this part; said to be a guess."""
        if act.key in by_act:
            return Doer((by_act[act.key],), 0.45)
        if act.by is not None:
            named = Counter(
                m.party
                for m in self.mentions.all()
                if self.mentions.parties[m.party].kind == act.by
            )
            return Doer((named.most_common(1)[0][0],), 0.4) if named else NOBODY
        for count in (here, topic):
            if count:
                party, deeds = count.most_common(1)[0]
                return Doer((party,), 0.25 + 0.3 * deeds / count.total())
        return NOBODY

    def _acts(self, sentence: Sentence) -> list[tuple[Act, Span, bool]]:
        """Acts in a sentence; of those that overlap the earliest, then the longest, counts."""
        found: list[tuple[Act, Span, bool]] = []
        text, (start, end) = self.reading.text, (sentence.span.start, sentence.span.end)
        for act in self.lexicon.acts:
            found += [(act, Span(*m.span()), True) for m in act.nouns.finditer(text, start, end)]
            if act.verbs is not None:
                found += [
                    (act, Span(*m.span()), False) for m in act.verbs.finditer(text, start, end)
                ]
        found.sort(key=lambda one: (one[1].start, one[0].wide, -one[1].end))
        kept: list[tuple[Act, Span, bool]] = []
        for one in found:
            adjective = not one[2] and _DETERMINED.search(text[start : one[1].start])
            if not adjective and (not kept or one[1].start >= kept[-1][1].end):
                kept.append(one)
        return kept

    def _compared(self, sentence: Sentence, span: Span) -> bool:
        """Whether the act is only what something is compared with."""
        for place in self.finds(sentence, "comparison", "patterns"):
            gap = self.reading.text[place.end : span.start]
            if 0 <= span.start - place.end <= 60 and not re.search(r"[,;]", gap):
                return True
        return False

    def _status(self, sentence: Sentence, span: Span, act: Act) -> str:
        before = self.reading.text[sentence.span.start : span.start]
        clause = re.split(r"[;:]|, (?:but|and|while|whereas|although)\b", before)[-1]
        tail = self.reading.text[span.end : min(span.end + 60, sentence.span.end)]
        denied = self.grammar.denied(sentence, span)
        if _DENIED.search(clause[-70:]) if denied is None else denied:
            return "denied"
        if _POSSIBLE.search(clause) or _POSSIBLE_AFTER.search(tail):
            return "possible"
        if act.standing and (_ONGOING.search(clause) or _ONGOING.search(tail)):
            return "ongoing"
        if (
            _PAST.search(clause[-60:])
            or _PAST.search(tail)
            or _ED.search(span.of(self.reading.text))
        ):
            return "past"
        return "named"


_DETERMINED = re.compile(r"\b(?:an?|the|its|their|his|her|any|this|that|no)\s+$", re.I)
_DENIED = re.compile(
    r"\b(?:no (?:plans?|intention|wish|desire|appetite) (?:to|for|of)|den(?:y|ies|ied|ying) (?:that |any )?"
    r"|never|will not|won.t|would not|not (?:going|planning) to|rul(?:e|ed|ing) out)\b[^,;]{0,40}$",
    re.I,
)
_POSSIBLE = re.compile(
    r"\b(?:could|might|may|would|will|shall|can|cannot|should|must|if|unless|whether|plans?|planning"
    r"|planned"
    r"|threat\w*|consider\w*|contemplat\w*|prepar\w*|poised|set to|likely|unlikely|expect\w*|option"
    r"|potential\w*"
    r"|possib\w*|impending|imminent|prospect|risk|scenario|seek\w*|want\w*|hopes?|intend\w*|vow\w*|pledg\w*"
    r"|ready|warn\w*|call\w* for|urg\w+|propos\w+|offer\w*|demand\w*|any|talk of|to)\b",
    re.I,
)
_POSSIBLE_AFTER = re.compile(
    r"^[^,;.]{0,30}\b(?:could|might|may|would|will|is likely|is unlikely|is possible|remains? an option"
    r"|is expected|are expected|cannot be|can.t be)\b",
    re.I,
)
_ONGOING = re.compile(
    r"\b(?:continu\w+|still|ongoing|remains?|daily|nightly|weekly|increasingly|frequent|persist\w*"
    r"|escalating"
    r"|since (?:\w+ )?(?:\d{4}|January|February|March|April|May|June|July|August|September|October|November"
    r"|December|last|early|mid|late)|for (?:weeks|months|years|days)|is (?:being|under)|are (?:being|under)"
    r"|keeps?|every (?:day|night|week)|has been|have been|currently|now|almost daily|has (?:kept|held)"
    r"|in force)\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:after|successful|was|were|had|did|has|have|launched|carried out|conducted|staged|held|began"
    r"|started|imposed|ordered"
    r"|killed|mounted|last (?:week|month|year|night)|yesterday|ago|in (?:19|20)\d\d|on (?:Monday|Tuesday"
    r"|Wednesday|Thursday|Friday|Saturday|Sunday)|late)\b",
    re.I,
)
_ED = re.compile(r"^\w+(?:ed|struck|sent|withdrew|overthrew|shot|fought|held|took)\b", re.I)


def parties_in(mentions: Sequence[Mention]) -> list[str]:
    """Return the parties of mentions, each once, in order."""
    return list(dict.fromkeys(mention.party for mention in mentions))
