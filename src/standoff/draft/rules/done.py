"""What was done, and when: words for a day or an hour, and verbs in the past with their subject."""

import re

from standoff.draft.dates import DAYS, MONTHS
from standoff.draft.locate import Span

_MONTHS = "|".join(MONTHS)
_DAYS = "|".join(DAYS)
CALENDAR = re.compile(
    rf"\b(?:(?:on|since|by|until|late on|early on|last|next"
    rf"|this)\s+(?:the\s+)?(?:{_DAYS})s?(?:\s(?:morning|evening|night|afternoon))?"
    rf"|yesterday|tonight|overnight|today|this (?:morning|afternoon|evening|week|month|year)"
    r"|last (?:week|month|night|year|spring|summer|autumn|winter)|the (?:same|following|next"
    r"|previous) (?:day|night|evening|morning|week|month)"
    r"|that (?:very )?(?:day|night|evening|morning|afternoon|week)|(?:a|one|two|three|four|five|six|ten"
    r"|several|a few|some|\d+) (?:minutes|hours?|days?"
    rf"|weeks?|months?|{_DAYS}s?) (?:later|ago|earlier|after|before)|(?:minutes|hours|days"
    rf"|weeks) (?:after|before|later|earlier)"
    r"|within (?:the hour|hours|days|minutes)|on the night of|by (?:nightfall|dawn|dusk|midnight|noon)"
    r"|at (?:dawn|dusk|midnight|noon)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}}\b|(?:in|since|during|early|late"
    rf"|mid)[ -](?:{_MONTHS})"
    r"|since (?:19|20)\d\d|in (?:19|20)\d\d|on the \d{1,2}(?:st|nd|rd|th)|by the \d{1,2}(?:st|nd|rd|th)"
    r"|with effect from)\b",
    re.I,
)
_PAST_VERB = (
    r"(?:[a-z]{3,}ed|sent|took|cut|let|held|put|set|left|shot|struck|began|broke|met|won|withdrew"
    r"|brought|gave|made"
    r"|ran|fought|shut|laid|blew|went|came|got|kept|drew|flew|hit|lost|paid|sank|seized|wrote|rang"
    r"|drove|bought|sold|rose"
    r"|fell|swept|threw|tore|froze|led|fled|fed|dug|built|burnt|caught|dealt|slid|swore|beat|bound"
    r"|chose|forbade|hung|rode"
    r"|stole|stood|walked|spent|sat|stuck|said)"
)
_DID = re.compile(
    r"^(?:,[^,.;]{3,70},)?(?:\s(?:holding|from|of|in|at|with|near)\s[^,.;]{3,60}?)?(?:\s(?:on|in|at"
    r"|late|early|since|by|last|this)\s?[\w ]{3,25}?)?"
    r"\s(?:has |have |had )?(?:also |then |already |just |twice |once |again |today |yesterday |now "
    r"|in turn |formally |nevertheless "
    r"|this morning |this week |\w+ly )?"
    rf"(?:been )?{_PAST_VERB}\b"
)
_DONE_BY = re.compile(
    r"\b(?:was|were|has been|(?<!to )have been|had been)\s(?:\w+ly\s)?"
    r"(?!(?:consider|believ|regard|expect|report|alleg|suppos|rumour|view|assum|claim|intend|plann)\w*\b)"
    r"(?:[a-z]{3,}ed|taken|shot|struck|cut|shut"
    r"|held|seized|drawn|brought"
    r"|sent|sunk|found|laid|hit|put|set|begun|broken|withdrawn)\b[^,.;]{0,60}?\bby\s(?:the\s|its\s"
    r"|our\s|his\s|her\s|their\s|an?\s)?(?:\w+\s){0,2}$"
)
_PART_OF = re.compile(
    r"(?:^|[,\d]\s|\w\s)(?:an?\s|the\s|two\s|three\s|four\s|several\s|some\s|armed\s)*(?:patrols?"
    r"|units?|members?|vessels?|ships?"
    r"|boats?|crews?|elements|columns?|squads?|aircraft|drones?|planes?|teams?|groups?|officers"
    r"|soldiers|troops|men"
    r"|fighters|inspectors|engineers)\s(?:of|from)\s(?:the\s)?$",
    re.I,
)


def did_on(text: str, mention: Span, clause: Span) -> bool:
    """Tell whether a clause says that somebody did something, or that it was done by him.

    Parameters
    ----------
    text : str
    mention, clause : Span
        Who is named, and the clause in which.
    """
    return done_by(text[clause.start : mention.start]) or bool(
        _DID.match(text[mention.end : clause.end + 1])
    )


def done_by(lead: str) -> bool:
    """Tell whether what stands before a name makes its bearer the doer of a passive."""
    return bool(_DONE_BY.search(lead))


def part_of(lead: str) -> bool:
    """Tell whether what stands before a name is a part of its bearer: a patrol of, two ships from."""
    return bool(_PART_OF.search(lead))
