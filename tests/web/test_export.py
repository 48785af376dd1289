import base64
import hashlib
import json
import re

import pytest
from tests.web.reader import Reader

from standoff.web.dials import with_change
from standoff.web.view import View

MOST = 1_000_000


def test_the_page_is_one_file_that_allows_only_what_it_holds(client: Reader) -> None:
    response = client.get("/export.html?level=full&off=signal.denial")
    text = response.text
    assert 'filename="ford.html"' in response.headers["content-disposition"]
    assert len(text.encode()) < MOST
    assert not re.search(r"(src|href)=\"(https?:|/)", text)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    for tag, pattern in (("style", r"<style>(.*?)</style>"), ("script", r'module">(.*?)</script>')):
        body = re.search(pattern, text, re.S)
        assert body is not None
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert "unsafe" not in policy[1]


def test_its_sliders_hold_the_answers_of_the_workbench(client: Reader) -> None:
    text = client.get("/export.html?level=full").text
    data = re.search(r'id="dial-data">(.*?)</script>', text, re.S)
    assert data is not None
    dials = json.loads(data[1])
    claims = [dial for dial in dials if dial["ends"] == ["false", "true"]]
    assert claims
    bold = next(dial for dial in claims if "dares" in dial["label"])
    for value, curves in zip(("false", "true"), bold["curves"], strict=True):
        exact = client.get(f"/curves.json?set=bold={value}").json()
        for name, values in curves.items():
            assert values == pytest.approx(exact[name], abs=1e-4)
    # A forecast is linear in how sure one is of a claim, so the slider's own place gives it back.
    now = client.get("/outlook.json").json()["scenarios"]
    for name, one in now.items():
        low, high = (curves[name][-1] for curves in bold["curves"])
        between = low + bold["start"] * (high - low)
        assert between == pytest.approx(one["probability"], abs=1e-3)


def test_one_more_change_takes_the_place_of_the_last_to_that_name() -> None:
    view = View(("a=1", "b=2"))
    assert with_change(view, "a=3").changes == ("b=2", "a=3")
