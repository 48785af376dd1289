"""What a model may say: lists of claims with verbatim evidence, checked one by one.

The schema that the endpoint is given is made from the same models. An answer that breaks it loses
the claims that do, not the rest; offsets, and whatever else it adds, are not looked at.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as Invalid

from standoff.draft.proposal import Direction, SourceKind

MOST_CLAIMS = 60
"""Claims of a kind that one answer may make; more are dropped and counted."""

_MARKUP = re.compile(r"<[A-Za-z/!?]|```|\]\(|\{\{|\[/?[a-z]+\]|[\x00-\x08\x0b-\x1f\x7f]")
_KEYWORDS = frozenset(
    {
        "default", "title", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum",
        "pattern",
    }
)  # fmt: skip
"""Left out of the schema that is sent, as not every server knows them; checked here all the same."""


def _plain(words: str) -> str:
    if _MARKUP.search(words) or not words.isprintable():
        raise ValueError("markup or control characters where plain words belong")
    return words


Ref = Annotated[str, StringConstraints(min_length=1, max_length=90, strip_whitespace=True)]
Name = Annotated[
    str,
    StringConstraints(min_length=2, max_length=120, strip_whitespace=True),
    AfterValidator(_plain),
]
Text = Annotated[
    str,
    StringConstraints(min_length=3, max_length=300, strip_whitespace=True),
    AfterValidator(_plain),
]
Words = Annotated[str, StringConstraints(min_length=2, max_length=700)]
Relation = Literal[
    "patron", "proxy", "ally", "sanctuary", "rival", "disputed border", "kin", "mediator",
    "shared river", "dependence",
]  # fmt: skip


class Claim(BaseModel):
    """Base of what can be claimed."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    evidence: Annotated[tuple[Words, ...], Field(min_length=1, max_length=12)] = Field(
        description="Passages copied from the article, character for character."
    )
    confidence: float = Field(ge=0, le=1, allow_inf_nan=False)


class ActorClaim(Claim):
    """Who decides, or whose wants matter."""

    id: Ref
    name: Name
    sort: Literal["state", "armed_group", "government", "bloc", "public", "other"]
    also: Annotated[tuple[Name, ...], Field(max_length=20)] = ()


class TieClaim(Claim):
    """A relation."""

    from_: Ref = Field(alias="from")
    to: Ref
    relation: Relation


class OptionClaim(Claim):
    """What an actor did, does or could do."""

    id: Ref
    actor: Ref
    label: Text
    against: Annotated[tuple[Ref, ...], Field(max_length=12)] = ()
    status: Literal["possible", "ongoing", "past", "denied"] = "possible"
    force: int = Field(default=0, ge=-1, le=2)


class SignalClaim(Claim):
    """A reported statement."""

    speaker: Ref
    person: Name | None = None
    via: Annotated[tuple[Name, ...], Field(max_length=6)] = ()
    mode: Literal["direct", "indirect"] = "indirect"
    direction: Direction = "unclear"
    summary: Text
    source: SourceKind = "other"


class ScenarioClaim(Claim):
    """How it could go."""

    title: Text
    options: Annotated[tuple[Ref, ...], Field(min_length=1, max_length=8)]
    without: Annotated[tuple[Ref, ...], Field(max_length=8)] = ()
    case: Literal["best", "worst"] | None = None
    likelihood: Words | None = None
    rank: Literal["most", "least"] | None = None


class PrerequisiteClaim(Claim):
    """What would have to hold first."""

    of: Ref
    claim: Text
    strict: bool = True


class ConsequenceClaim(Claim):
    """What would follow."""

    of: Ref
    label: Text
    severity: int = Field(default=5, ge=0, le=10)


class MotiveClaim(Claim):
    """What an actor is said to be after."""

    actor: Ref
    claim: Text
    motive: Literal["declared", "ulterior"] = "declared"
    wants: Ref | None = None


class WantClaim(Claim):
    """An option that an actor wants, rejects, or would answer another with."""

    actor: Ref
    option: Ref
    wanted: bool = True
    answers: Ref | None = None


class LikelihoodClaim(Claim):
    """A word of likelihood; what it means is ours to look up."""

    about: Ref | None = None


class LoadedClaim(Claim):
    """Wording that takes a side."""

    sort: Literal["person", "act", "scare", "slogan"]


class HedgeClaim(Claim):
    """Wording that takes something back a little."""


class QuestionClaim(Claim):
    """What only the analyst can decide."""

    text: Text


class Answer(BaseModel):
    """All that an answer may hold, in the order in which it is read."""

    actors: list[ActorClaim]
    ties: list[TieClaim]
    options: list[OptionClaim]
    signals: list[SignalClaim]
    scenarios: list[ScenarioClaim]
    prerequisites: list[PrerequisiteClaim]
    consequences: list[ConsequenceClaim]
    hypotheses: list[MotiveClaim]
    preferences: list[WantClaim]
    likelihoods: list[LikelihoodClaim]
    loaded: list[LoadedClaim]
    hedges: list[HedgeClaim]
    questions: list[QuestionClaim]


_CLAIMS: dict[str, type[Claim]] = {
    name: field.annotation.__args__[0]  # type: ignore[union-attr]
    for name, field in Answer.model_fields.items()
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema that an endpoint is asked to keep to, strict enough for all of them."""
    made = _strict(Answer.model_json_schema(by_alias=True))
    assert isinstance(made, dict)
    return made


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: {name: _strict(one) for name, one in value.items()}
        if key in ("properties", "$defs")
        else _strict(value)
        for key, value in node.items()
        if key not in _KEYWORDS
    }
    if "properties" in kept:
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept


def json_in(text: str) -> Mapping[str, Any] | None:
    """Return the findings in an answer, or None where there is no JSON object that has any.

    Fences, reasoning and words around the object are passed over.

    Parameters
    ----------
    text : str
        What the model said.
    """
    plain = re.sub(r"<think>.*?</think>", " ", text, flags=re.S)
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    for match in islice(re.finditer(r"\{", plain), 40):
        try:
            found, _ = decoder.raw_decode(plain, match.start())
        except (ValueError, RecursionError):
            continue
        if not isinstance(found, dict) or "evidence" in found:
            continue  # a single claim, of an object around it that is broken
        if any(isinstance(found.get(name), list) for name in _CLAIMS):
            return found
    return None


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def claims_in(found: Mapping[str, Any]) -> Iterator[tuple[str, Claim | None]]:
    """Yield every claim by the name of its list; None for one that is not well formed.

    Parameters
    ----------
    found : mapping
        An answer; see `json_in`.
    """
    for name, model in _CLAIMS.items():
        listed = found.get(name)
        items = listed if isinstance(listed, list) else []
        for item in items[:MOST_CLAIMS]:
            try:
                yield name, model.model_validate(item)
            except (Invalid, RecursionError):
                yield name, None
        for _ in items[MOST_CLAIMS:]:
            yield name, None
