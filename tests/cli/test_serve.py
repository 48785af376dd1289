"""``standoff serve`` as a process: what it says, how it stops, what it refuses."""

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from standoff.cli import run
from standoff.web.server import beyond
from tests.web.crisis import TEXT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ford.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_it_says_where_it_is_answers_and_stops_without_a_traceback(file: Path) -> None:
    command = [sys.executable, "-m", "standoff", "serve", str(file), "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=file.parent)
    assert process.stderr is not None
    url = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", process.stderr.readline())
    assert url is not None
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(url.group(), timeout=30) as page:
        assert "The ford of Lun" in page.read().decode()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in told
    assert [path.name for path in file.parent.iterdir()] == ["ford.yaml"]


def test_a_file_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "nowhere.yaml", "--no-open"]) == 2
    assert "nowhere.yaml" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert run(["serve", str(file), "--no-open", "--no-cache", "--port", port]) == 2
    assert "choose another with --port" in capsys.readouterr().err


def test_listening_beyond_this_machine_says_what_it_means() -> None:
    assert beyond("127.0.0.1") == beyond("::1") == beyond("localhost") == ""
    assert "can read and change this crisis file" in beyond("0.0.0.0")
