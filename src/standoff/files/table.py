"""The table of the file's fields, row by row, read off the models."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import PlainSerializer
from pydantic.fields import FieldInfo

from standoff.crisis.model import Crisis, Entry
from standoff.crisis.wording import entry_in


@dataclass(frozen=True, slots=True)
class Row:
    """One key of the format.

    Attributes
    ----------
    key : str
        As written in a file.
    required : bool
        Whether it has to be there.
    default : object
        What counts without it, as it would be written; None for nothing.
    description : str
        What it means.
    part : type of Entry or None
        The model that its value, or each of its entries, follows.
    keyed, listed : bool
        Whether the value is a mapping from names of the user's, or a list.
    """

    key: str
    required: bool
    default: object
    description: str
    part: type[Entry] | None
    keyed: bool
    listed: bool


def rows(model: type[Entry]) -> Iterator[Row]:
    """Yield the keys that a part of a crisis file may have, in canonical order."""
    for name, field in model.model_fields.items():
        kinds = {get_origin(kind) for kind in (field.annotation, *get_args(field.annotation))}
        yield Row(
            field.alias or name,
            field.is_required(),
            None if field.is_required() else _as_written(field),
            field.description or "",
            entry_in(field.annotation),
            Mapping in kinds,
            tuple in kinds and Mapping not in kinds,
        )


def _as_written(field: FieldInfo) -> object:
    default: Any = field.get_default(call_default_factory=True, validated_data={})
    for mark in field.metadata:
        if isinstance(mark, PlainSerializer):
            write: Any = mark.func
            return write(default)
    return list(default) if isinstance(default, tuple) else default


def parts() -> list[type[Entry]]:
    """Return every model of the format: the crisis, then each part followed by its own parts."""
    found: list[type[Entry]] = []

    def add(model: type[Entry]) -> None:
        if model not in found:
            found.append(model)
            for row in rows(model):
                if row.part is not None:
                    add(row.part)

    add(Crisis)
    return found
