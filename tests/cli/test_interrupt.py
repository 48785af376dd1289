"""An interrupt that arrives where Python may raise nothing."""

import subprocess
import sys

import pytest

DROPPED = """
import ctypes, signal, sys, time
import standoff.workbench
from standoff.cli import main

@ctypes.CFUNCTYPE(None)
def called_back():
    signal.raise_signal(signal.SIGINT)

def check(*_):
    called_back()
    {after}

standoff.workbench.check = check
sys.argv = ["standoff", "check", "cases/chicken"]
main()
"""


@pytest.mark.parametrize("after", ["time.sleep(60)", "raise RuntimeError('no object yet')"])
def test_an_interrupt_that_foreign_code_drops_still_ends_the_program(after):
    code = DROPPED.format(after=after)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=50
    )
    assert (done.returncode, done.stderr.strip()) == (130, "interrupted")


def test_what_else_is_dropped_is_shown_as_ever():
    code = (
        "from standoff.cli.interrupt import interrupts; interrupts.watch()\n"
        "class Broken:\n    def __del__(self): raise ValueError('boom')\n"
        "Broken()\nassert not interrupts.pressed"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "ValueError: boom" in done.stderr
