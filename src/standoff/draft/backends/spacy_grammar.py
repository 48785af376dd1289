"""Who does what to whom, by the dependency parse; where it says nothing, by the order of words.

Subjects are followed through control ("ordered the army to strike"), coordination, relative clauses
and participles; nouns through their possessors, the phrases "by" and "between", and the verb that
they are the object of. An act is denied where a negation has it, or a verb above it, in its scope.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from standoff.draft.backends.spacy_doc import Parsed
from standoff.draft.grammar import ACTOR_FORMS, OFFICIAL, Shallow
from standoff.draft.locate import Span
from standoff.draft.mentions import Mention, Mentions
from standoff.draft.reading import Reading, Sentence
from standoff.draft.scene import Doer

if TYPE_CHECKING:
    from spacy.tokens import Token

AGREED, ALONE, SHALLOW, DOUBTED = 0.92, 0.85, 0.9, 0.7
"""How sure a doer is that both grammars find, that the parse alone finds; the factor for one that
only the order of words finds, and for one that the parse speaks against."""

_DENYING = frozenset({"deny", "refuse", "reject", "decline", "preclude"})
_WILL = frozenset(
    {"will", "would", "shall", "wo", "do", "does", "did", "has", "have", "had", "is", "are"}
)
_OWN_DEEDS = frozenset({"promise", "threaten", "use", "vow"})
_ONTO = frozenset(
    {"against", "on", "at", "into", "inside", "in", "towards", "toward", "upon", "with"}
)
_DOING = frozenset(
    {
        "launch", "carry", "conduct", "mount", "stage", "begin", "start", "order", "impose", "make",
        "hold", "continue", "step", "intensify", "plan", "prepare", "announce", "undertake", "repeat",
        "resume", "end", "stop", "suspend", "threaten", "consider", "extend", "widen", "wage", "open",
        "lead", "deliver", "send", "pursue", "attempt", "contemplate", "do", "declare",
    }
)  # fmt: skip
_DOERS = (*ACTOR_FORMS, "people")
_STEPS = 6
"""How far up the tree a subject is looked for."""


class ByParse:
    """Doers, targets, speakers and denials by the parse.

    Parameters
    ----------
    reading : Reading
    mentions : Mentions
    parsed : Parsed
    """

    def __init__(self, reading: Reading, mentions: Mentions, parsed: Parsed) -> None:
        self.mentions, self.parsed, self.text = mentions, parsed, reading.text
        self._shallow = Shallow(reading, mentions)

    def doer(self, sentence: Sentence, act: Span, noun: bool) -> Doer:
        """See `Grammar.doer`."""
        by_order = self._shallow.doer(sentence, act, noun)
        root = self.parsed.root(act)
        if root is None:
            return by_order
        named = root.pos_ in ("NOUN", "PROPN")  # to blockade, the blockade
        subjects = list(_doers_of_noun(root) if named else _subjects(root))
        found = self._named(sentence, subjects, act)
        if found:
            parties = tuple(dict.fromkeys(m.party for m in found))[:2]
            sure = AGREED if set(parties) == set(by_order.parties) else ALONE
            return Doer(parties, sure * found[0].sure, None, found[0])
        if subjects and subjects[0].pos_ == "PRON":
            return by_order
        factor = DOUBTED if subjects and not named else SHALLOW
        return replace(by_order, sure=by_order.sure * factor) if by_order.parties else by_order

    def targets(self, sentence: Sentence, act: Span, noun: bool) -> tuple[str, ...]:
        """See `Grammar.targets`."""
        root = self.parsed.root(act)
        objects = list(_objects(root)) if root is not None else []
        found = [m.party for token in objects for m in self._at(sentence, token)]
        return tuple(dict.fromkeys(found)) or self._shallow.targets(sentence, act, noun)

    def denied(self, sentence: Sentence, act: Span) -> bool | None:
        """See `Grammar.denied`."""
        root = self.parsed.root(act)
        if root is None:
            return None
        return True if any(_negated(token) for token in _above(root)) else None

    def subject(self, sentence: Sentence, verb: Span) -> Mention | None:
        """See `Grammar.subject`."""
        root = self.parsed.root(verb)
        if root is None or root.pos_ not in ("VERB", "AUX") or root.lemma_ in ("quote", "cite"):
            return None
        subjects = [t for t in root.children if t.dep_ in ("nsubj", "csubj")]
        return next((m for t in subjects for m in self._at(sentence, t, speaks=True)), None)

    def did(self, sentence: Sentence, day: Span) -> Mention | None:
        """See `Grammar.did`: the subject of the verb in the past that the day hangs on."""
        token = self.parsed.root(day)
        for _ in range(_STEPS):
            if token is None or token.head == token or token.tag_ in ("VBD", "VBN", "VBZ"):
                break
            token = token.head
        if token is None or not _is_past(token):
            return None
        return next(
            (m for t in _subjects(token) for m in self._at(sentence, t) if m.form in _DOERS), None
        )

    def _named(self, sentence: Sentence, tokens: "list[Token]", act: Span) -> list[Mention]:
        found = [m for token in tokens for m in self._at(sentence, token)]
        return [m for m in found if m.form in _DOERS and not m.span.overlaps(act)]

    def _at(self, sentence: Sentence, token: "Token", speaks: bool = False) -> Iterator[Mention]:
        """Mentions that a token is the head of, or that say whose it is; then those beside it."""
        mentions = self.mentions.of(sentence)
        yielded = False
        for near in (
            token,
            *(t for t in token.lefts if t.dep_ in ("amod", "compound", "poss", "nmod")),
        ):
            place = self.parsed.place(near)
            for mention in mentions:
                whose = near != token and not speaks
                official = mention.form != "people" or whose or self._official(mention)
                if not yielded and mention.span.overlaps(place) and official:
                    yielded = True
                    yield mention
        for of in (t for t in token.children if t.dep_ == "prep" and t.lower_ == "of"):
            if not yielded and not speaks:
                for inner in (t for t in of.children if t.dep_ == "pobj"):
                    yield from self._at(sentence, inner)
        for other in (t for t in token.children if t.dep_ == "conj"):
            if not speaks:
                yield from self._at(sentence, other)

    def _official(self, mention: Mention) -> bool:
        after = self.text[mention.span.end : mention.span.end + 40]
        return mention.span.of(self.text).endswith("s") or bool(OFFICIAL.match(after))


def _subjects(verb: "Token") -> "Iterator[Token]":
    """Whoever does what a verb says, nearest first."""
    token = verb
    for _ in range(_STEPS):
        own = [t for t in token.children if t.dep_ in ("nsubj", "csubj")]
        performers = [
            p for t in token.children if t.lower_ == "by" for p in t.children if p.dep_ == "pobj"
        ]
        passive = any(t.dep_ == "nsubjpass" for t in token.children)
        if token != verb and passive and not own:
            # was ordered to strike, is expected to strike: whoever was
            own = [t for t in token.children if t.dep_ == "nsubjpass"]
            passive = False
        for subject in own or performers:
            if subject.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
                yield token.head
            else:
                yield subject
        if own or performers or passive:
            return
        if token.dep_ in ("acl", "relcl", "amod"):
            yield token.head
            return
        if token.dep_ == "xcomp" and token.head.lemma_ not in _OWN_DEEDS:
            controlled = _controllers(token)
            if controlled:
                yield controlled[0]
                return
        if token.head == token:
            return
        token = token.head


def _controllers(verb: "Token") -> "list[Token]":
    """Ordered the army to strike, called on the army to strike: the army."""
    before = [t for t in verb.head.children if t.i < verb.i]
    objects = [t for t in before if t.dep_ in ("dobj", "dative")]
    urged = [t for t in before if t.dep_ == "prep" and t.lower_ in ("on", "upon")]
    return objects or [p for t in urged for p in t.children if p.dep_ == "pobj"]


def _doers_of_noun(noun: "Token") -> "Iterator[Token]":
    """Whoever does what a noun names."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and child.text[:1].isupper():
            yield child
        elif child.lower_ in ("by", "between"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield inner
    verb = noun.head
    if noun.dep_ == "pobj" and verb.dep_ in ("prep", "prt"):
        verb = verb.head
    if verb.lemma_ in _DOING and noun.dep_ in ("dobj", "pobj", "attr"):
        yield from _subjects(verb)
    if noun.dep_ == "nsubjpass":
        yield from (
            p for t in verb.children if t.lower_ == "by" for p in t.children if p.dep_ == "pobj"
        )


def _is_past(verb: "Token") -> bool:
    """Struck, has struck, was struck by; not would have struck."""
    auxiliaries = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")}
    if auxiliaries & {"would", "could", "might", "may", "will", "should", "must", "to"}:
        return False
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(auxiliaries))


