"""What is no article is refused, each in a word that says the way out."""

import hashlib

import pytest

from standoff.draft.text import MAX_ARTICLE_BYTES, article_of, read_article
from standoff.errors import CrisisError, LimitReached, StandoffError, UsageError

PROSE = (
    "The ministers of both states have said that they will not talk, but the armies of the two do."
)


def test_text_and_hash_are_those_of_the_file(tmp_path):
    raw = ("\ufeff" + PROSE + "\r\nIt is “so”.\n").encode()
    (tmp_path / "a.txt").write_bytes(raw)
    article = read_article(tmp_path / "a.txt")
    assert article.text == PROSE + "\r\nIt is “so”.\n"
    assert article.sha256 == hashlib.sha256(raw).hexdigest()
    assert article.name == "a.txt"


def test_utf_16_with_its_mark_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(PROSE.encode("utf-16"))
    assert read_article(tmp_path / "a.txt").text == PROSE


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7 ...", "pdftotext"),
        (b"PK\x03\x04 docx", "plain text"),
        (b"{\\rtf1 " + PROSE.encode(), "plain text"),
        (b"\xd0\xcf\x11\xe0 doc", "old Office"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x1f\x8b\x08", "gunzip"),
        (b"abc\0def " + PROSE.encode(), "binary"),
        (PROSE.encode() + b" caf\xe9", "iconv -f WINDOWS-1252"),
        (b"<!DOCTYPE html><html><body>" + PROSE.encode(), "web page"),
        (b"<p>The army of</p><p>one</p><div>and</div><p>the</p><br>" + PROSE.encode(), "web page"),
        (
            "Der Minister hat gesagt, dass die Armee nicht auf das Land schießen werde.".encode(),
            "English",
        ),
        (
            "Le ministre a déclaré que les forces ne quitteraient pas la zone ce mois-ci.".encode(),
            "English",
        ),
        ("Министр заявил, что войска останутся на границе до конца этого года.".encode(), "Latin"),
        (b"Too short a text", "too few"),
    ],
)
def test_what_is_no_article_is_refused_with_the_way_out(raw, words, tmp_path):
    (tmp_path / "a.txt").write_bytes(raw)
    with pytest.raises(CrisisError, match=words):
        read_article(tmp_path / "a.txt")


def test_a_wrong_byte_is_named_by_line_and_column(tmp_path):
    (tmp_path / "a.txt").write_bytes(PROSE.encode() + b"\nab\xff")
    with pytest.raises(CrisisError, match=r"a\.txt:2:3: "):
        read_article(tmp_path / "a.txt")


def test_five_megabytes_are_too_much(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"the army " * 600_000)
    with pytest.raises(LimitReached, match="one article at a time"):
        read_article(tmp_path / "a.txt")
    assert LimitReached.exit_code == 3
    assert MAX_ARTICLE_BYTES < 5_000_000


def test_a_folder_and_nothing_are_no_files(tmp_path):
    with pytest.raises(UsageError, match="folder"):
        read_article(tmp_path)
    with pytest.raises(UsageError, match="no file"):
        read_article(tmp_path / "none.txt")


def test_text_in_memory_is_held_to_the_same():
    assert article_of(PROSE).text == PROSE
    with pytest.raises(StandoffError, match="empty"):
        article_of("  ")
