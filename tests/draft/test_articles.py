"""The annotated articles: offsets, attributes and the tables of their README are what they claim."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

ARTICLES = Path(__file__).parents[2] / "benchmarks" / "articles"
HALVES = ("develop", "held-out")
KINDS = (
    "actor",
    "signal",
    "option",
    "scenario",
    "likelihood",
    "prerequisite",
    "consequence",
    "hypothesis",
    "hedge",
    "loaded",
)
ATTRIBUTES = {"actor": {"Canonical"}, "signal": {"Direction", "Speaker"}, "likelihood": {"Numeric"}}
VALUES = {"Direction": {"towards", "away", "denial", "neutral"}, "Numeric": {"yes", "no"}}
STYLES = {"op-ed", "wire report", "research brief", "communiqué", "blog post", "interview"}

NAMES = sorted(f"{half}/{path.stem}" for half in HALVES for path in (ARTICLES / half).glob("*.txt"))


@dataclass(frozen=True)
class Mark:
    kind: str
    start: int
    end: int
    words: str


def read_text(name):
    return (ARTICLES / f"{name}.txt").read_bytes().decode("utf-8")


def read_marks(name):
    """Marks by identifier, and attributes as (mark, attribute) -> value."""
    marks, attributes = {}, {}
    for line in (ARTICLES / f"{name}.ann").read_bytes().decode("utf-8").splitlines():
        identifier, body, *words = line.split("\t")
        if identifier.startswith("T"):
            kind, start, end = body.split()
            assert identifier not in marks
            marks[identifier] = Mark(kind, int(start), int(end), *words)
        else:
            attribute, target, value = body.split()
            assert identifier.startswith("A")
            assert (target, attribute) not in attributes
            attributes[target, attribute] = value
    return marks, attributes


def read_table(first_heading):
    """Rows of the table of the README whose first column is headed so."""
    lines = (ARTICLES / "README.md").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {first_heading} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return rows
        rows.append([cell.strip(" `") for cell in line.strip("|").split("|")])
    return rows


def test_each_half_holds_seven_pairs():
    for half in HALVES:
        texts = {path.stem for path in (ARTICLES / half).glob("*.txt")}
        assert len(texts) == 7
        assert {path.stem for path in (ARTICLES / half).glob("*.ann")} == texts


@pytest.mark.parametrize("name", NAMES)
def test_text_is_clean_and_of_the_promised_length(name):
    text = read_text(name)
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    assert text.endswith("\n")
    assert 250 <= len(text.split()) <= 650
    assert not re.search(r"[{}]", text)


@pytest.mark.parametrize("name", NAMES)
def test_marks_hold_the_words_at_their_offsets(name):
    text = read_text(name)
    marks, _ = read_marks(name)
    for mark in marks.values():
        assert mark.kind in KINDS
        assert text[mark.start : mark.end] == mark.words
        assert mark.words == mark.words.strip()
        assert mark.words
        assert "\n" not in mark.words


@pytest.mark.parametrize("name", NAMES)
def test_marks_of_one_kind_stay_apart(name):
    marks, _ = read_marks(name)
    for kind in KINDS:
        spans = sorted((m.start, m.end) for m in marks.values() if m.kind == kind)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_carries_its_attributes_and_no_others(name):
    marks, attributes = read_marks(name)
    for identifier, mark in marks.items():
        carried = {attribute for target, attribute in attributes if target == identifier}
        assert carried == ATTRIBUTES.get(mark.kind, set())
    for (target, attribute), value in attributes.items():
        assert target in marks
        assert value in VALUES.get(attribute, {value})
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value)


@pytest.mark.parametrize("name", NAMES)
def test_whoever_speaks_is_an_actor_of_the_article(name):
    _, attributes = read_marks(name)
    actors = {value for (_, attribute), value in attributes.items() if attribute == "Canonical"}
    speakers = {value for (_, attribute), value in attributes.items() if attribute == "Speaker"}
    assert speakers <= actors


@pytest.mark.parametrize("name", NAMES)
def test_comments_and_repeats_are_not_annotated(name):
    text = read_text(name)
    marks, _ = read_marks(name)
    comment = re.search(r"^(Comments \(1\)|1 reply)$", text, re.MULTILINE)
    end = comment.start() if comment else len(text)
    assert all(mark.end <= end for mark in marks.values())
    offset = 0
    for line in text.splitlines(keepends=True):
        repeat = len(line.split()) >= 10 and line.strip() in text[:offset]
        assert not (repeat and any(offset <= m.start < offset + len(line) for m in marks.values()))
        offset += len(line)


def test_each_half_has_a_comment_and_the_corpus_a_repeat():
    texts = {name: read_text(name) for name in NAMES}
    for half in HALVES:
        assert any(
            "Comments (1)" in text or "1 reply" in text
            for name, text in texts.items()
            if name.startswith(half)
        )
    opening = "Gunmen holding 31 people"
    assert texts["develop/meridian-terminal"].count(opening) == 2


def test_readme_lists_every_article_with_its_half_and_style():
    rows = read_table("article")
    assert sorted(f"{row[1]}/{row[0]}" for row in rows) == NAMES
    for half in HALVES:
        assert {row[2] for row in rows if row[1] == half} == STYLES


def test_readme_counts_are_those_of_the_files():
    counts = {half: Counter() for half in HALVES}
    for name in NAMES:
        counts[name.split("/")[0]].update(mark.kind for mark in read_marks(name)[0].values())
    table = {row[0]: (int(row[1]), int(row[2])) for row in read_table("kind | develop")}
    assert table == {kind: tuple(counts[half][kind] for half in HALVES) for kind in KINDS}
    assert all(count >= 10 for half in HALVES for count in counts[half].values())


def test_both_halves_show_both_sides_of_each_closed_attribute():
    for half in HALVES:
        found = {attribute: set() for attribute in VALUES}
        for name in NAMES:
            if name.startswith(f"{half}/"):
                for (_, attribute), value in read_marks(name)[1].items():
                    found.get(attribute, set()).add(value)
        assert found == VALUES


def test_held_out_is_no_near_copy_of_develop():
    """No run of seven words is in both halves."""

    def runs(half):
        found = set()
        for name in NAMES:
            if name.startswith(f"{half}/"):
                words = re.findall(r"\w+", read_text(name).lower())
                found |= {tuple(words[i : i + 7]) for i in range(len(words) - 6)}
        return found

    assert not runs("develop") & runs("held-out")
