import os
from pathlib import Path

import pytest
from tests.web.crisis import TEXT

from standoff.errors import UsageError
from standoff.web.desk import MAX_DRAFTS, ConflictError, Desk, UnknownDraftError

BROKEN = TEXT.replace("prefer: upper.dam,", "prefer: upper.dum,")


def rewrite(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))


def test_a_change_on_disk_is_seen(desk: Desk, file: Path) -> None:
    first = desk.disk()
    rewrite(file, TEXT.replace("The ford of Lun\nbegins", "The new ford\nbegins"))
    assert first.crisis is not None
    second = desk.disk()
    assert second.crisis is not None
    assert (first.crisis.title, second.crisis.title) == ("The ford of Lun", "The new ford")
    assert first.mark != second.mark


def test_a_broken_file_leaves_the_last_whole_one_to_be_computed(desk: Desk, file: Path) -> None:
    whole = desk.disk()
    rewrite(file, BROKEN)
    asked, valid = desk.shown("")
    assert asked.crisis is None
    assert [(f.line, f.column) for f in asked.faults] == [(16, 18)]
    assert "did you mean 'upper.dam'" in asked.faults[0].message
    assert valid is whole


@pytest.mark.parametrize("text", ["", "a: [", "\ttabs", "x" * 100, "standoff: 1\n", "&a [*a]"])
def test_no_text_is_too_broken_to_be_shown(desk: Desk, file: Path, text: str) -> None:
    desk.disk()
    rewrite(file, text)
    asked, valid = desk.shown("")
    assert asked.crisis is None
    assert asked.faults
    assert valid is not None


def test_a_text_whose_states_are_too_many_is_broken(file: Path) -> None:
    version = Desk(str(file), max_states=2).disk()
    assert version.crisis is None
    assert "states" in version.faults[0].message


def test_a_draft_is_known_by_its_mark_until_others_push_it_out(desk: Desk) -> None:
    mark = desk.check(TEXT + "# mine\n").mark
    assert desk.wanted(mark).text.endswith("# mine\n")
    for i in range(MAX_DRAFTS):
        desk.check(f"{TEXT}# {i}\n")
    with pytest.raises(UnknownDraftError, match="send it again"):
        desk.wanted(mark)


def test_saving_writes_the_text_as_it_is(desk: Desk, file: Path) -> None:
    new = TEXT + "# mine\r\n"
    version = desk.save(new, desk.disk().mark)
    assert file.read_bytes() == new.encode()
    assert version.text == new
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_another_wrote_meanwhile_is_not_written_over(desk: Desk, file: Path) -> None:
    base = desk.disk().mark
    theirs = TEXT + "# theirs\n"
    rewrite(file, theirs)
    with pytest.raises(ConflictError) as caught:
        desk.save(TEXT + "# mine\n", base)
    assert caught.value.theirs == theirs
    assert file.read_text(encoding="utf-8") == theirs


def test_a_file_that_went_away_is_said(desk: Desk, file: Path) -> None:
    desk.disk()
    file.unlink()
    with pytest.raises(UsageError, match="cannot be read"):
        desk.disk()


def test_a_shipped_case_is_saved_as_a_copy_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    desk = Desk("cases/chicken", 1000)
    version = desk.disk()
    text = version.text + "# mine\n"
    desk.save(text, version.mark)
    assert (tmp_path / "chicken.yaml").read_text(encoding="utf-8") == text
    assert (desk.name, desk.slug) == ("chicken.yaml", "")
    again = Desk("cases/chicken", 1000)
    with pytest.raises(UsageError, match="is there already"):
        again.save(text, again.disk().mark)


def test_what_was_only_read_is_computed_when_the_file_then_breaks(desk: Desk, file: Path) -> None:
    read = desk.disk(proven=False)
    assert read.crisis is not None
    assert not read.proven
    rewrite(file, BROKEN)
    asked, valid = desk.shown("")
    assert asked.crisis is None
    assert valid is not None
    assert valid.proven
    assert valid.crisis is read.crisis


def test_a_text_that_can_be_read_but_not_computed_is_broken_once_that_is_known(file: Path) -> None:
    rewrite(file, TEXT.replace("status_quo: []", "status_quo: []\nimpossible: [not upper.dam]"))
    desk = Desk(str(file), max_states=10_000)
    assert desk.disk(proven=False).crisis is not None
    asked, valid = desk.shown("")
    assert asked.crisis is None
    assert asked.faults
    assert valid is None
    assert desk.disk(proven=False).crisis is None
