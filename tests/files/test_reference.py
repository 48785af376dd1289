"""The generated pages are those in the repository, and what they show is right."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from standoff.crisis.examples import EXAMPLES
from standoff.crisis.model import Crisis
from standoff.files.read import parse_yaml
from standoff.files.reference import fields_page, main, with_yardsticks, yardsticks_table
from standoff.files.table import parts, rows
from standoff.language.likelihood import YARDSTICKS
from standoff.language.parser import ExpressionError, parse

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = DOCS / "reference"


def test_the_committed_pages_are_the_generated_ones(tmp_path):
    assert (REFERENCE / "file.md").read_text("utf-8") == fields_page()
    quantities = (REFERENCE / "quantities.md").read_text("utf-8")
    assert with_yardsticks(quantities) == quantities
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "quantities.md").write_text(quantities, "utf-8")
    main(str(tmp_path))
    assert (tmp_path / "reference" / "file.md").read_text("utf-8") == fields_page()


def test_the_page_names_every_key_of_every_part():
    page = fields_page()
    for model in parts():
        for row in rows(model):
            assert f"| `{row.key}` |" in page
            assert row.description in page.replace("\\|", "|")


@pytest.mark.parametrize("model", [part for part in parts() if part is not Crisis])
def test_every_part_has_an_example_that_its_model_takes(model):
    example = EXAMPLES[model.__name__]
    assert TypeAdapter(model).validate_python(example)
    keys = {row.key for row in rows(model)}
    assert set(example) <= keys


def test_examples_read_back_from_the_page():
    blocks = fields_page().split("```yaml\n")[1:]
    shown = [parse_yaml(block.partition("```")[0])[0] for block in blocks]
    for example in EXAMPLES.values():
        assert example in shown


def test_every_word_of_likelihood_is_in_the_table():
    table = yardsticks_table()
    for scale in YARDSTICKS.values():
        assert scale.citation in table
        for word in [*scale.ranges, *scale.same]:
            assert word in table
    assert "| likely | 55 to 80 | probable |" in table


def test_the_page_on_expressions_shows_the_grammar_as_it_is():
    import standoff.language

    folder = Path(standoff.language.__file__).parent
    grammar = (folder / "expression.lark").read_text("utf-8").strip()
    page = (REFERENCE / "expressions.md").read_text("utf-8")
    assert f"```lark\n{grammar}\n```" in page


def test_the_mistakes_on_that_page_get_the_answers_that_it_shows():
    page = (REFERENCE / "expressions.md").read_text("utf-8")
    table = page.partition("## Mistakes")[2].partition("## ")[0]
    lines = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| `")]
    assert len(lines) == 6
    for written, answer in lines[1:]:
        with pytest.raises(ExpressionError) as caught:
            parse(written.strip("`"))
        assert str(caught.value) == answer
