"""The page is there before the engines, and the rest when it is asked for."""

import subprocess
import sys

import pytest
from tests.web.reader import Reader

from standoff.web import render

ALONE = """
import sys
from standoff.web.bench import Bench
from standoff.web.desk import Desk
from standoff.web.pages import context
from standoff.web.render import page
from standoff.web.server import application, bind
from standoff.web.view import View
bench = Bench(Desk("cases/durand-line", 100_000))
address = bind("127.0.0.1", 0)
application(bench, address.lock)
for name in ("brief", "workbench", "file", "compare"):
    assert "durand" in page(f"{name}.html.j2", **context(bench, View(), name)).lower()
print(*sorted(sys.modules))
"""


def test_the_pages_of_the_flagship_need_no_engine() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "standoff.web.pages" in loaded
    assert not loaded & {"numpy", "numba", "scipy", "pandas", "standoff.report.charts"}


@pytest.mark.parametrize(
    "path", ["/parts.json", "/replay.json", "/text.json", "/export.json", "/seen.json"]
)
def test_what_needs_the_engines_is_there_when_it_is_asked_for(client: Reader, path: str) -> None:
    assert client.get(path).status_code == 200
    assert client.get("/nowhere").status_code == 404


def test_all_scripts_of_a_page_are_named_in_it_so_that_they_come_at_once(client: Reader) -> None:
    text = client.get("/workbench").text
    version = render.static_version()
    names = render.scripts("workbench.js")
    assert {"net.js", "curves.js", "whatif.js"} <= set(names)
    assert len(set(names)) == len(names)
    for name in names:
        assert f'<link rel="modulepreload" href="/static/{version}/{name}">' in text


def test_a_browser_keeps_scripts_of_this_version_and_asks_again_for_others(client: Reader) -> None:
    version = render.static_version()
    kept = client.get(f"/static/{version}/net.js").headers["cache-control"]
    assert "immutable" in kept
    for path in ("/static/net.js", "/static/0123456789/net.js"):
        assert client.get(path).headers["cache-control"] == "no-cache"


def test_the_question_stands_on_the_page_before_its_answer(client: Reader) -> None:
    for path in ("/brief", "/workbench"):
        text = client.get(path).text
        assert "How likely is it by 1 March 2032?" in text
        for title in ("The dam is closed", "A raid on the ford", "Nothing happens"):
            assert title in text
