"""The reference page of the crisis file, made from the models.

Run as a module it writes the generated pages: ``python -m standoff.files.reference docs``.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from standoff.crisis.entry import Entry
from standoff.crisis.examples import EXAMPLES
from standoff.crisis.model import Crisis
from standoff.crisis.typed import Kind
from standoff.files.emit import block, flow
from standoff.files.table import Row, parts, rows
from standoff.language.likelihood import DEFAULT_YARDSTICK, YARDSTICKS, Yardstick

START, END = "<!-- yardsticks -->", "<!-- end of yardsticks -->"

_HEAD = """\
# Crisis file

<!-- Written by `python -m standoff.files.reference docs`; change the models, not this page. -->

YAML, UTF-8, one crisis a file, extension `.yaml`. Keys may come in any order; the order here is that in
which the program writes them. No tags, no merge keys, no key twice; aliases are read. A key that is not
listed here is an error, and `standoff check` names the nearest that is. `standoff schema` prints the same
table as a JSON Schema, so that editors complete and check keys
([how to](../howto/editor.md)).

A *name* of yours (of an actor, an option, a hypothesis, ...) has letters, digits and underscores, a letter
first, at most 60 characters, and is none of the [words of the expression language](expressions.md).
"""

_TAIL = """\
## Settings

A setting says at which level an option or chance event is. Where `status_quo`, `observed` and rankings list
settings, these forms will do:

| written | means |
|---|---|
| `ttp.attacks` | on; for an ordered option its second level |
| `not ttp.attacks` | off |
| `pakistan.posture: alert` | an ordered option at a level |
| `pakistan.posture=alert` | the same, as results write it |

What is not listed is at its lowest level; under `observed` it is as it was.

## Rankings

A ranking lists every feasible state, best first. A state is the list of what is on; `[]` is nothing on. A
list of such lists is a tie:

```yaml
ranking: [[us.withdraw], [], [[us.strike], [nk.invade, us.strike]]]
```

Utilities are equally spaced from 8 for the first place to 0 for the last. Where there are chance events,
the states in which they are on have to be placed too.
"""


def fields_page() -> str:
    """Return the reference page of all keys, Markdown.

    Returns
    -------
    str
        One section for each part of the format, in the order in which a reader meets them.
    """
    places = _places()
    sections = [_section(model, places[model]) for model in parts()]
    return "\n".join([_HEAD, *sections, _TAIL])


def _places() -> dict[type[Entry], str]:
    """Where each part stands in a file, the first place that a reader meets."""
    places: dict[type[Entry], str] = {Crisis: ""}
    for model in parts():
        for row in rows(model):
            if row.part is not None and row.part not in places:
                around = f"{places[model]}." if places[model] else ""
                name = ".NAME" if row.keyed else "[]" if row.listed else ""
                places[row.part] = f"{around}{row.key}{name}"
    return places


def _section(model: type[Entry], place: str) -> str:
    head = "## The file" if model is Crisis else f"## {_title(model)}"
    about = " ".join((model.__doc__ or "").split())
    where = f"`{place}`: {about[0].lower()}{about[1:]}" if place else about
    lines = [head, "", where, "", "| key | value | without it | meaning |", "|---|---|---|---|"]
    lines += [_table_line(model, row) for row in rows(model)]
    if model.__name__ in EXAMPLES:
        lines += ["", "```yaml", *block(EXAMPLES[model.__name__]), "```"]
    return "\n".join([*lines, ""])


def _title(model: type[Entry]) -> str:
    name = model.__name__
    return "".join(f" {c.lower()}" if c.isupper() and k else c for k, c in enumerate(name))


def _table_line(model: type[Entry], row: Row) -> str:
    field = next(f for name, f in model.model_fields.items() if row.key in (name, f.alias))
    kind = _kind(field)
    without = "**required**" if row.required else _shown(row.default)
    cells = (f"`{row.key}`", kind, without, row.description)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _shown(default: object) -> str:
    return "" if default in (None, [], {}, "") else f"`{flow(default)}`"


def _kind(field: FieldInfo) -> str:
    """Say what values a field takes, in words."""
    marked = [mark.text for mark in field.metadata if isinstance(mark, Kind)]
    if marked:
        return marked[0]
    bounds = {
        name: getattr(mark, name)
        for mark in field.metadata
        for name in ("ge", "le")
        if hasattr(mark, name)
    }
    text = _kind_of(field.annotation)
    if "ge" in bounds:
        upper = f" to {bounds['le']:,.10g}" if "le" in bounds else " or more"
        text += f", {bounds['ge']:,.10g}{upper}"
    return text


def _kind_of(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marked = [mark.text for mark in inner[1:] if isinstance(mark, Kind)]
        return marked[0] if marked else _kind_of(inner[0])
    if origin in (Union, UnionType):
        return _kind_of(inner[0])
    if origin is Literal:
        words = [f"`{word}`" for word in inner]
        return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    if origin is tuple:
        return f"list of: {_kind_of(inner[0])}"
    if origin is Mapping:
        return f"for each {_key_of(inner[0])}: {_kind_of(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        title = _title(annotation)
        return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"
    return {str: "text", bool: "`true` or `false`", int: "whole number", float: "number"}[
        annotation
    ]


def _key_of(annotation: Any) -> str:
    if get_origin(annotation) is Literal:
        return "concept (" + _kind_of(annotation) + ")"
    return "name"


def yardsticks_table() -> str:
    """Return the words of every yardstick and their ranges, Markdown."""
    return "\n".join(_yardstick(scale) for scale in YARDSTICKS.values())


def _yardstick(scale: Yardstick) -> str:
    default = ", the default" if scale.name == DEFAULT_YARDSTICK else ""
    lines = [f"### `{scale.name}`{default}", "", f"{scale.citation}.", ""]
    lines += ["| word | per cent | also written |", "|---|---|---|"]
    for word, (low, high) in scale.ranges.items():
        also = ", ".join(other for other, meant in scale.same.items() if meant == word)
        span = f"{100 * low:g}" if low == high else f"{100 * low:g} to {100 * high:g}"
        lines.append(f"| {word} | {span} | {also} |")
    return "\n".join([*lines, ""])


def with_yardsticks(page: str) -> str:
    """Put the table of yardsticks between its two marks in a page."""
    before, rest = page.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n\n{yardsticks_table()}\n{END}{after}"


def main(docs: str) -> None:
    """Write the generated pages below a folder of documentation."""
    from standoff.files.write import save

    folder = Path(docs) / "reference"
    save(folder / "file.md", fields_page())
    quantities = folder / "quantities.md"
    save(quantities, with_yardsticks(quantities.read_text("utf-8")))


if __name__ == "__main__":
    main(sys.argv[1])
