"""The JSON Schema takes what the reader takes and points out typing mistakes."""

import json
import re

import jsonschema
import pytest
from hypothesis import given
from tests.crisis.example import EXAMPLE, edited
from tests.strategies import crisis_data

from standoff.catalog import open_text, slugs
from standoff.crisis.build import build
from standoff.errors import CrisisError
from standoff.files.read import parse_yaml
from standoff.files.schema import json_schema
from standoff.files.table import parts, rows
from standoff.files.template import template

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_it_is_a_schema_and_plain_json():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    assert "$id" not in SCHEMA


@pytest.mark.parametrize("text", [template(), EXAMPLE, *map(open_text, slugs())])
def test_shipped_files_are_valid(text):
    VALIDATOR.validate(parse_yaml(text)[0])


@given(crisis_data())
def test_made_up_crises_are_valid_as_written_and_as_written_back(data):
    VALIDATOR.validate(data)
    VALIDATOR.validate(build(data).to_data())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("standoff: 1", "standoff: 2"),
        ("title: ", "titel: "),
        ("horizon: 6 months", "horizon: 6"),
        ("as_of: 2026-01-15", "as_of: 15 January 2026"),
        ("kind: state", "kind: country"),
        ("tempo: 1 per month", "tempo: monthly"),
        ("precision: ordinary", "precision: ordinarry"),
        ("foresight: equilibrium", "foresight: far"),
        ("effort: 1}", "efort: 1}"),
        ("weight: major", "weight: mayor"),
        ("reliability: B2", "reliability: G2"),
        ("moderate for", "moderate"),
        ("prior: 0.4", "prior: 1.4"),
        ("severity: 9", "severity: 11"),
        ("from: north", "form: north"),
        ("case: worst", "case: bad"),
        ("author_says: unlikely", "author_says: unlikley"),
        ("happened: 1, of: 6", "happened: one, of: 6"),
    ],
)
def test_typing_mistakes_are_pointed_out_by_schema_and_reader(old, new):
    text = edited(old, new)
    assert not VALIDATOR.is_valid(parse_yaml(text)[0])
    with pytest.raises(CrisisError):
        build(parse_yaml(text)[0])


def test_every_field_is_described_and_every_default_is_valid():
    for model in parts():
        part = SCHEMA if model.__name__ == "Crisis" else SCHEMA["$defs"][model.__name__]
        assert part["additionalProperties"] is False
        for row in rows(model):
            field = part["properties"][row.key]
            assert field["description"]
            if "default" in field:
                inner = {"$defs": SCHEMA["$defs"], **field}
                jsonschema.Draft202012Validator(inner).validate(field["default"])
            for example in field.get("examples", []):
                jsonschema.Draft202012Validator(field).validate(example)


def _patterns(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            else:
                yield from _patterns(value)
    elif isinstance(node, list):
        for part in node:
            yield from _patterns(part)


def test_patterns_are_understood_by_javascript_too():
    for pattern in set(_patterns(SCHEMA)):
        re.compile(pattern)
        escaped = re.findall(r"\\(.)", pattern)
        assert set(escaped) <= set(r"sdw.()[]{}|/\^$*+?-"), pattern
