from collections.abc import AsyncIterator

import pytest
from tests.web.reader import Reader

from standoff.web.guard import MAX_BODY, Lock, is_loopback

SAVE = {"text": "x", "base": "y"}


def test_nothing_is_answered_without_the_token(stranger: Reader) -> None:
    for path in ("/", "/brief", "/text.json", "/static/standoff.css", "/nowhere"):
        assert stranger.get(path).status_code == 403
    assert stranger.get("/brief?token=wrong").status_code == 403
    assert "standoff serve" in stranger.get("/brief").text


def test_the_token_moves_from_the_address_into_a_cookie(stranger: Reader) -> None:
    response = stranger.get("/workbench?off=bold&token=the-token")
    assert response.status_code == 303
    assert response.headers["location"] == "/workbench?off=bold"
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.get("/workbench?off=bold").status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8137", "127.0.0.1:80", "127.0.0.1", "", "10.0.0.5:8137"]
)
def test_another_host_is_turned_away(client: Reader, host: str) -> None:
    assert client.get("/text.json", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8137", "127.0.0.1:8137", "[::1]:8137"])
def test_every_name_of_this_machine_is_ours(client: Reader, host: str) -> None:
    assert client.get("/text.json", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "http://127.0.0.1:9000", "https://127.0.0.1:8137"]
)
@pytest.mark.parametrize("path", ["/save", "/check", "/fill", "/complete", "/write-in", "/diff"])
def test_a_change_from_another_page_is_turned_away(client: Reader, origin: str, path: str) -> None:
    assert client.post(path, json=SAVE, headers={"origin": origin}).status_code == 403


def test_a_body_that_is_too_large_is_turned_away_however_it_comes(client: Reader) -> None:
    assert client.post("/check", content=b"x" * (MAX_BODY + 1)).status_code == 413

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY // 100_000 + 2):
            yield b"x" * 100_000

    assert client.post("/check", content=chunks()).status_code == 413


def test_every_answer_forbids_what_is_not_needed(client: Reader, stranger: Reader) -> None:
    for response in (
        client.get("/brief"),
        client.get("/text.json"),
        client.get("/nowhere"),
        client.get("/static/standoff.css"),
        client.post("/save", json=SAVE),
        stranger.get("/brief"),
    ):
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in response.headers


def test_beyond_loopback_only_plain_addresses_are_ours() -> None:
    lock = Lock("t", "0.0.0.0", 8137)
    assert lock.admits_host("192.168.1.7:8137")
    assert not lock.admits_host("evil.example:8137")
    assert not lock.local
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("192.168.1.7")
    assert not is_loopback("example.org")
