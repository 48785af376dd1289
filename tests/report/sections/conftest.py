"""One analysis of a made-up crisis, computed once, for the tests of all sections."""

from pathlib import Path

import pytest

from standoff.workbench import Analysis, Run, load

STRAIT = Path(__file__).with_name("strait.yaml")


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    return Analysis(load(STRAIT), Run(draws=32, seed=3))


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """A crisis that holds the least that a file must."""
    path = tmp_path_factory.mktemp("bare") / "bare.yaml"
    path.write_text(
        "standoff: 1\ntitle: Two at a table\nactors:\n"
        "  one: {name: One, options: {talk: {}}, preferences: [{prefer: one.talk}]}\n"
        "  two: {name: Two}\n"
    )
    return Analysis(load(path), Run(draws=4))
