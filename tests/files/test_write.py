"""Crises written as files read back the same; files are saved whole or not at all."""

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import crises, crisis_data

from standoff.catalog import path as case_path
from standoff.catalog import slugs
from standoff.crisis.build import build
from standoff.errors import UsageError
from standoff.files.emit import WIDTH, block, flow
from standoff.files.read import parse_yaml, read, read_text
from standoff.files.write import check_target, dump, save

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.text("ab:-[]{}#&*!|>'\"%@`\\ \n\t,.01?~<=x_ne", max_size=12),
)
KEYS = st.text(max_size=6).filter(lambda key: key != "<<")
DATA = st.recursive(
    SCALARS,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(KEYS, part, max_size=4),
    max_leaves=12,
)


def _same(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return one == other
    return type(one) is type(other) and one == other


@given(DATA)
def test_any_plain_data_on_one_line_and_on_many_reads_back(data):
    assert parse_yaml(f"a: {flow(data)}\n")[0] == {"a": data}
    assert parse_yaml(f"[{flow(data, True)}]\n")[0] == [data]
    assert parse_yaml("\n".join(block({"a": data})))[0] == {"a": data}
    assert parse_yaml("\n".join(block([data])))[0] == [data]


@given(SCALARS)
def test_scalars_keep_their_type(value):
    assert _same(parse_yaml(f"a: {flow(value)}")[0]["a"], value)


@given(crises())
def test_a_crisis_reads_back_with_the_same_meaning_and_is_then_written_the_same(crisis):
    text = dump(crisis)
    again = read_text(text)
    assert again.hash == crisis.hash
    assert again.to_data() == crisis.to_data()
    assert dump(again) == text


@pytest.mark.parametrize("slug", slugs())
def test_shipped_crises_read_back_with_the_same_meaning(slug):
    crisis = read(case_path(slug))
    again = read_text(dump(crisis))
    assert again.hash == crisis.hash
    assert max(map(len, dump(crisis).splitlines())) <= 3 * WIDTH


def test_the_layout_is_that_of_a_file_written_by_hand():
    long = " ".join(["word"] * 30)
    text = dump(
        {
            "actors": {
                "north": {
                    "options": {"go": {"effort": 2, "label": "Go"}},
                    "name": "North, the",
                    "preferences": [{"weight": 2, "prefer": "not north.go"}],
                }
            },
            "title": "A: strait",
            "standoff": 1,
            "status_quo": ["north.go"],
            "impossible": ["north.go and not north.go"],
            "citation": long,
        }
    )
    assert text == (
        "standoff: 1\n"
        "title: 'A: strait'\n"
        "\n"
        "actors:\n"
        "  north:\n"
        "    name: North, the\n"
        "    options:\n"
        "      go: {label: Go, effort: 2}\n"
        "    preferences:\n"
        "      - {prefer: not north.go, weight: 2}\n"
        "\n"
        "impossible:\n"
        "  - north.go and not north.go\n"
        "status_quo: [north.go]\n"
        "\n"
        "citation: >-\n"
        f"  {long[:99].rsplit(' ', 1)[0]}\n"
        f"  {long[95:]}\n"
    )


def test_a_quantity_is_written_as_it_was_read():
    data = {
        "standoff": 1,
        "title": "T",
        "actors": {
            "a": {
                "name": "1984",
                "preferences": [
                    {"prefer": True, "weight": 4},
                    {"prefer": "true", "weight": "2..4"},
                    {"prefer": "true", "weight": "4.50"},
                ],
            }
        },
    }
    text = dump(build(data))
    assert "name: '1984'" in text
    assert "weight: 4}" in text
    assert "weight: 2..4}" in text
    assert "weight: '4.50'}" in text


@given(crisis_data(max_actors=2, max_variables=2))
def test_plain_data_and_the_crisis_built_of_it_are_written_alike(data):
    assert build(parse_yaml(dump(data))[0]).hash == build(data).hash


def test_saving_replaces_a_file_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "crisis.yaml"
    path.write_text("old")
    path.chmod(0o640)
    save(path, "new\r\n±\n")
    assert path.read_bytes() == "new\r\n±\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["crisis.yaml"]


def test_a_new_file_has_the_usual_permissions(tmp_path):
    mask = os.umask(0o027)
    try:
        save(tmp_path / "new.yaml", "text")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.yaml").stat().st_mode) == 0o640


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real.yaml").write_text("old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    save(tmp_path / "link.yaml", "new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text() == "new"


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError("full")])
@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_an_interruption_leaves_the_old_file_and_nothing_else(
    tmp_path, monkeypatch, moment, interruption
):
    path = tmp_path / "crisis.yaml"
    path.write_text("old")

    def interrupt(*_):
        raise interruption

    monkeypatch.setattr(os, moment, interrupt)
    with pytest.raises((KeyboardInterrupt, UsageError)):
        save(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["crisis.yaml"]


def test_what_cannot_be_written_is_said(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"):
        save(tmp_path / "none" / "crisis.yaml", "text")
    with pytest.raises(UsageError, match="half a character"):
        save(tmp_path / "crisis.yaml", "\ud800")
    with pytest.raises(UsageError, match="cannot be written"):
        save(tmp_path, "text")


def test_a_pipe_is_written_to_and_stays_one(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    try:
        check_target(pipe)
        save(pipe, "through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_places_where_no_file_can_be_are_refused_beforehand(tmp_path, monkeypatch):
    check_target(tmp_path / "new.yaml")
    for place, words in (
        (tmp_path, "is a folder"),
        (f"{tmp_path}/there/", "is a folder"),
        (tmp_path / "no" / "x.yaml", "there is no folder"),
    ):
        with pytest.raises(UsageError, match=words):
            check_target(place)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UsageError, match="you may not write to"):
        check_target(tmp_path / "new.yaml")
