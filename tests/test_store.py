"""What is kept on disk: found again, bounded, shared by processes, and never in the way."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from standoff.store import FILE, Store, folder, open_store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept" / FILE


@pytest.fixture
def told():
    return []


def test_what_is_put_is_found_by_a_later_store(path):
    with Store(path) as store:
        store.put(b"a", b"one")
        store.put(b"b", b"two")
        assert store.get(b"a") == b"one"
    with Store(path) as store:
        assert store.get(b"a") == b"one"
        assert store.get(b"b") == b"two"
        assert store.get(b"c") is None
        assert store.size() == (2, 6)


def test_nothing_is_made_where_nothing_is_kept(path):
    with Store(path) as store:
        assert store.get(b"a") is None
        assert store.size() == (0, 0)
    assert not path.parent.exists()


def test_a_fresh_store_finds_nothing_and_replaces(path):
    with Store(path) as store:
        store.put(b"a", b"old")
    with Store(path, fresh=True) as store:
        assert store.get(b"a") is None
        store.put(b"a", b"new")
    with Store(path) as store:
        assert store.get(b"a") == b"new"


def test_clearing_forgets_everything(path):
    with Store(path) as store:
        store.put(b"a", b"one")
        store.flush()
        store.clear()
        assert store.size() == (0, 0)
        assert store.get(b"a") is None
    assert not path.exists()


def test_what_was_not_used_for_longest_goes_first(path, monkeypatch):
    now = iter(range(100))
    monkeypatch.setattr("standoff.store.time", lambda: float(next(now)))
    for k in range(10):
        with Store(path, limit=1000) as store:
            store.put(bytes([k]), bytes(100))
    with Store(path, limit=1000) as store:
        assert store.get(bytes([0])) is not None
    with Store(path, limit=1000) as store:
        store.put(b"new", bytes(100))
    with Store(path, limit=1000) as store:
        assert store.size() == (8, 800)
        assert [k for k in range(10) if store.get(bytes([k])) is not None] == [0, 4, 5, 6, 7, 8, 9]
        assert store.get(b"new") is not None


def test_a_file_that_was_cut_back_gets_smaller(path):
    with Store(path, limit=2_000_000) as store:
        for k in range(20):
            store.put(bytes([k]), bytes(100_000))
            store.flush()
        large = path.stat().st_size
        store.put(b"new", bytes(100_000))
        store.flush()
    assert path.stat().st_size < large


def test_what_takes_too_much_is_not_kept(path):
    with Store(path, limit=1000) as store:
        store.put(b"a", bytes(200))
        assert store.get(b"a") is None


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_damaged_file_is_said_once_and_replaced(path, told, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with Store(path, tell=told.append) as store:
        assert store.get(b"a") is None
        store.put(b"a", b"one")
        assert store.get(b"b") is None
    assert len(told) == (1 if content else 0)
    assert all("damaged" in message for message in told)
    with Store(path, tell=told.append) as store:
        store.put(b"a", b"two")
    with Store(path) as store:
        assert store.get(b"a") == b"two"


def test_a_file_cut_off_in_the_middle_is_no_answer(path, told):
    with Store(path) as store:
        for k in range(50):
            store.put(bytes([k]), bytes([k]) * 5000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with Store(path, tell=told.append) as store:
        for k in range(50):
            assert store.get(bytes([k])) in (None, bytes([k]) * 5000)
    assert len(told) <= 1


def test_a_damaged_record_is_no_answer(path):
    with Store(path) as store:
        store.put(b"a", b"one")
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("update record set content = ?", (b"two",))
    with Store(path) as store:
        assert store.get(b"a") is None


def test_a_folder_that_cannot_be_written_is_said_once(tmp_path, told):
    (tmp_path / "file").write_text("")
    with Store(tmp_path / "file" / FILE, tell=told.append) as store:
        store.put(b"a", b"one")
        store.flush()
        store.put(b"b", b"two")
        assert store.get(b"b") is None
    (message,) = told
    assert "STANDOFF_CACHE" in message


def test_another_process_that_writes_is_waited_for_or_passed_over(path, told, monkeypatch):
    monkeypatch.setattr("standoff.store.WAIT", 0.01)
    with Store(path) as store:
        store.put(b"a", b"one")
    with closing(sqlite3.connect(path)) as other, Store(path, tell=told.append) as store:
        other.execute("begin exclusive")
        store.put(b"b", b"two")
        store.flush()
        other.rollback()
        store.put(b"c", b"three")
        store.flush()
        assert store.get(b"c") == b"three"
    assert told == []


WRITER = """
import sys
from pathlib import Path
from standoff.store import Store
with Store(Path(sys.argv[1])) as store:
    for k in range(200):
        store.put(f"{sys.argv[2]}{k}".encode(), bytes(2000))
        store.flush()
"""


def test_two_processes_write_at_once(path):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), n]) for n in "ab"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Store(path) as store:
        assert store.size() == (400, 800_000)


@pytest.mark.parametrize("value", ["off", "OFF", "0", ""])
def test_keeping_can_be_turned_off(monkeypatch, value):
    monkeypatch.setenv("STANDOFF_CACHE", value)
    assert open_store() is None


def test_the_folder_is_the_users_unless_named(monkeypatch, tmp_path):
    monkeypatch.setenv("STANDOFF_CACHE", str(tmp_path))
    assert folder() == tmp_path
    monkeypatch.delenv("STANDOFF_CACHE")
    assert folder().name == "standoff"
