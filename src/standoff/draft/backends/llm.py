"""A model behind an OpenAI-compatible endpoint: asked in parts, believed in nothing.

The text leaves the machine, so that it is never used unless it is asked for, and says first what
goes where. An answer can only become proposals: see ``llm_claims`` for what may be said, and
``llm_findings`` for what is made of it.
"""

import datetime as dt
import hashlib
import json
import re
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from standoff.draft import prompts
from standoff.draft.backends.llm_chat import Chat, EndpointError, Message, shown
from standoff.draft.backends.llm_claims import claims_in, json_in, schema
from standoff.draft.backends.llm_endpoint import Endpoint, Limits, tokens_of
from standoff.draft.backends.llm_findings import Findings
from standoff.draft.backends.llm_parts import Part, parts_of
from standoff.draft.backends.rules import scene_of
from standoff.draft.proposal import Draft
from standoff.draft.text import Article
from standoff.errors import LimitReached, UsageError

NAME = "llm"
VERSION = "1"
KNOWN_CHARACTERS = 4_000
"""Most of what is already known that is told with the next part."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How a model is asked.

    Attributes
    ----------
    limits : Limits
    consent : callable or None
        Given the notice, tells whether to go on; None where asking for the back end is consent.
    say : callable
        Shows one line, on stderr unless told otherwise.
    sleep : callable
        Waits for a number of seconds.
    """

    limits: Limits = field(default_factory=Limits)
    consent: Callable[[str], bool] | None = None
    say: Callable[[str], None] = lambda line: print(line, file=sys.stderr)
    sleep: Callable[[float], None] = time.sleep


def propose(
    article: Article,
    as_of: dt.date | None = None,
    extra: Path | None = None,
    *,
    endpoint: Endpoint | None = None,
    asking: Asking | None = None,
) -> Draft:
    """Propose what a model finds and the text bears out.

    Parameters
    ----------
    article : Article
    as_of : date, optional
        Day of publication.
    extra : Path, optional
        The user's own lexicon of names.
    endpoint : Endpoint, optional
        Read from the environment unless given.
    asking : Asking, optional
        Limits and consent.

    Returns
    -------
    Draft
        Its notes say which parts of the text could not be read, and what was dropped and why.

    Raises
    ------
    UsageError
        If no endpoint is named, httpx is missing, or consent is refused.
    EndpointError
        If the endpoint does not work, or the model gives nothing that can be used for any part.
    LimitReached
        If the limits leave no room for even one part.
    """
    endpoint = endpoint or Endpoint.from_environment()
    asking = asking or Asking()
    scene = scene_of(article, as_of, extra)
    parts = parts_of(scene.reading)
    if not parts:
        raise UsageError(f"{article.name} has no text of its author's own to send")
    _announce(endpoint, asking, article, parts)
    version = f"{VERSION} (prompt {prompts.LATEST}, {endpoint.model[:60]})"
    findings = Findings(scene, NAME, version)
    with Chat(endpoint, asking.limits, asking.sleep) as chat:
        unread = _Round(chat, findings, asking.say).read(parts)
    notes = (*scene.reading.notes(), *unread, *_told(findings, chat))
    return Draft(
        article,
        scene.as_of,
        NAME,
        version,
        findings.proposals(),
        dropped=findings.dropped.total(),
        notes=notes,
    )


def _announce(
    endpoint: Endpoint, asking: Asking, article: Article, parts: tuple[Part, ...]
) -> None:
    """Say what goes where; stop if it is too much, or if that is not wanted."""
    fixed = tokens_of(prompts.load()) + tokens_of(json.dumps(schema())) + 200
    known = tokens_of(" " * KNOWN_CHARACTERS) if len(parts) > 1 else 0
    sent = sum(fixed + known + tokens_of(part.text) for part in parts)
    characters = len({k for part in parts for span in part.spans for k in range(*_ends(span))})
    notice = endpoint.notice(article.name, characters, len(parts), sent, asking.limits)
    least = sent + asking.limits.answer_tokens
    if least > asking.limits.tokens:
        raise LimitReached(
            f"{article.name} would take {least:,} tokens or more, and the limit is"
            f" {asking.limits.tokens:,}: nothing was sent; raise --max-tokens or draft from less text"
        )
    asking.say(notice)
    if asking.consent is not None and not asking.consent(notice):
        raise UsageError("nothing was sent")


