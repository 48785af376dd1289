"""Reading what another program wrote, whatever its encoding."""

import pytest

from standoff.errors import CrisisError, UsageError
from standoff.files.interchange.source import read_source
from standoff.settings import MAX_FILE_BYTES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_spreadsheets_are_read(tmp_path, encoding):
    path = tmp_path / "x.csv"
    path.write_bytes("État;Syrie\n".encode(encoding))
    assert read_source(path, "a table") == "État;Syrie\n"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("Pays;État\n".encode("latin-1"), r"x\.csv:1:6: this is not UTF-8 text; save a table as"),
        (b"a\0b", "this is not text"),
        (b" \n ", "the file is empty"),
        (b"x" * (MAX_FILE_BYTES + 1), "larger than 2 MB"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, raw, what):
    path = tmp_path / "x.csv"
    path.write_bytes(raw)
    with pytest.raises(CrisisError, match=what):
        read_source(path, "a table")


def test_what_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="there is no file"):
        read_source(tmp_path / "x.csv", "a table")
    with pytest.raises(UsageError, match="is a folder"):
        read_source(tmp_path, "a table")
