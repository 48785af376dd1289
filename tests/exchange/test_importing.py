"""Imports are checked before they are handed over."""

import json

import pytest

from standoff.errors import CrisisError, LimitReached, UsageError
from standoff.exchange import import_file
from standoff.exchange import importing as module
from tests.interchange.test_gmcr_read import SMALL

TABLE = "A/x,B/y,A rank,B rank\nN,N,1,2\nY,N,2,1\n"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "my_table.csv"
    path.write_text(TABLE)
    return path


def test_a_table_says_how_many_states_it_has(table):
    made = import_file(table)
    assert made.states == 2
    assert made.crisis.title == "my table"
    assert made.text.startswith("# Imported from my_table.csv.\n")


def test_the_ending_tells_the_format_unless_told(table, tmp_path):
    other = tmp_path / "table.xls"
    other.write_text(TABLE)
    with pytest.raises(UsageError, match="--from gmcr or --from csv"):
        import_file(other)
    assert import_file(other, "csv", title="Mine").crisis.title == "Mine"
    with pytest.raises(CrisisError, match="this is not JSON"):
        import_file(table, "gmcr")
    with pytest.raises(UsageError, match="no format 'xml'"):
        import_file(table, "xml")


def test_a_gmcr_file_says_itself_what_its_numbers_are(tmp_path):
    path = tmp_path / "river.gmcr"
    path.write_text(json.dumps(SMALL))
    assert import_file(path).states == 6
    with pytest.raises(UsageError, match="--preference is for tables"):
        import_file(path, preference="rank")


def test_a_crisis_with_too_many_states_is_imported_uncounted(tmp_path):
    path = tmp_path / "river.gmcr"
    path.write_text(json.dumps(SMALL))
    assert import_file(path, max_states=5).states is None


def test_a_crisis_file_too_large_to_read_is_not_made(table, monkeypatch):
    monkeypatch.setattr(module, "MAX_FILE_BYTES", 100)
    with pytest.raises(LimitReached, match="would become a crisis file of more than"):
        import_file(table)


def test_rules_that_do_not_fit_the_table_would_be_noticed(table, monkeypatch):
    draft = module.draft_table

    def wrong(*arguments):
        made = draft(*arguments)
        del made.data["impossible"]
        return made

    monkeypatch.setattr(module, "draft_table", wrong)
    table.write_text(TABLE.replace("rank", "payoff"))
    with pytest.raises(RuntimeError, match="leave 4 states, the table has 2"):
        import_file(table)
