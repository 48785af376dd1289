"""All forms of an English verb, and plurals; regular ones by rule, the others from a list."""

from collections.abc import Iterator

_IRREGULAR = {
    "be": "am is are was were been being",
    "break": "breaks broke broken breaking",
    "build": "builds built building",
    "blow": "blows blew blown blowing",
    "buy": "buys bought buying",
    "bet": "bets betting",
    "carve": "carves carved carving",
    "come": "comes came coming",
    "cut": "cuts cutting",
    "fight": "fights fought fighting",
    "free": "frees freed freeing",
    "get": "gets got gotten getting",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "hold": "holds held holding",
    "have": "has had having",
    "keep": "keeps kept keeping",
    "lay": "lays laid laying",
    "lead": "leads led leading",
    "leave": "leaves left leaving",
    "let": "lets letting",
    "make": "makes made making",
    "mean": "means meant meaning",
    "overthrow": "overthrows overthrew overthrown overthrowing",
    "overrun": "overruns overran overrunning",
    "put": "puts putting",
    "quit": "quits quitting",
    "reach": "reaches reached reaching",
    "retake": "retakes retook retaken retaking",
    "say": "says said saying",
    "secede": "secedes seceded seceding",
    "seek": "seeks sought seeking",
    "sell": "sells sold selling",
    "send": "sends sent sending",
    "shut": "shuts shutting",
    "sit": "sits sat sitting",
    "speak": "speaks spoke spoken speaking",
    "stand": "stands stood standing",
    "stop": "stops stopped stopping",
    "strike": "strikes struck stricken striking",
    "strive": "strives strove striven striving",
    "swear": "swears swore sworn swearing",
    "take": "takes took taken taking",
    "tear": "tears tore torn tearing",
    "tell": "tells told telling",
    "throw": "throws threw thrown throwing",
    "topple": "topples toppled toppling",
    "turn": "turns turned turning",
    "understand": "understands understood understanding",
    "walk": "walks walked walking",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "withhold": "withholds withheld withholding",
    "write": "writes wrote written writing",
    "rebuff": "rebuffs rebuffed rebuffing",
    "admit": "admits admitted admitting",
    "ram": "rams rammed ramming",
    "ban": "bans banned banning",
    "plan": "plans planned planning",
    "prefer": "prefers preferred preferring",
    "refer": "refers referred referring",
    "rebut": "rebuts rebutted rebutting",
    "sever": "severs severed severing",
    "prop": "props propped propping",
    "ship": "ships shipped shipping",
    "drag": "drags dragged dragging",
    "annul": "annuls annulled annulling",
    "grab": "grabs grabbed grabbing",
    "blacklist": "blacklists blacklisted blacklisting",
}
_VOWELS = "aeiou"


def forms(verb: str) -> Iterator[str]:
    """Yield an infinitive and its other forms, each with whatever follows the verb.

    Parameters
    ----------
    verb : str
        For instance ``walk back``; a first word that is a pattern is yielded as it is.
    """
    first, blank, rest = verb.partition(" ")
    tail = blank + rest
    yield verb
    if not first.isalpha():
        if first.endswith("e"):
            yield from (first + "s" + tail, first + "d" + tail, first[:-1] + "ing" + tail)
        return
    if first in _IRREGULAR:
        yield from (form + tail for form in _IRREGULAR[first].split())
        return
    yield _third(first) + tail
    yield _past(first) + tail
    yield _participle(first) + tail


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def _participle(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"


def plural(noun: str) -> str:
    """Return the plural of a noun; patterns and plurals are returned as they are.

    Parameters
    ----------
    noun : str
        Its last word is put into the plural.
    """
    if not noun[-1].isalpha() or noun.endswith(("s", "ing")):
        return noun
    if noun.endswith(("x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"
