"""Where the text goes: the environment is read with care, and nothing of the key is ever shown."""

import pytest

from standoff.draft.backends.llm_endpoint import Endpoint, Limits, tokens_of
from standoff.errors import UsageError
from tests.draft.chat_server import KEY


def named(url, model="tiny", key=""):
    return Endpoint.from_environment(
        {"STANDOFF_LLM_URL": url, "STANDOFF_LLM_MODEL": model, "STANDOFF_LLM_KEY": key}
    )


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/v1", "https://example.org/v1/chat/completions"),
        ("https://example.org/v1/", "https://example.org/v1/chat/completions"),
        ("https://example.org/v1/chat/completions", "https://example.org/v1/chat/completions"),
        ("https://example.org", "https://example.org/chat/completions"),
        ("https://example.org/a?version=2", "https://example.org/a/chat/completions?version=2"),
        (" http://[::1]:8080/v1 ", "http://[::1]:8080/v1/chat/completions"),
    ],
)
def test_the_base_of_an_api_or_the_address_itself_will_do(url, address):
    assert named(url).url == address


def test_what_is_missing_is_named():
    with pytest.raises(UsageError, match="STANDOFF_LLM_URL and STANDOFF_LLM_MODEL"):
        Endpoint.from_environment({})
    with pytest.raises(UsageError, match="needs STANDOFF_LLM_MODEL in"):
        named("https://example.org/v1", model=" ")


@pytest.mark.parametrize(
    "url",
    ["example.org/v1", "ftp://example.org", "file:///etc/passwd", "https://", "http://[::1", "https://a b/",
     "https://example.org:port/v1", f"https://me:{KEY}@example.org/v1"],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_not_repeated(url):
    with pytest.raises(UsageError, match="STANDOFF_LLM_URL") as error:
        named(url, key=KEY)
    assert KEY not in str(error.value)


@pytest.mark.parametrize("key", [f"{KEY} {KEY}", f"{KEY}\n{KEY}", f"{KEY}\x00", f"{KEY}é"])
def test_a_key_that_cannot_be_one_is_refused_and_not_repeated(key):
    with pytest.raises(UsageError, match="STANDOFF_LLM_KEY") as error:
        named("https://example.org/v1", key=key)
    assert KEY not in str(error.value)


def test_the_key_does_not_travel_where_it_can_be_read():
    with pytest.raises(UsageError, match="use https"):
        named("http://example.org/v1", key=KEY)
    assert named("http://example.org/v1").key is None
    assert named("http://127.0.0.1:8080/v1", key=KEY).key == KEY


def test_the_key_is_in_no_representation():
    endpoint = named("https://example.org/v1", key=KEY)
    assert KEY not in repr(endpoint)
    assert KEY not in endpoint.notice("a.txt", 10, 1, 100, Limits())


@pytest.mark.parametrize(
    ("url", "here", "words"),
    [
        (
            "https://api.example.org/v1",
            False,
            "LEAVES THIS MACHINE: it is sent to api.example.org,",
        ),
        ("http://10.0.0.8:8000/v1", False, "sent to 10.0.0.8:8000, NOT ENCRYPTED"),
        ("http://localhost:11434/v1", True, "a program on this machine (localhost:11434)"),
        ("http://[::1]:80/v1", True, "a program on this machine ([::1]:80)"),
        ("https://localhost.example.org/v1", False, "LEAVES THIS MACHINE"),
    ],
)
def test_the_notice_says_whether_the_text_leaves_the_machine(url, here, words):
    endpoint = named(url)
    assert endpoint.here is here
    notice = endpoint.notice("a.txt", 12_345, 2, 6_000, Limits(seconds=60, tokens=50_000))
    assert words in notice
    assert "12,345 characters" in notice
    assert "2 requests" in notice
    assert "60 s or 50,000 tokens" in notice


@pytest.mark.parametrize("model", ["a\nb", "x" * 200, "<b>"])
def test_a_model_has_a_plain_name(model):
    with pytest.raises(UsageError, match="STANDOFF_LLM_MODEL"):
        named("https://example.org/v1", model=model)


def test_limits_are_larger_than_nothing():
    with pytest.raises(UsageError, match="larger than 0"):
        Limits(seconds=0)


def test_tokens_are_counted_by_bytes_so_that_no_script_is_counted_short():
    assert tokens_of("") == 0
    assert tokens_of("abcdef") == 2
    assert tokens_of("пятница") == 5
    assert tokens_of("\ud800") == 1
