"""Whatever a user can write, some page explains: commands, options, fields, concepts, words."""

import re
import tomllib
from collections.abc import Mapping
from itertools import chain
from typing import get_args

import click
import pytest
from tests.docs.pages import DOCS, README, ROOT, blocks, name

import standoff as so
from standoff.cli import cli
from standoff.cli.arguments import MOST_DRAWS, MOST_JOBS
from standoff.cli.reference import page as cli_page
from standoff.crisis.fields import (
    MAX_LEVEL,
    MOST,
    MOST_MONTHS,
    PRECISION_WORDS,
    STRENGTH_WORDS,
    WEIGHT_WORDS,
)
from standoff.crisis.model import Concept, Crisis, Entry
from standoff.crisis.model_evidence import MAX_PERIODS
from standoff.encode.draws import MAX_EXACT_HYPOTHESES
from standoff.engines.evidence.admiralty import INFORMATION, SOURCE, accuracy
from standoff.engines.forecast.joint import PATHS
from standoff.files.compose import MAX_DEPTH, MAX_NODES
from standoff.language.likelihood import YARDSTICKS
from standoff.language.parser import MAX_LENGTH, RESERVED
from standoff.language.quantity import MAX_WRITTEN
from standoff.settings import KEPT_BYTES, MAX_FILE_BYTES, MAX_STATES

GENERATED = {DOCS / "reference" / "cli.md", DOCS / "reference" / "file.md"}
WRITTEN = {
    page: page.read_text("utf-8")
    for page in [README, *sorted(DOCS.rglob("*.md"))]
    if page not in GENERATED
}
EVERYTHING = "\n".join(WRITTEN.values())


def words_in_code(text):
    """Words that stand in code, between backquotes or in a fenced block."""
    fenced = re.findall(r"^ *```.*?^ *```", text, re.S | re.M)
    spans = re.findall(r"`[^`\n]+`", re.sub(r"^ *```.*?^ *```", "", text, flags=re.S | re.M))
    return set(re.findall(r"[\w-]+", " ".join([*fenced, *spans])))


IN_CODE = words_in_code(EVERYTHING)


def entries(model, seen=None):
    """Every part of a crisis file, by its model."""
    seen = {} if seen is None else seen
    if model not in seen:
        seen[model] = [field.alias or key for key, field in model.model_fields.items()]
        for field in model.model_fields.values():
            for part in _models(field.annotation):
                entries(part, seen)
    return seen


def _models(annotation):
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return {annotation}
    return {model for part in get_args(annotation) for model in _models(part)}


REFERENCE = WRITTEN[DOCS / "reference" / "python.md"]


def _returned():
    """Names of the results that the functions of the package and an `Analysis` return."""
    functions = [getattr(so, public) for public in so.__all__]
    functions += [value for part in so.Analysis.__mro__[:-1] for value in vars(part).values()]
    functions = [getattr(value, "func", value) for value in functions]
    noted = [getattr(value, "__annotations__", {}).get("return") for value in functions]
    return {
        kind
        for note in noted
        for kind in re.findall(r"\w+", str(note))
        if kind.endswith("Result") or kind in ("Calibration", "Comparison", "LikelyPath", "Replay")
    }


def test_the_python_page_has_every_public_name_and_result():
    shown = {line.rpartition(".")[2] for line in re.findall(r"^::: (\S+)", REFERENCE, re.M)}
    assert len(_returned()) > 15
    assert ({*so.__all__} | _returned()) - shown == set()


LIMITS = WRITTEN[DOCS / "reference" / "limits.md"]


@pytest.mark.parametrize(
    ("what", "limit"),
    [
        ("size of a crisis file", f"{MAX_FILE_BYTES // 1_000_000} MB"),
        ("size of a crisis file", f"{MAX_NODES:,} values"),
        ("size of a crisis file", f"{MAX_DEPTH} levels deep"),
        ("an expression, or any other text", f"{MAX_LENGTH:,} characters"),
        ("as written", f"{MAX_WRITTEN} characters"),
        ("a length of time", f"{MOST_MONTHS / 12:g} years"),
        ("a weight, effort or precision", f"{MOST:,g} each"),
        ("periods of a base rate", f"{MAX_PERIODS:,}"),
        ("states of a crisis", f"{MAX_STATES:,}"),
        ("results kept on disk", f"{KEPT_BYTES // 1_000_000_000} GB"),
        ("hypotheses that `--point`", f"{MAX_EXACT_HYPOTHESES} |"),
        ("level of reasoning", f"{MAX_LEVEL} |"),
        ("threads of `--jobs`", f"{MOST_DRAWS:,}; {MOST_JOBS:,}"),
        ("simulated paths", f"{PATHS:,} over all draws"),
    ],
)
def test_the_page_of_limits_has_the_limits_of_the_program(what, limit):
    rows = [line for line in LIMITS.splitlines() if line.startswith("|") and what in line]
    assert any(limit in row for row in rows), rows


