"""The wheel holds everything that the program reads at run time, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import standoff

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
BUILT = {".pyc", ".nbi", ".nbc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


@pytest.fixture(scope="module")
def held(wheel):
    return {name for name in wheel.namelist() if ".dist-info/" not in name}


def test_it_holds_exactly_the_package(held):
    package = {
        file.relative_to(SOURCE).as_posix()
        for file in (SOURCE / "standoff").rglob("*")
        if file.is_file() and file.suffix not in BUILT
    }
    assert held == package


@pytest.mark.parametrize(
    "data",
    [
        "standoff/py.typed",
        "standoff/catalog/durand-line.yaml",
        "standoff/draft/lexicon/states.csv",
        "standoff/draft/lexicon/words.toml",
        "standoff/files/template.yaml",
        "standoff/language/expression.lark",
        "standoff/report/style.css",
        "standoff/report/templates/report.html.j2",
    ],
)
def test_it_holds_the_data(held, data):
    assert data in held


def test_it_says_what_it_is(wheel):
    named = {name.rsplit("/", 1)[-1]: name for name in wheel.namelist() if ".dist-info/" in name}
    metadata = wheel.read(named["METADATA"]).decode()
    assert f"Version: {standoff.__version__}\n" in metadata
    assert "License-Expression: MIT" in metadata
    assert "standoff = standoff.cli:main" in wheel.read(named["entry_points.txt"]).decode()
    assert "LICENSE" in named
