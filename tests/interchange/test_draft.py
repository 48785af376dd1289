"""The text of a crisis in the making."""

from hypothesis import given
from hypothesis import strategies as st

from standoff.files.interchange.draft import Draft
from standoff.files.read import parse_yaml

DATA = {
    "standoff": 1,
    "title": "A: strait, and a {port}",
    "actors": {
        "north": {
            "name": "#1",
            "options": {"wait": {"label": "Yes, wait: 'now'", "levels": ["a", "b"]}},
        }
    },
    "impossible": ["north.wait and not true"],
    "status_quo": [],
}


def test_what_is_written_reads_back():
    text = Draft(DATA, ("One thing.",)).text("x.gmcr")
    assert parse_yaml(text)[0] == DATA
    assert text.startswith("# Imported from x.gmcr.\n")
    assert "# - One thing.\n" in text


@given(st.lists(st.text()), st.text())
def test_notes_stay_comments_whatever_is_in_them(notes, source):
    text = Draft(DATA, tuple(notes)).text(source)
    head, _, body = text.partition("\nstandoff: 1\n")
    assert all(line.startswith("#") for line in head.splitlines() if line)
    assert parse_yaml(text)[0] == DATA
    assert body