FIELDS = sorted(
    {(model.__name__, field) for model, keys in entries(Crisis).items() for field in keys}
)


def test_the_fields_are_found():
    assert ("Crisis", "actors") in FIELDS
    assert ("Tie", "from") in FIELDS
    assert ("Signal", "bears_on") in FIELDS


def test_the_reference_of_the_command_line_is_what_the_commands_say():
    there = (DOCS / "reference" / "cli.md").read_text("utf-8")
    assert there == cli_page(), "write it anew: python -m standoff.cli.reference"


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_is_shown_in_use(command):
    assert f"standoff {command}" in EVERYTHING


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_option_has_a_help_text(command):
    options = [p for p in cli.commands[command].params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_every_option_is_explained():
    options = {
        name
        for command in cli.commands.values()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in parameter.opts + parameter.secondary_opts
        if name.startswith("--")
    }
    assert sorted(options - {name for name in options if name in EVERYTHING}) == []


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=lambda name: name)
def test_every_field_is_described_and_used(model, field):
    record = next(m for m in entries(Crisis) if m.__name__ == model)
    fields = {f.alias or key: f for key, f in record.model_fields.items()}
    assert fields[field].description
    assert field in IN_CODE


def test_every_concept_is_defined():
    defined = set(re.findall(r"^\| (\w+) \|", (DOCS / "theory" / "stable.md").read_text(), re.M))
    assert set(get_args(Concept)) <= defined


def test_every_word_of_the_file_is_explained():
    words = {*WEIGHT_WORDS, *PRECISION_WORDS, *STRENGTH_WORDS, *YARDSTICKS, *RESERVED}
    missing = sorted(word for word in words if not re.search(rf"\b{word}\b", EVERYTHING))
    assert missing == []


def test_the_admiralty_table_is_the_one_that_is_used():
    text = (DOCS / "theory" / "signals.md").read_text("utf-8")
    rows = re.findall(r"^\| ([A-F]) \| (.+) \|$", text, re.M)
    assert [source for source, _ in rows] == list(SOURCE)
    for source, cells in rows:
        computed = [f"{accuracy(source + grade):.2f}" for grade in INFORMATION]
        assert cells.split(" | ") == computed


def test_every_dependency_is_justified():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = list(chain(project["dependencies"], *project["optional-dependencies"].values()))
    names = {re.split(r"[\[<>=]", line)[0] for line in needed} - {"standoff"}
    page = WRITTEN[DOCS / "dependencies.md"]
    assert sorted(package for package in names if package not in page) == []


def pieces():
    """YAML blocks without a title: pieces of a crisis file."""
    return [
        pytest.param(block, id=f"{name(page)}:{block.line}")
        for page in WRITTEN
        for block in blocks(page)
        if block.language == "yaml" and block.title is None
    ]


@pytest.mark.parametrize("block", pieces())
def test_a_piece_of_a_crisis_file_can_be_read(block):
    from standoff.files.read import parse_yaml

    data, _ = parse_yaml(block.text)
    assert isinstance(data, Mapping)
    whole = {"standoff": 1, "title": "A piece", "actors": {"somebody": {"name": "Somebody"}}}
    Crisis.model_validate(whole | data, context={"yardstick": data.get("yardstick", "icd203")})


def test_every_section_of_the_report_is_explained():
    import standoff as so
    from standoff.files.read import read_text
    from standoff.files.template import template
    from standoff.report.assembly import assemble

    analysis = so.analyse(read_text(template()), so.Run(draws=8))
    titles = [section.title for section in assemble(analysis).sections]
    page = WRITTEN[DOCS / "howto" / "report.md"]
    assert titles == re.findall(r"^\| \*\*(.+?)\*\* \|", page, re.M)
