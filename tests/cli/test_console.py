"""What a long run says on stderr meanwhile, and that a short one says nothing."""

import pytest

from standoff.cli import console, run
from tests.cli.test_commands import tiny

__all__ = ["tiny"]  # a fixture

OBSERVED = """\
begins: 2026-01-01
status_quo: []
observed:
  - {date: 2026-01-12, set: [north.blockade]}
"""


def told(capsys, *arguments):
    assert run(list(map(str, arguments))) == 0
    return capsys.readouterr().err


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(console, "SECONDS", 0.0)


def test_a_long_report_names_what_it_is_at(capsys, tiny, tmp_path, at_once):
    tiny.write_text(tiny.read_text() + OBSERVED)
    target = tmp_path / "report.html"
    lines = told(capsys, "report", tiny, "-o", target, "--draws", 8, "--no-cache").splitlines()
    steps = [
        "solving draws ...",
        "replaying the evidence day by day ...",
        "auditing the assessment ...",
        "weighing what provokes what ...",
        "looking for the break ...",
        "looking for tipping points ...",
        "ranking what to watch ...",
    ]
    assert [line for line in steps if line in lines] == steps
    for counted in ("solving draws: 4 of 8", "replaying the evidence day by day: 4 of 8"):
        assert counted in lines
    assert lines[-1] == f"wrote {target}"


def test_a_report_that_is_soon_done_names_nothing(capsys, tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(console, "SECONDS", 1e6)
    command = "report", tiny, "-o", tmp_path / "report.html", "--point", "--no-cache"
    told(capsys, *command)
    assert told(capsys, *command) == f"wrote {tmp_path / 'report.html'}\n"


def test_an_answer_is_given_without_a_word(capsys, tiny, at_once):
    command = "forecast", tiny, "--point", "--no-cache"
    told(capsys, *command)
    assert told(capsys, *command) == ""


def test_a_terminal_shows_a_bar_by_the_name_of_the_step(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    with console.progress_bar("solving draws") as progress:
        progress.step("auditing the assessment")
        progress(3, 8)
        assert [task.description for task in progress.bar.tasks] == ["auditing the assessment"]
        assert progress.bar.tasks[0].completed == 3