def _ends(span: Any) -> tuple[int, int]:
    return span.start, span.end


class _Round:
    """Asks about every part; halves a part whose answer is too long."""

    def __init__(self, chat: Chat, findings: Findings, say: Callable[[str], None]) -> None:
        self.chat, self.findings, self.say = chat, findings, say
        self._schema = schema()
        self._read = 0

    def read(self, parts: tuple[Part, ...]) -> list[str]:
        """Return notes on the parts that could not be read; raise if none could."""
        waiting, unread = deque(parts), list[str]()
        while waiting:
            part = waiting.popleft()
            try:
                halves = self._ask(part)
            except (EndpointError, LimitReached) as error:
                if not self._read:
                    raise
                left = 1 + len(waiting)
                unread.append(f"stopped with {left} part(s) of the text not read: {error}")
                break
            except _Unusable as problem:
                unread.append(f'not read: the part from "{_opening(part)}": {problem}')
            else:
                waiting.extendleft(reversed(halves))
            if waiting:
                self.say(f"{len(waiting)} part(s) of the text to go")
        if not self._read:
            raise EndpointError(f"nothing could be drafted; {'; '.join(unread)}")
        return unread

    def _ask(self, part: Part) -> tuple[Part, ...]:
        """Take over the answer about a part, or return the smaller parts to ask about instead."""
        text = self.findings.scene.reading.text
        messages = _messages(part, self.findings.known())
        for last in (False, True):
            answer = self.chat.ask(messages, self._schema)
            if answer.refused:
                raise _Unusable(f'the model declines: "{shown(answer.text)}"')
            if answer.cut:
                halves = part.halves(text)
                if halves:
                    return halves
                raise _Unusable("the answer is longer than the limit")
            found = json_in(answer.text)
            if found is not None:
                self._read += 1
                self.findings.add(part, claims_in(found))
                return ()
            if last:
                break
        raise _Unusable(
            f'the model answers in words, not with findings: "{shown(answer.text)}"'
            if answer.text.strip()
            else "the model's answer is empty"
        )


class _Unusable(Exception):  # noqa: N818 - one part of several
    """An answer that nothing can be made of."""


def _messages(part: Part, known: dict[str, dict[str, str]]) -> tuple[Message, ...]:
    """The instructions, and the text as data between marks that it cannot hold by chance or design."""
    mark = f"article-{hashlib.sha256(part.text.encode('utf-8', 'replace')).hexdigest()[:16]}"
    told = json.dumps(known, ensure_ascii=False)
    head = ""
    if known["actors"] and len(told) <= KNOWN_CHARACTERS:
        head = f"Known from earlier parts (ids and names): {told}\n\n"
    return (
        {"role": "system", "content": prompts.load()},
        {
            "role": "user",
            "content": f"{head}The article stands between the two lines <{mark}>.\n\n<{mark}>\n"
            f"{part.text}\n<{mark}>",
        },
    )


def _opening(part: Part) -> str:
    return shown(re.sub(r"\s+", " ", part.text[:80]), 50)


def _told(findings: Findings, chat: Chat) -> list[str]:
    """What was dropped and what it took."""
    why = [f"{count} {reason}" for reason, count in findings.dropped.most_common()]
    notes = [f"dropped of what the model claimed: {', '.join(why)}"] if why else []
    used = f"{chat.requests} request(s), at most about {chat.sent:,} tokens sent"
    return [*notes, f"{used} and {chat.received:,} received"]
