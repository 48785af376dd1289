"""Names that no lexicon has: learnt from the text by what stands beside them.

A capitalised name is taken for a state where it has a government, ministers or a people named after
it; for an organisation by its head noun (union, court, council); for somebody who acts where it is the
subject of a verb more than once. Places that things only happen in are none.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from standoff.draft.dates import DAYS, MONTHS
from standoff.draft.keys import slug
from standoff.draft.lexicon import Lexicon, Party, any_of
from standoff.draft.reading import Reading

_WORD = r"[A-Z][\w’'-]*[\w]"
_RUN = re.compile(
    rf"(?<![\w’'-]){_WORD}(?:(?:\s+(?:of|for)(?:\s+the)?)?\s+{_WORD}|\s+(?:and)\s+{_WORD}(?=\s+(?:Union"
    rf"|Council)))*"
)
_STARTERS = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "If",
        "But",
        "And",
        "So",
        "Or",
        "As",
        "For",
        "With",
        "Without",
        "By",
        "It",
        "Its",
        "They",
        "Their",
        "He",
        "She",
        "His",
        "Her",
        "We",
        "Our",
        "I",
        "This",
        "That",
        "These",
        "Those",
        "There",
        "Here",
        "When",
        "While",
        "Where",
        "What",
        "Who",
        "Why",
        "How",
        "Which",
        "Not",
        "No",
        "Nobody",
        "Some",
        "Any",
        "All",
        "Both",
        "Each",
        "Every",
        "Most",
        "Many",
        "Few",
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
        "Nine",
        "Ten",
        "After",
        "Before",
        "Since",
        "Until",
        "Unless",
        "Although",
        "Though",
        "Because",
        "Whether",
        "Yet",
        "Still",
        "Now",
        "Then",
        "Also",
        "Even",
        "Only",
        "Just",
        "Once",
        "According",
        "From",
        "To",
        "Of",
        "Under",
        "Over",
        "Between",
        "Against",
        "Despite",
        "During",
        "Among",
        "Amid",
        "Such",
        "Other",
        "Others",
        "Another",
        "Somebody",
        "Someone",
        "Everyone",
        "Nothing",
        "Something",
        "Consider",
        "Note",
        "Meanwhile",
        "However",
        "Moreover",
        "Perhaps",
        "Apparently",
        "Day",
        "Part",
        "Page",
        "Summary",
        "Conclusion",
        "Introduction",
        "Update",
        "Comments",
        "My",
        "Your",
        "Me",
        "You",
        *DAYS,
        *MONTHS,
        "Traders",
        "Special",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Sir",
        "Prof",
    ]
)
_MEDIA = re.compile(
    r"\b(?:Courier|Gazette|Lantern|Voice|Radio|Channel|Herald|Times|Post|Tribune|Press|Wire|Bearer|News"
    r"|Observer|Journal|Chronicle|Telegraph|Mail|Echo|Agency|Television|TV|Broadcasting|Magazine|Daily"
    r"|Sentinel|Star|Mirror|Standard|Dispatch|Globe|Argus|Network|Compass|Ledger|Review|Bulletin|Examiner"
    r"|Monitor|Messenger|Register|Record|Reporter|Beacon|Mercury|Weekly|Inquirer|Advertiser|Independent"
    r"|Guardian|Express|Sun|Despatch|Digest|Today|Online|FM|Media|Service)$"
    r"|^(?:Radio|Televisi[oó]n|Daily|Evening|Morning|Weekly|Sunday|Boletín|Diário|Diario|Gazeta|Jornal"
    r"|Agence|Agencia)\s[A-Z]"
)
_BODY = re.compile(
    r"\b(?:Ministry|Government|Parliament|Assembly|Senate|Admiralty|Navy|Army|Cabinet|Presidency|Treasury"
    r"|Police|Coastguard|Guard|Gendarmerie|Air Force|General Staff|Foreign Office|Chancellery|Court"
    r"|Authority|Commission|Directorate|Central Bank|Electoral Commission|Supreme Council)\b"
)
_ARMED = re.compile(
    r"\b(?:Army|Front|Brigades?|Militia|Resistance|Forces?|Fighters|Liberation|Sons|Battalions?|Guerrillas?"
    r"|Jihad|Martyrs|Legion|Vanguard|Columns?|Cartel)\b"
)
_BLOC = re.compile(
    r"\b(?:Union|Alliance|Community|League|Compact|Organi[sz]ation|Nations|Pact|Entente|Bloc|Treaty)\b"
)
_ORGANISATION = re.compile(
    r"\b(?:Unions?|Association|Federation|Party|Movement|Congress|Committee|Council|Court|Commission"
    r"|Authority"
    r"|Ministry|Bank|Company|Corporation|Group|Terminals?|Holdings|Capital|Energy|Gas|Oil|Lines"
    r"|Shipping|Ports?"
    r"|College|Institute|University|Centre|Center|Foundation|Syndicate|Front|League|Alliance|Coalition"
    r"|Compact"
    r"|Community|Board|Agency|Secretariat|Guild|Chamber|Consortium|Fund|Trust|Society|Camp|Initiative"
    r"|Parliament|Assembly|Navy|Army|Police|Government|Admiralty|Cooperative|Co-operative|Church|Clan"
    r"|Tribe|Guards?|Command|Directorate|Volunteers|Brigades?|Legion|Corps|Bureau|Institution|Observatory"
    r"|Insurance|Mutual|Brothers|Partners|Airways|Airlines?|Railways?|Mining|Minerals|Mines|Power|Electric"
    r"|Steel|Industries|Systems|Logistics|Telecom|Farmers|Workers|Dockers|Irrigators|Fishermen|Miners"
    r"|Growers"
    r"|Traders|Veterans|Mothers|Students|Teachers|Sons|Daughters|Lions|Eagles|Hawks|Network|Campaign|Watch"
    r"|Office|Department|Agency|Service|Services|Tribunal|Panel|Mission|Delegation|Forum|Conference|Bloc"
    r"|States|Kingdom|Republic|Emirates?|Islands|Confederation|Commonwealth)\b"
)
_STATE_AFTER = re.compile(
    r"^(?:['’]s)?\s+(?:[\w-]+\s+){0,2}(?:government|parliament|army|navy|air force|military|president"
    r"|prime minister"
    r"|foreign ministry|ministry|minister|cabinet|defen[cs]e|ambassador|embassy|coast ?guard|armed forces"
    r"|border|territory|troops|soldiers|authorities|junta|king|queen|chancellor|capital)\b",
    re.I,
)
_STATE_BEFORE = re.compile(
    r"(?:Republic|Kingdom|Government|State|Emirate|Sultanate|Federation|People|Ministry of \w+(?: \w+)?"
    r"|President"
    r"|Prime Minister|King|Queen|government|parliament|army|people|president) of (?:the )?$"
)
_SUBJECT_AFTER = re.compile(
    r"^(?:,[^,.;]{3,60},)?\s+[“\"]?(?:(?:also|now|still|then|already|twice|again|has|had)\s+)?(?:has"
    r"|have|had"
    r"|is|was|are|were|can"
    r"|could|will|would|may|might|must|should|does|did|do|says?|said|wants?|seeks?|intends?|depends?"
    r"|reserves?"
    r"|[a-z]{3,}ed|[a-z]{2,}(?:es|ns|ts|ks|ds|ls|rs|ws|ps|ms|gs)|answers?|told|sent|took|gave|put|won)\b"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|of|around|outside|inside|through|via|to)\s+(?:the\s+)?$"
)
_GOVERNMENT_OF = re.compile(
    r"(?:Government|Republic|Kingdom|State|People|Principality|Duchy|Emirate|Sultanate|President"
    r"|Parliament|Army"
    r"|King|Queen|Ministers?) of (?:the (?:Republic|Kingdom|Federation) of )?(?:the )?(?=[A-Z])"
)
_PAIR = re.compile(r"\w-[A-Z]|^[A-Z]\w+-(?:led|backed)")
_TITLE = re.compile(
    r"(?:Director|Minister|President|Secretary|Chairman|Chairwoman|Chief|Deputy|Prime|Foreign|Interior"
    r"|Defen[cs]e"
    r"|Trade|Finance|General|Colonel|Admiral|Ambassador|Professor|Spokes\w+|Governor|Mayor|King|Queen)\b"
)
_PEOPLE_ENDINGS = (
    "ians",
    "ian",
    "ans",
    "an",
    "is",
    "i",
    "ese",
    "ish",
    "ic",
    "ns",
    "n",
    "ites",
    "ite",
    "ers",
)


@dataclass(frozen=True, slots=True)
class Learnt:
    """A name that the text teaches.

    Attributes
    ----------
    written : str
    party : Party
        ``kind`` as in the lexicon; ``source`` for a newspaper.
    form : str
        ``name``, ``people``, ``body`` (of a state) or ``media``.
    """

    written: str
    party: Party
    form: str


def learn(reading: Reading, lexicon: Lexicon, known: set[str]) -> Iterator[Learnt]:
    """Yield names that neither the lexicon nor `known` has.

    Parameters
    ----------
    reading : Reading
    lexicon : Lexicon
    known : set of str
        Names that are already accounted for, persons too.
    """
    count: Counter[str] = Counter()
    subject: Counter[str] = Counter()
    state: Counter[str] = Counter()
    place: Counter[str] = Counter()
    text = reading.text
    bodies = any_of(lexicon.words["bodies"]["names"])
    spans = [s.span for s in reading.sentences]
    for span in spans:
        for match in _RUN.finditer(text, span.start, span.end):
            name, start = _without_starter(match.group(), match.start())
            if "’s " in name or "'s " in name:
                owner = max(name.rfind("’s "), name.rfind("'s "))
                name, start = name[owner + 3 :], start + owner + 3
            for person in known:
                if name.startswith(f"{person} of "):
                    place_of = re.match(rf"{re.escape(person)} of (?:the )?", name)
                    assert place_of is not None
                    name, start = name[place_of.end() :], start + place_of.end()
            government = _GOVERNMENT_OF.match(name)
            if government is not None:
                name, start = name[government.end() :], start + government.end()
            first, _, rest = name.partition(" ")
            ours = first in lexicon.names and bodies.fullmatch(rest)
            if _PAIR.search(name) or _TITLE.match(name) or bodies.fullmatch(name) or ours:
                continue
            if re.match(r"(?:I|We|You|He|She|They|It)[’']", name):
                continue
            if not name or name in known or " ".join(name.split()) in lexicon.names:
                continue
            before, after = text[span.start : start], text[start + len(name) : span.end]
            name = re.sub(r"['’]s?$", "", name)
            count[name] += 1
            state[name] += bool(_STATE_BEFORE.search(before) or _STATE_AFTER.match(after))
            subject[name] += bool(_SUBJECT_AFTER.match(after)) and not _PLACE_BEFORE.search(before)
            place[name] += bool(_PLACE_BEFORE.search(before))
    states = {n for n in count if _is_state(n, state, subject, count)}
    peoples = {n: s for n in count if (s := _people_of(n, count)) is not None}
    states |= {s for s in peoples.values() if not _ORGANISATION.search(s)}
    for name in sorted(count, key=len, reverse=True):
        if name in peoples and peoples[name] in states:
            yield Learnt(name, _party(peoples[name], "state"), "people")
        elif name in states:
            yield Learnt(name, _party(name, "state"), "name")
        elif _MEDIA.search(name) and len(name.split()) > 1:
            yield Learnt(name, _party(name, "source"), "media")
        elif _ORGANISATION.search(name) and len(name.split()) > 1:
            form = "body" if _BODY.search(name) else "name"
            yield Learnt(name, _party(name, _kind(name)), form)
        elif (subject[name] >= 1 and count[name] >= 2 and place[name] < count[name] / 2) or (
            subject[name] and len(name.split()) > 1 and not place[name]
        ):
            yield Learnt(name, _party(name, _kind(name)), "name")
        elif subject[name] and _ARMED.search(name):
            yield Learnt(name, _party(name, "armed_group"), "name")


def _without_starter(name: str, start: int) -> tuple[str, int]:
    """Drop a capitalised word that only starts the sentence."""
    words = name.split()
    while words and words[0] in _STARTERS:
        start += len(words[0]) + 1
        words.pop(0)
    return " ".join(words), start


def _is_state(name: str, state: Counter[str], subject: Counter[str], count: Counter[str]) -> bool:
    if _ORGANISATION.search(name) or _MEDIA.search(name) or len(name.split()) > 3:
        return False
    return state[name] >= 1 and (count[name] >= 2 or subject[name] >= 1)


def _people_of(name: str, count: Counter[str]) -> str | None:
    """The name that an adjective is made of: Zamiri of Zamir, Dornish of Dorne."""
    for other in count:
        if other == name or len(other) < 4 or " " in name or " " in other:
            continue
        for ending in _PEOPLE_ENDINGS:
            if not name.endswith(ending):
                continue
            stem = name[: -len(ending)]
            if len(stem) >= 3 and (
                other == stem or (other.startswith(stem) and len(other) - len(stem) <= 2)
            ):
                return other
    return None


def _kind(name: str) -> str:
    if _ARMED.search(name) and not re.search(r"\b(?:Union|Party|Bank|Council)\b", name):
        return "armed_group"
    return "bloc" if _BLOC.search(name) else "other"


def _party(name: str, kind: str) -> Party:
    return Party(slug(name), name, kind)
