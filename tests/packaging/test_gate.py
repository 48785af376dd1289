"""The gate and the README say the same."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
GATE = ROOT / ".ci" / "run"
SET_UP = [
    line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("python3 -m")
]


def test_the_gate_can_run():
    assert os.access(GATE, os.X_OK)
    subprocess.run(["bash", "-n", GATE], check=True)


def test_two_commands_set_everything_up():
    report, tests = SET_UP
    assert report.endswith("standoff report cases/durand-line --draws 64 --open")
    assert tests.endswith("pytest -n 2")
    for line in SET_UP:
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
