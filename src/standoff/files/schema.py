"""The JSON Schema of crisis files, made from the models, so that editors complete and check keys."""

from copy import deepcopy
from typing import Any

from standoff.crisis.examples import EXAMPLES
from standoff.crisis.model import Crisis
from standoff.files.table import parts, rows

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DROPPED = ("default", "title")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the file format.

    Returns
    -------
    dict
        Plain data; a new copy at every call. What names refer to, and whether states are feasible,
        is beyond a schema: `standoff check` says that.
    """
    schema = Crisis.model_json_schema(by_alias=True, mode="validation")
    defaults = {
        model.__name__: {row.key: row.default for row in rows(model) if not row.required}
        for model in parts()
    }
    definitions = {
        name: _with_example(name, _with_defaults(_tidy(part), defaults[name]))
        for name, part in schema.pop("$defs").items()
    }
    crisis = _with_defaults(_tidy(schema), defaults["Crisis"])
    return {
        "$schema": DIALECT,
        "title": "A crisis file of standoff",
        "description": "Actors, options, preferences, signals and scenarios of one crisis.",
        **{key: value for key, value in crisis.items() if key not in ("title", "description")},
        "$defs": definitions,
    }


def _tidy(node: Any) -> Any:
    """Refuse unknown keys of maps by name, and drop what an editor would show as noise."""
    if isinstance(node, list):
        return [_tidy(part) for part in node]
    if not isinstance(node, dict):
        return node
    return _only_named_keys(
        {key: _tidy_member(key, value) for key, value in node.items() if key not in _DROPPED}
    )


def _with_defaults(part: dict[str, Any], defaults: dict[str, object]) -> dict[str, Any]:
    """Say what counts where a key is left out, as it would be written."""
    for key, default in defaults.items():
        if default not in (None, [], {}):
            part["properties"][key]["default"] = default
    return part


def _with_example(name: str, part: dict[str, Any]) -> dict[str, Any]:
    return part | {"examples": [deepcopy(EXAMPLES[name])]} if name in EXAMPLES else part


def _tidy_member(key: str, value: Any) -> Any:
    """Tidy the value of a schema keyword; under `properties` the keys are names of the format."""
    if key == "properties":
        return {name: _tidy(part) for name, part in value.items()}
    return value if key in ("examples", "enum", "const") else _tidy(value)


def _only_named_keys(node: dict[str, Any]) -> dict[str, Any]:
    """Turn `patternProperties`, under which other keys pass, into names that must match."""
    patterns = node.pop("patternProperties", None)
    if patterns:
        [(pattern, value)] = patterns.items()
        node["propertyNames"] = {"pattern": pattern} | node.get("propertyNames", {})
        node["additionalProperties"] = value
    return node
