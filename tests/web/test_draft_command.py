"""``standoff draft --open`` and ``standoff serve --article``, as somebody calls them."""

import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.draft.chat_server import GOOD, KEY, TEXT, endpoint, says
from tests.web.crisis import TEXT as CRISIS
from tests.web.drafting import ARTICLE

from standoff.cli import run

Opener = urllib.request.OpenerDirector


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chad.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[tuple[str, list[str]]]:
    """Run a command that serves; give its address and the lines that it says first."""
    bin_folder = folder.parent / f"{folder.name}-bin"
    bin_folder.mkdir(exist_ok=True)
    opener = bin_folder / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" >> {bin_folder}/opened\n', "utf-8")
    opener.chmod(0o755)
    path = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
    process = subprocess.Popen(
        [sys.executable, "-m", "standoff", *arguments, "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=os.environ | {"PATH": path},
    )
    assert process.stderr is not None
    said = []
    try:
        while True:
            said.append(process.stderr.readline())
            assert said[-1], said
            if "Ctrl-C" in said[-1]:
                break
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", " ".join(said))
        assert found is not None
        yield found.group(), said
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=30)
        assert process.returncode == 130
        assert "Traceback" not in rest
    finally:
        process.kill()
        process.stderr.close()
        process.wait()


def browser() -> Opener:
    return urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    )


def post(opener: Opener, url: str, path: str, body: dict[str, str]) -> dict[str, object]:
    root = url.partition("/?")[0]
    request = urllib.request.Request(
        f"{root}{path}", json.dumps(body).encode(), {"origin": root}, method="POST"
    )
    with opener.open(request, timeout=30) as answer:
        found: dict[str, object] = json.loads(answer.read())
        return found


def test_open_shows_the_page_and_writes_when_told(folder: Path) -> None:
    with running(folder, "draft", "chad.txt", "--as-of", "2024-01-12", "--open") as (url, said):
        assert "proposals to look at" in said[0]
        assert "Nothing is written to chad.yaml before you say so" in said[-1]
        opener = browser()
        with opener.open(url, timeout=30) as page:
            shown = page.read().decode()
            assert page.url.endswith("/drafting")
        assert "<h1>A Quiet Border Is Getting Louder</h1>" in shown
        assert "as of 12 January 2024" in shown
        assert not (folder / "chad.yaml").exists()
        post(opener, url, "/drafting/decide", {"id": "actor:chad", "verdict": "accepted"})
        assert post(opener, url, "/drafting/write", {"base": ""})["next"] == "/workbench"
    assert run(["check", "chad.yaml"]) == 0
    assert sorted(p.name for p in folder.iterdir()) == [
        "chad.txt",
        "chad.txt.review.json",
        "chad.yaml",
    ]
    opened = folder.parent / f"{folder.name}-bin" / "opened"
    assert opened.read_text("utf-8").strip() == url


def test_a_file_that_is_there_is_no_hindrance_for_the_page_asks(folder: Path) -> None:
    (folder / "chad.yaml").write_text("mine", "utf-8")
    with running(folder, "draft", "chad.txt", "--open") as (url, _), browser().open(url) as page:
        assert page.status == 200
    assert (folder / "chad.yaml").read_text("utf-8") == "mine"


def test_serve_offers_the_article_that_lies_beside_the_crisis(folder: Path) -> None:
    assert run(["draft", "chad.txt", "--as-of", "2024-01-12"]) == 0
    with running(folder, "serve", "chad.yaml", "--no-open") as (url, _):
        opener = browser()
        with opener.open(url, timeout=30) as page:
            assert page.url.endswith("/brief")
            assert ">Article</a>" in page.read().decode()
        with opener.open(url.replace("/?", "/drafting?"), timeout=30) as page:
            assert "line 1" in page.read().decode()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["draft", "chad.txt", "--open", "--review"], "leave --review out"),
        (["draft", "chad.txt", "--open", "--json"], "leave --json out"),
        (["draft", "chad.txt", "--open", "-o", "-"], "name one with -o"),
        (["draft", "chad.txt", "--open", "-o", "chad.txt"], "is the file that is read"),
        (["draft", "chad.txt", "--open", "-o", "."], "is a folder; name a file in it"),
        (["draft", "chad.txt", "--open", "-o", "gone/a.yaml"], "there is no folder"),
        (["draft", "gone.txt", "--open"], "there is no file gone.txt"),
        (["serve", "chad.txt"], "standoff draft chad.txt --open drafts from it"),
        (["serve", "gone.txt"], "standoff draft gone.txt --open drafts from it"),
        (["serve", "mine.yaml", "--article", "chad.txt"], "was not drafted from a text"),
        (["serve", "mine.yaml", "--article", "gone.txt"], "there is no file gone.txt"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_served(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    (folder / "mine.yaml").write_text(CRISIS, "utf-8")
    more = ["--no-open"] if arguments[0] == "serve" else []
    assert run([*arguments, *more]) == 2
    assert words in " ".join(capsys.readouterr().err.split())


def test_bad_input_is_refused_before_anything_is_served(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for raw, status, words in (
        (b"", 1, "the file is empty"),
        (b"%PDF-1.4", 1, "pdftotext"),
        (b"the army is here " * 400_000, 3, "larger than"),
    ):
        (folder / "bad.txt").write_bytes(raw)
        assert run(["draft", "bad.txt", "--open"]) == status
        assert words in capsys.readouterr().err
    (folder / "chad.txt.review.json").write_text("{")
    assert run(["draft", "chad.txt", "--open"]) == 1
    assert "mend the file or delete it" in capsys.readouterr().err


def test_a_model_is_asked_before_the_page_opens_and_never_from_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("httpx", reason="needs standoff[llm]")
    for name in ("URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"STANDOFF_LLM_{name}", raising=False)
    assert run(["draft", "chad.txt", "--with", "llm", "--open", "--yes"]) == 2
    assert "STANDOFF_LLM_URL" in capsys.readouterr().err
    (folder / "varland.txt").write_text(TEXT, "utf-8")
    with endpoint(says(GOOD)) as server:
        monkeypatch.setenv("STANDOFF_LLM_URL", server.url)
        monkeypatch.setenv("STANDOFF_LLM_MODEL", "tiny")
        monkeypatch.setenv("STANDOFF_LLM_KEY", KEY)
        arguments = ("draft", "varland.txt", "--with", "llm", "--open", "--yes")
        with running(folder, *arguments) as (url, _):
            opener = browser()
            for path in ("/?", "/drafting?", "/drafting.json?"):
                with opener.open(url.replace("/?", path), timeout=30) as page:
                    assert "read by llm" in page.read().decode() or "json" in path
            post(opener, url, "/drafting/write", {"base": ""})
        assert len(server.asked) == 1
    with running(folder, "serve", "varland.yaml", "--no-open") as (url, _):
        with browser().open(url.replace("/?", "/drafting?"), timeout=30) as page:
            assert "read by rules" in page.read().decode()
        assert len(server.asked) == 1


def test_a_crisis_may_end_as_a_text_does(folder: Path) -> None:
    assert run(["draft", "chad.txt", "-o", "crisis.txt"]) == 0
    with (
        running(folder, "serve", "crisis.txt", "--no-open") as (url, _),
        browser().open(url) as page,
    ):
        assert page.status == 200
