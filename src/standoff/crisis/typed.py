"""The types of the fields: each ties how a value is read to how it is written and published."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn

from pydantic import BeforeValidator, PlainSerializer, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from standoff.crisis import fields
from standoff.crisis.fields import Formula, Passage, Setting
from standoff.language.likelihood import DEFAULT_YARDSTICK, YARDSTICKS
from standoff.language.parser import ExpressionError
from standoff.language.quantity import Quantity

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is called in the reference page.

    Attributes
    ----------
    text : str
        In plain words, Markdown.
    """

    text: str


_ONE = r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?"
_NUMBER = rf"{_ONE}(\s*(\.\.|±|\+/?-)\s*{_ONE})?"
_UNIT = r"(day|week|month|year)s?"
_MARKS = r"\s.,:;()\[\]{}<>=!?'`|&+*/\\@#%^~$" + '"-'


def _reject(message: str, offset: int = 0) -> NoReturn:
    raise PydanticCustomError("standoff", "{message}", {"message": message, "offset": offset})


def _said(read: Any) -> Any:
    """Turn the ValueError of a reading function into an error that keeps its own words."""

    def validate(written: Any) -> Any:
        if isinstance(written, Quantity | Formula | Setting):
            return written
        try:
            return read(written)
        except ExpressionError as error:
            _reject(error.message, error.column)
        except ValueError as error:
            _reject(str(error))

    return validate


def _field(read: Any, write: Any, schema: Schema) -> tuple[Any, Any, Any]:
    return BeforeValidator(_said(read)), PlainSerializer(write), WithJsonSchema(schema)


def _text(value: Formula) -> str:
    return value.text


def _number(low: float | None = None, high: float | None = None, suffix: str = "") -> list[Schema]:
    bounds = {"minimum": low, "maximum": high}
    return [
        {"type": "number", **{key: end for key, end in bounds.items() if end is not None}},
        {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*{suffix}$"},
    ]


def _worded(words: list[str], numbers: list[Schema], examples: list[Any]) -> Schema:
    return {"anyOf": [{"enum": words}, *numbers], "examples": examples}


_RATE: Schema = {
    "type": "string",
    "pattern": rf"^.+\s(per|an?|every)\s.*{_UNIT}\s*$",
    "examples": ["1 per month", "0.5..2 per year", "1 per 8 months"],
}
_SETTING: Schema = {
    "anyOf": [
        {"type": "string", "pattern": rf"^(not\s+)?[^{_MARKS}]+(\.[^{_MARKS}]+)?(\s*=\s*\w+)?$"},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": {"type": ["string", "boolean"]},
        },
    ],
    "examples": ["ttp.attacks", "not ttp.attacks", {"pakistan.posture": "alert"}],
}
_STRENGTHS = [f"{word} {side}" for side in ("for", "against") for word in fields.STRENGTH_WORDS]
_LIKELIHOODS = sorted({w for scale in YARDSTICKS.values() for w in [*scale.ranges, *scale.same]})

