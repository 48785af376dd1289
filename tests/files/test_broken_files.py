"""Broken files as a user has them: `standoff check` gives a clear error, its place and its status."""

import pytest
from tests.crisis.example import EXAMPLE, edited

from standoff.catalog import open_text
from standoff.cli import run
from standoff.settings import MAX_FILE_BYTES

MANY = "".join(f"      x{k}: {{}}\n" for k in range(30))

BROKEN = {
    "empty": ("", 1, "1:1: the file is empty; `standoff new` writes a template"),
    "blank": ("\n  \n# nothing yet\n", 1, "1:1: the file is empty"),
    "junk": (b"\x00\x9f\x92\x96" * 50, 1, "1:1: this is not text"),
    "picture": (b"\x89PNG\r\n\x1a\n", 1, "1:1: this is not UTF-8 text"),
    "latin-1": ("title: Élysée\n".encode("latin-1"), 1, "1:8: this is not UTF-8 text"),
    "large": (b"# x\n" * (MAX_FILE_BYTES // 3), 1, "1:1: the file is larger than 2 MB"),
    "list": ("- actors\n- options\n", 1, "1:1: a crisis file is a mapping of keys"),
    "prose": ("Two states dispute a strait.\n", 1, "1:1: a crisis file is a mapping of keys"),
    "bracket": (edited("{R: [[north", "{R: [north"), 1, "a comma is missing"),
    "quote": (edited('"never(', "'never("), 1, "this quote is not closed"),
    "tab": (edited("    name: North", "\tname: North"), 1, "12:1: a tab cannot indent; use spaces"),
    "indent": (
        edited("    kind: state", "   kind: state"),
        1,
        "13:4: the indentation does not fit",
    ),
    "twice": (edited("horizon:", "title:"), 1, "5:1: the key 'title' stands here twice"),
    "tag": (edited("title: A strait", "title: !!python/name:os.system x"), 1, "2:8: tags such as"),
    "merge": (edited("    name: North", "    <<: {name: North}"), 1, "12:5: merge keys"),
    "bomb": (
        "a: &a [x, x, x, x]\n"
        + "".join(
            f"{k}: &{k} [*{p}, *{p}, *{p}, *{p}]\n"
            for p, k in zip("abcdefghij", "bcdefghijk", strict=True)
        ),
        1,
        "aliases (*name) that repeat aliases make the file too large",
    ),
    "deep": ("a: " + "[" * 3000 + "]" * 3000, 1, "nested deeper than"),
    "key": (edited("preferences:", "preferencs:"), 1, "did you mean 'preferences'?"),
    "name": (edited("when: ever(south.strike)", "when: ever(south.strik)"), 1, "'south.strike'?"),
    "unit": (edited("horizon: 6 months", "horizon: 6 parsecs"), 1, "'parsecs' is no unit of time"),
    "number": (edited("weight: major", "weight: 1e999"), 1, "is no number that can be used here"),
    "nan": (edited("severity: 9", "severity: .nan"), 1, ".nan is no number"),
    "date": (
        edited("as_of: 2026-01-15", "as_of: 2026-02-30"),
        1,
        "4:8: there is no day 2026-02-30",
    ),
    "circle": (
        edited("summary: The ally calls", "summary: The ally calls\n    echoes: echo"),
        1,
        "signals echo one another in a circle: call -> echo -> call",
    ),
    "nothing possible": (
        edited("impossible:\n", "impossible:\n  - convoy or not convoy\n"),
        1,
        "these rules leave no state possible",
    ),
    "status quo": (
        edited("status_quo: [", "status_quo: [south.strike, ").replace(": alert]", ": normal]", 1),
        1,
        "the status quo is ruled out by `south.strike and north.posture = normal`",
    ),
    "ranking": (
        open_text("chicken").replace("[row.swerve], []]", "[row.swerve]]"),
        1,
        "the ranking leaves out []",
    ),
    "huge": (
        edited("    options:\n", f"    options:\n{MANY}"),
        3,
        "more than the limit of 2,000,000",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_files(tmp_path, capsys, kind):
    content, status, words = BROKEN[kind]
    path = tmp_path / "crisis.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert run(["check", str(path)]) == status
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err
    assert "Traceback" not in told.err
    if status == 1:
        assert told.err.startswith(f"{path}:")


def test_a_folder_and_a_missing_file(tmp_path, capsys):
    assert run(["check", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err
    assert run(["check", str(tmp_path / "none.yaml")]) == 2
    assert "there is no file" in capsys.readouterr().err


def test_the_whole_example_is_fine(tmp_path, capsys):
    path = tmp_path / "crisis.yaml"
    path.write_text(EXAMPLE)
    assert run(["check", str(path)]) == 0
    assert "no errors" in capsys.readouterr().out