def _objects(token: "Token") -> "Iterator[Token]":
    """Whoever it is done to."""
    for child in token.children:
        if child.dep_ in ("dobj", "nsubjpass"):
            yield child
        elif child.dep_ == "prep" and child.lower_ in _ONTO:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield inner


def _above(token: "Token") -> "Iterator[Token]":
    """The token, the verb that it is the object of, and the verbs that govern that one."""
    for _ in range(4):
        yield token
        if token.head == token or token.dep_ not in ("dobj", "xcomp", "pcomp", "nsubjpass"):
            return
        token = token.head.head if token.dep_ == "pcomp" else token.head


def _negated(token: "Token") -> bool:
    """No strike, will not strike, denies striking; not: it is not clear, it cannot be ruled out."""
    if any(t.lower_ == "no" and t.dep_ == "det" for t in token.children):
        return True
    if token.lemma_ in _DENYING:
        return not any(t.dep_ == "neg" for t in token.children)
    firm = {t.lower_ for t in token.children if t.dep_ in ("aux", "auxpass")} & _WILL
    helped = [t for t in token.children if t.dep_ in ("aux", "auxpass")]
    negations = [t for at in (token, *helped) for t in at.children if t.dep_ == "neg"]
    return (
        token.pos_ == "VERB" and bool(negations) and (bool(firm) or negations[0].lower_ == "never")
    )
