"""Names that no list has: those that the parser takes for persons, bodies and countries.

A name counts where it does, says, owns or suffers something, not where it is only a place. One that
holds a name which the rules found is that name written out (the League of Ports, Ms Voss).
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from standoff.draft.backends.spacy_doc import Parsed
from standoff.draft.keys import slug
from standoff.draft.lexicon import Lexicon, Party
from standoff.draft.locate import Span
from standoff.draft.mentions import Mention, Mentions
from standoff.draft.reading import Reading, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

SURE = 0.6
"""How sure a name is that the parser alone takes for one; its F1 on news is 0.84, on invented names
less."""

_LABELS = {"PERSON": "other", "ORG": "other", "GPE": "state"}
_PREPOSITIONS = frozenset({"of", "by", "with", "against", "between", "for", "from", "under"})
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_ADMITTED = ("name", "person", "body", "people")


class NamedMentions(Mentions):
    """Mentions of the rules, and those that the parser adds.

    Parameters
    ----------
    reading : Reading
    lexicon : Lexicon
    parsed : Parsed
    """

    def __init__(self, reading: Reading, lexicon: Lexicon, parsed: Parsed) -> None:
        self._parsed = parsed
        super().__init__(reading, lexicon)

    def _in_sentence(self, sentence: Sentence) -> list[Mention]:
        found = super()._in_sentence(sentence)
        for entity, label, root in self._parsed.entities(sentence.span):
            if label not in _LABELS:
                continue
            place = _bare(self.text, entity)
            rivals = [m for m in found if m.span.overlaps(place)]
            if not rivals and self._counts(place, label, root):
                found.append(self._new(place, label))
            elif len(rivals) == 1 and self._is_written_out(place, rivals[0]):
                found.remove(rivals[0])
                found.append(replace(rivals[0], span=place))
        return sorted(found, key=lambda mention: mention.span)

    def _new(self, place: Span, label: str) -> Mention:
        words = " ".join(place.of(self.text).split())
        party = Party(slug(words), words, _LABELS[label])
        self.parties.setdefault(party.key, party)
        return Mention(place, party.key, "name", SURE)

    def _counts(self, place: Span, label: str, root: "Token") -> bool:
        """Whether a name stands for somebody, and is a name."""
        words = place.of(self.text)
        if re.match(r"(?:I|We|You|It|He|She|They)(?:[’']|\b)", words):
            return False
        if not words[:1].isupper() or "\n" in words or (words.isupper() and len(words) > 5):
            return False
        if len(words.split()) == 1 and not self._stands_inside(words):
            return False
        if root.dep_ in ("nsubj", "nsubjpass", "poss"):
            return True
        if root.dep_ == "pobj":
            return root.head.lower_ in _PREPOSITIONS
        return root.dep_ in ("dobj", "conj", "appos") and label != "GPE"

    def _stands_inside(self, word: str) -> bool:
        """Whether a word has a capital where no sentence begins, too."""
        starts = {s.span.start for s in self.reading.sentences}
        places = re.finditer(rf"(?<=[\w,;] ){re.escape(word)}\b", self.text)
        return any(match.start() not in starts for match in places)

    def _is_written_out(self, place: Span, mention: Mention) -> bool:
        longer = place.end - place.start > mention.span.end - mention.span.start
        return longer and place.holds(mention.span) and mention.form in _ADMITTED


def _bare(text: str, span: Span) -> Span:
    """Without the article in front and the 's at the end."""
    words = re.sub(r"['’]s?$", "", span.of(text))
    lead = _ARTICLE.match(words)
    return Span(span.start + (lead.end() if lead else 0), span.start + len(words))
