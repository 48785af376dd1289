"""`standoff draft --with llm`: nothing without being asked for, a notice, a question, plain errors."""

import sys

import pytest

from standoff.cli import run
from tests.draft.chat_server import GOOD, KEY, TEXT, endpoint, fails, says

pytest.importorskip("httpx", reason="needs standoff[llm]")


@pytest.fixture
def article(tmp_path, monkeypatch):
    for name in ("URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"STANDOFF_LLM_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "varland.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def draft(article, monkeypatch, *turns, options=(), answer=None):
    """Run the command against a server; with an answer as in a terminal."""
    with endpoint(*turns) as server:
        monkeypatch.setenv("STANDOFF_LLM_URL", server.url)
        monkeypatch.setenv("STANDOFF_LLM_MODEL", "tiny")
        monkeypatch.setenv("STANDOFF_LLM_KEY", KEY)
        if answer is not None:
            monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
            monkeypatch.setattr("click.confirm", lambda *_, **__: answer)
        status = run(["draft", str(article), "--with", "llm", "--as-of", "2024-03-06", *options])
    return status, server


def test_a_draft_by_a_model_is_a_crisis_that_checks(article, monkeypatch, capsys):
    status, server = draft(article, monkeypatch, says(GOOD))
    told = capsys.readouterr()
    assert status == 0
    assert len(server.asked) == 1
    assert told.out == ""
    assert "on this machine (127.0.0.1:" in told.err
    assert "tokens sent" in told.err
    assert KEY not in told.err
    crisis = article.with_suffix(".yaml")
    assert "air_strikes" in crisis.read_text("utf-8")
    assert run(["check", str(crisis)]) == 0


@pytest.mark.parametrize(("answer", "options", "sent"), [
    (False, (), 0), (True, (), 1), (False, ("--yes",), 1),
])  # fmt: skip
def test_in_a_terminal_it_is_asked_first(article, monkeypatch, capsys, answer, options, sent):
    status, server = draft(article, monkeypatch, says(GOOD), options=options, answer=answer)
    assert len(server.asked) == sent
    assert status == (0 if sent else 2)
    assert article.with_suffix(".yaml").exists() is bool(sent)
    if not sent:
        assert "nothing was sent" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("turn", "options", "status", "words"),
    [
        (fails(401, KEY), (), 1, "does not accept the key"),
        (says("I would rather not."), (), 1, "I would rather not."),
        (says(GOOD), ("--max-tokens", "100"), 3, "nothing was sent"),
    ],
)
def test_what_goes_wrong_is_one_plain_line_and_nothing_is_written(
    article, monkeypatch, capsys, turn, options, status, words
):
    assert draft(article, monkeypatch, turn, options=options)[0] == status
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told
    assert KEY not in told
    assert not article.with_suffix(".yaml").exists()


def test_without_an_endpoint_it_says_what_to_set(article, capsys):
    assert run(["draft", str(article), "--with", "llm"]) == 2
    assert "STANDOFF_LLM_URL" in capsys.readouterr().err


def test_nothing_is_sent_unless_it_is_asked_for(article, monkeypatch):
    with endpoint(says(GOOD)) as server:
        monkeypatch.setenv("STANDOFF_LLM_URL", server.url)
        monkeypatch.setenv("STANDOFF_LLM_MODEL", "tiny")
        assert run(["draft", str(article), "--as-of", "2024-03-06"]) == 0
    assert server.asked == []
