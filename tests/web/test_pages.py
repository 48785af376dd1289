import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.web.crisis import TEXT
from tests.web.hostile import hostile_text
from tests.web.reader import Reader

PAGES = ("/brief", "/workbench", "/file", "/compare")
KNOWN_SCRIPT = re.compile(r"^/static/[0-9a-f]{10}/\w+\.js$")


class Tags(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def harmless(text: str, *, offline: bool = False) -> bool:
    """Tell whether no markup of the file became markup of the page."""
    for tag, attributes in Tags(text).found:
        if any(name.startswith("on") or name == "style" for name in attributes):
            return False
        if tag == "script" and not offline and not KNOWN_SCRIPT.match(attributes.get("src") or ""):
            return False
        if tag in ("iframe", "object", "embed", "base") or (tag == "style" and not offline):
            return False
    return "<script>alert" not in text and "<b onclick" not in text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_before_anything_is_computed(client: Reader, path: str) -> None:
    page = client.get(f"{path}?off=bold")
    assert page.status_code == 200
    assert "<h1>The ford of Lun</h1>" in page.text
    assert harmless(page.text)


def test_the_start_leads_to_the_brief(client: Reader) -> None:
    assert client.get("/?off=bold").headers["location"] == "/brief?off=bold"
    assert client.get("/").headers["location"] == "/brief"


@pytest.mark.parametrize("path", PAGES)
def test_a_broken_file_never_takes_the_page_down(client: Reader, file: Path, path: str) -> None:
    client.get("/brief")
    file.write_text(TEXT.replace("upper.dam", "upper.dum"), encoding="utf-8")
    page = client.get(path)
    assert page.status_code == 200
    assert "The text has faults" in page.text
    assert "did you mean" in page.text
    assert client.get("/outlook.json").status_code == 200


@pytest.mark.parametrize("text", ["", "{", "standoff: 1\n", "\0", "- a\n"])
@pytest.mark.parametrize("path", PAGES)
def test_a_file_that_was_never_whole_is_shown_with_its_faults(
    client: Reader, file: Path, path: str, text: str
) -> None:
    file.write_text(text, encoding="utf-8")
    page = client.get(path)
    assert page.status_code == 200
    assert "Line 1" in page.text
    assert "error" in client.get("/outlook.json").json()


def test_changes_that_cannot_be_made_are_said_on_the_page(client: Reader) -> None:
    page = client.get("/workbench?set=upper.weight[1]=huge")
    assert page.status_code == 200
    assert "cannot be made together" in page.text


def test_what_is_not_there_is_said(client: Reader) -> None:
    assert client.get("/nowhere").status_code == 404
    assert client.get("/static/../desk.py").status_code == 404
    assert client.get("/static/web.css").status_code == 404
    assert client.get("/brief?as_of=soon").status_code == 422
    assert "YYYY-MM-DD" in client.get("/brief?as_of=soon").text


def test_markup_in_every_field_stays_text(client: Reader, file: Path) -> None:
    file.write_text(hostile_text(), encoding="utf-8")
    assert "alert(1)" in client.get("/brief").text
    for path in PAGES:
        assert harmless(client.get(path).text), path
    for level in ("quick", "full"):
        for name in client.get(f"/parts.json?level={level}&off=bold").json()["parts"]:
            answer = client.get(f"/part/{name}.html?level={level}&off=bold")
            assert answer.status_code == 200, (name, answer.text)
            assert harmless(answer.text), name
    for path in (
        "/outlook.json",
        "/signals.json",
        "/text.json",
        "/workbench.json?level=full",
        "/replay.json",
    ):
        text = client.get(path).text
        assert not set("<>&") & set(text), path
        assert "alert(1)" in text, path
    svg = client.get("/part/signals/figure-1.svg").text
    assert "<script" not in svg
    assert harmless(svg, offline=True)
    assert harmless(client.get("/export.html?level=full").text, offline=True)
