"""What the page loads: small, ours, and without what a strict policy would forbid."""

import re
from importlib.resources import files

import pytest

from standoff.web import render

FOLDER = files("standoff.web").joinpath("static")
SCRIPTS = sorted(entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".js"))
SCRIPT_BUDGET = 80_000
WIDGET_BUDGET = 12_000
STYLE_BUDGET = 50_000


def test_all_scripts_together_stay_small() -> None:
    assert sum(len(render.source(name)) for name in SCRIPTS) < SCRIPT_BUDGET
    assert max(len(render.source(name)) for name in SCRIPTS) < WIDGET_BUDGET


def test_the_style_stays_small() -> None:
    found = render.static("standoff.css")
    assert found is not None
    assert len(found[0]) < STYLE_BUDGET


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_makes_no_markup_of_strings_and_asks_nobody_else(name: str) -> None:
    text = render.source(name)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text)
    addresses = re.findall(r"https?://[^'\"` )]+", text)
    assert set(addresses) <= {"http://www.w3.org/2000/svg"}
    imports = re.findall(r"from '([^']+)'", text)
    assert all(path.startswith("./") and path[2:] in SCRIPTS for path in imports)


def test_only_known_files_are_served() -> None:
    assert render.static("page.js") is not None
    for name in ("web.css", "../desk.py", "nothing.js", "", ".."):
        assert render.static(name) is None


def test_a_new_script_has_a_new_version() -> None:
    assert re.fullmatch(r"[0-9a-f]{10}", render.static_version())
