"""Draws on Dask workers: the same numbers, whatever becomes of a worker, and nothing left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from standoff.cli import run
from standoff.cluster import Cluster
from standoff.errors import UsageError
from standoff.store import FILE, Store
from tests.cli.test_commands import TINY

pytest.importorskip("distributed")

PATIENCE = 120


def start(*command, **more):
    """Start a module of Python in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", *map(str, command)],
        stdout=more.pop("stdout", subprocess.DEVNULL),
        stderr=more.pop("stderr", subprocess.DEVNULL),
        start_new_session=True,
        text=True,
        **more,
    )


def wait_for(what):
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


def processes(group):
    """Processes of a process group that still run."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(entry.name))
    return found


@pytest.fixture
def tiny(tmp_path):
    path = tmp_path / "strait.yaml"
    path.write_text(TINY)
    return path


@pytest.fixture
def scheduler(tmp_path):
    """A scheduler with two workers that nobody restarts: its address, and the workers."""
    place = tmp_path / "scheduler.json"
    with ExitStack() as stack:

        def begin(*command):
            process = stack.enter_context(start(*command))
            stack.callback(process.kill)
            return process

        address = ("--host", "127.0.0.1", "--port", 0, "--dashboard-address", ":0")
        begin("distributed.cli.dask_scheduler", "--scheduler-file", place, *address)
        wait_for(place.exists)
        alone = ("--nthreads", 1, "--no-nanny", "--no-dashboard")
        workers = [
            begin("distributed.cli.dask_worker", "--scheduler-file", place, *alone)
            for _ in range(2)
        ]
        yield json.loads(place.read_text())["address"], workers


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("local", "such as local:4"),
        ("local:0", "such as local:4"),
        ("local:two", "such as local:4"),
        ("somewhere:8786", "write tcp://host:port"),
        ("", "write tcp://host:port"),
    ],
)
def test_an_address_that_cannot_be_read_says_what_to_write(capsys, tiny, address, words):
    assert run(["forecast", str(tiny), "--cluster", address]) == 2
    assert words in capsys.readouterr().err


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("standoff.cluster.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"standoff\[cluster\]"):
        Cluster("local:2")


def test_nothing_is_started_before_there_is_work():
    with Cluster("tcp://127.0.0.1:1") as cluster:
        assert cluster.address == "tcp://127.0.0.1:1"


def test_a_scheduler_that_does_not_answer(capsys, monkeypatch, tiny):
    monkeypatch.setattr("standoff.cluster.CONNECT", 0.5)
    assert run(["forecast", str(tiny), "--point", "--cluster", "tcp://127.0.0.1:1"]) == 2
    assert "no scheduler answers there" in capsys.readouterr().err


@pytest.mark.slow
def test_workers_of_this_machine_give_the_same_numbers(capsys, tiny):
    command = ["forecast", str(tiny), "--draws", "24", "--brief", "--json"]
    texts = []
    for more in (["--jobs", "1"], ["--jobs", "2"], ["--jobs", "5"]):
        assert run(command + more) == 0
        texts.append(capsys.readouterr().out)
    process = start("standoff", *command, "--cluster", "local:2", stdout=-1, stderr=-1)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert err == ""
    assert {*texts, out} == {texts[0]}
    wait_for(lambda: processes(process.pid) == [])


@pytest.mark.slow
def test_a_worker_that_is_killed_changes_nothing(capsys, tmp_path, scheduler):
    address, workers = scheduler
    command = ["forecast", "cases/durand-line", "--draws", "24", "--brief", "--json"]
    where = os.environ | {"STANDOFF_CACHE": str(tmp_path)}
    process = start("standoff", *command, "--cluster", address, stdout=-1, stderr=-1, env=where)
    with Store(tmp_path / FILE) as store:
        wait_for(lambda: store.size()[0] >= 4 or process.poll() is not None)
        workers[0].send_signal(signal.SIGKILL)
        assert store.size()[0] < 2 * 24
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert workers[0].wait(PATIENCE) == -signal.SIGKILL
    assert workers[1].poll() is None
    assert run([*command, "--jobs", "2"]) == 0
    assert out == capsys.readouterr().out


@pytest.mark.slow
def test_an_interrupt_leaves_no_worker_behind(tmp_path):
    command = ["forecast", "cases/durand-line", "--draws", "5000", "--cluster", "local:2"]
    where = os.environ | {"STANDOFF_CACHE": str(tmp_path)}
    process = start("standoff", *command, stderr=-1, env=where)
    with Store(tmp_path / FILE) as store:
        wait_for(lambda: store.size()[0] >= 2 or process.poll() is not None)
    assert len(processes(process.pid)) > 2
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, err
    assert err.strip() == "interrupted"
    wait_for(lambda: processes(process.pid) == [])


@pytest.mark.slow
def test_workers_do_not_outlive_a_run_that_is_killed(tmp_path):
    command = ["forecast", "cases/durand-line", "--draws", "5000", "--cluster", "local:2"]
    where = os.environ | {"STANDOFF_CACHE": str(tmp_path)}
    process = start("standoff", *command, env=where)
    with Store(tmp_path / FILE) as store:
        wait_for(lambda: store.size()[0] >= 2 or process.poll() is not None)
    process.send_signal(signal.SIGKILL)
    assert process.wait(PATIENCE) == -signal.SIGKILL
    wait_for(lambda: processes(process.pid) == [])