Day = Annotated[
    dt.date,
    Kind("date, `2023-01-06`"),
    BeforeValidator(_said(fields.read_day)),
    WithJsonSchema(
        {"type": "string", "format": "date", "pattern": r"^\s*\d{4}-\d{2}-\d{2}\s*$"}
        | {"examples": ["2023-01-06"]}
    ),
]
Identifier = Annotated[
    str,
    Kind("name"),
    BeforeValidator(_said(fields.read_identifier)),
    WithJsonSchema(
        {"type": "string", "pattern": rf"^[^\d{_MARKS}][^{_MARKS}]*$", "maxLength": fields.MAX_NAME}
    ),
]
FormulaField = Annotated[
    Formula,
    Kind("[expression](expressions.md)"),
    *_field(
        fields.read_formula,
        _text,
        {"type": ["string", "boolean"], "minLength": 1, "examples": ["not ttp.attacks"]},
    ),
]
Weight = Annotated[
    Quantity,
    Kind("[weight](quantities.md#weights)"),
    *_field(
        fields.read_weight,
        fields.write_quantity,
        _worded([*fields.WEIGHT_WORDS], _number(0, fields.MOST), ["major", "2..4", "3 ± 1"]),
    ),
]
Precision = Annotated[
    Quantity,
    Kind("[precision](quantities.md#precision)"),
    *_field(
        fields.read_precision,
        fields.write_quantity,
        _worded([*fields.PRECISION_WORDS], _number(0, fields.MOST), ["ordinary", 4, "1..3"]),
    ),
]
Tempo = Annotated[
    Quantity,
    *_field(fields.read_tempo, fields.write_quantity, _RATE),
    Kind("[rate](quantities.md#rates)"),
]
Rate = Annotated[
    Quantity,
    *_field(fields.read_rate, fields.write_quantity, _RATE),
    Kind("[rate](quantities.md#rates)"),
]
Duration = Annotated[
    Quantity,
    Kind("[length of time](quantities.md#lengths-of-time)"),
    *_field(
        fields.read_duration,
        fields.write_quantity,
        {
            "type": "string",
            "pattern": rf"^\s*{_NUMBER}\s*{_UNIT}\s*$",
            "examples": ["12 months", "90 days", "3..6 weeks"],
        },
    ),
]
Effort = Annotated[
    Quantity,
    Kind("[number](quantities.md#numbers), 0 or more"),
    *_field(
        fields.read_effort,
        fields.write_quantity,
        {"anyOf": _number(0, fields.MOST), "examples": [1, "0.5..2"]},
    ),
]
Regard = Annotated[
    Quantity,
    Kind("[number](quantities.md#numbers), -10 to 10"),
    *_field(
        fields.read_regard,
        fields.write_quantity,
        {"anyOf": _number(-10, 10), "examples": [0.2, "0..0.3"]},
    ),
]
Strength = Annotated[
    Quantity,
    Kind("[strength](quantities.md#strength-of-evidence)"),
    *_field(
        fields.read_likelihood_ratio,
        fields.write_quantity,
        _worded(_STRENGTHS, _number(1e-6, 1e6), ["moderate for", 3]),
    ),
]
Foresight = Annotated[
    int,
    Kind("`myopic`, a level `1`, `2`, ... or `equilibrium`"),
    *_field(
        fields.read_foresight,
        fields.write_foresight,
        {
            "anyOf": [
                {"enum": ["myopic", "equilibrium"]},
                {"type": "integer", "minimum": 0, "maximum": fields.MAX_LEVEL},
            ]
        },
    ),
]
SettingField = Annotated[
    Setting,
    *_field(fields.read_setting, fields.write_setting, _SETTING),
    Kind("[setting](#settings)"),
]
RankedField = Annotated[
    tuple[tuple[Setting, ...], ...],
    Kind("[place of a ranking](#rankings)"),
    *_field(
        fields.read_ranked,
        fields.write_ranked,
        {
            "type": "array",
            "items": {"anyOf": [*_SETTING["anyOf"], {"type": "array", "items": _SETTING}]},
            "examples": [["us.withdraw"], [], [["us.strike"], ["nk.invade", "us.strike"]]],
        },
    ),
]
_PASSAGE: Schema = {"type": "string", "pattern": rf"^\s*[^\d{_MARKS}][^{_MARKS}]*@\d+-\d+\s*$"}
Passages = Annotated[
    tuple[Passage, ...],
    Kind("passage, `article@120-184`, or a list of them"),
    *_field(
        fields.read_passages,
        fields.write_passages,
        {"anyOf": [_PASSAGE, {"type": "array", "items": _PASSAGE}]}
        | {"examples": ["article@120-184"]},
    ),
]
Reliability = Annotated[
    str,
    Kind("[Admiralty code](quantities.md#admiralty-code)"),
    BeforeValidator(_said(fields.read_reliability)),
    WithJsonSchema({"type": "string", "pattern": "^[A-Fa-f][1-6]$", "examples": ["B2"]}),
]


def _probability(written: Any, info: ValidationInfo) -> Any:
    yardstick = (info.context or {}).get("yardstick", DEFAULT_YARDSTICK)
    return _said(lambda text: fields.read_probability(text, yardstick))(written)


Probability = Annotated[
    Quantity,
    Kind("[probability](quantities.md#probabilities)"),
    BeforeValidator(_probability),
    PlainSerializer(fields.write_quantity),
    WithJsonSchema(
        _worded(
            _LIKELIHOODS,
            [
                {"type": "number", "minimum": 0, "maximum": 1},
                {
                    "type": "string",
                    "pattern": rf"^\s*{_ONE}\s*%?(\s*(\.\.|±|\+/?-)\s*{_ONE})?\s*%?\s*$",
                },
            ],
            ["likely", 0.6, "0.2..0.4", "30%"],
        )
    ),
]
