"""A file, a bench and a reader of its page for every test of the page."""

from pathlib import Path

import pytest
from tests.web.crisis import TEXT
from tests.web.reader import HOST, Reader

from standoff.web.bench import Bench
from standoff.web.desk import Desk
from standoff.web.guard import Lock
from standoff.web.server import application
from standoff.workbench import Run

MAX_STATES = 10_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ford.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def desk(file: Path) -> Desk:
    return Desk(str(file), MAX_STATES)


@pytest.fixture
def bench(desk: Desk) -> Bench:
    return Bench(desk, Run(draws=16, max_states=MAX_STATES))


@pytest.fixture
def lock() -> Lock:
    return Lock("the-token", "127.0.0.1", 8137)


@pytest.fixture
def client(bench: Bench, lock: Lock) -> Reader:
    return Reader(application(bench, lock), {"origin": HOST}, {lock.cookie: lock.token})


@pytest.fixture
def stranger(bench: Bench, lock: Lock) -> Reader:
    return Reader(application(bench, lock))
