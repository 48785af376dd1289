"""What starts without an engine starts without its weight."""

import subprocess
import sys

import pytest

HEAVY = ("numba", "llvmlite", "pandas", "polars", "matplotlib")

PROGRAM = """
import sys
from standoff.cli import run
status = run(sys.argv[1:])
loaded = [name for name in {heavy!r} if name in sys.modules]
print("loaded:", *loaded, file=sys.stderr)
sys.exit(status)
"""


def loaded_by(program, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()[-1].removeprefix("loaded:").split()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["forecast", "--help"],
        ["schema"],
        ["cases"],
        ["check", "cases/chicken"],
        ["check", "cases/durand-line"],
        ["completion", "bash"],
    ],
    ids=" ".join,
)
def test_a_light_command_loads_no_engine(arguments):
    assert loaded_by(PROGRAM.format(heavy=HEAVY), *arguments) == []


def test_a_new_file_needs_no_engine(tmp_path):
    arguments = ("new", str(tmp_path / "mine.yaml"), "--template")
    assert loaded_by(PROGRAM.format(heavy=HEAVY), *arguments) == []


def test_importing_the_package_loads_nothing_but_itself():
    program = (
        "import sys; import standoff\n"
        f"heavy = {(*HEAVY, 'numpy', 'scipy', 'pydantic', 'click')!r}\n"
        "print('loaded:', *[n for n in heavy if n in sys.modules], file=sys.stderr)"
    )
    assert loaded_by(program) == []


def test_an_engine_loads_what_it_needs():
    assert "numba" in loaded_by(PROGRAM.format(heavy=HEAVY), "stability", "cases/chicken")
