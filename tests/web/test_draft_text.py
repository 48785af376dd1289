"""The article on the page: no character is lost, and every passage covers its words."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.drafting import ARTICLE

from standoff.draft.reading import Reading
from standoff.draft.text import Article
from standoff.web.draft_text import MOST_LINES, Block, Passage, blocks

KINDS = ("actor", "option", "signal")


def reading(text: str) -> Reading:
    return Reading(Article("a.txt", text, "0" * 64))


def words(block: Block) -> str:
    return "".join(piece.text for piece in block.pieces)


def covered(text: str, found: tuple[Block, ...]) -> dict[int, set[tuple[int, str]]]:
    """Return what covers each character that is not blank, read off the pieces."""
    place, result = 0, {}
    for block in found:
        place = text.index(words(block), place)
        for piece in block.pieces:
            for character in piece.text:
                if not character.isspace():
                    result[place] = {(mark.card, mark.kind) for mark in piece.marks}
                place += 1
    return result


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Passage]]:
    """Return paragraphs of words, and passages anywhere in them, over one another as they like."""
    paragraph = st.text(st.sampled_from("abc <&é😀"), min_size=1, max_size=20)
    text = "\n\n".join(draw(st.lists(paragraph, min_size=1, max_size=4)))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = draw(st.lists(ends, max_size=9))
    passages = [
        Passage(min(a, b), max(a, b), k, KINDS[k % 3]) for k, (a, b) in enumerate(spans) if a != b
    ]
    return text, passages


@settings(max_examples=50)
@given(marked())
def test_every_character_stays_and_knows_what_covers_it(given: tuple[str, list[Passage]]) -> None:
    text, passages = given
    found = covered(text, blocks(reading(text), passages))
    assert found == {
        place: {(p.card, p.kind) for p in passages if p.start <= place < p.end}
        for place, character in enumerate(text)
        if not character.isspace()
    }


@settings(max_examples=50)
@given(marked())
def test_passages_over_one_another_have_lines_of_their_own(
    given: tuple[str, list[Passage]],
) -> None:
    text, passages = given
    length = {p.card: p.end - p.start for p in passages}
    for block in blocks(reading(text), passages):
        crowded = any(len(piece.marks) > MOST_LINES for piece in block.pieces)
        for piece in block.pieces:
            lines = [mark.line for mark in piece.marks]
            assert crowded or len(set(lines)) == len(lines)
            assert all(0 <= line < MOST_LINES for line in lines)
            sizes = [length[mark.card] for mark in piece.marks]
            assert sizes == sorted(sizes, reverse=True)


def test_a_passage_begins_once_in_each_paragraph_that_it_is_in() -> None:
    text = "one two three four five six\n\nseven eight nine ten eleven twelve"
    found = blocks(reading(text), [Passage(4, 40, 0, "option"), Passage(8, 13, 1, "actor")])
    begun = [
        [piece.text for piece in block.pieces for m in piece.marks if m.card == 0 and m.begins]
        for block in found
    ]
    assert begun == [["two "], ["seven eight"]]


def test_headings_repeats_and_other_voices_are_told_apart() -> None:
    text = (
        f"{ARTICLE}\n{ARTICLE.split(chr(10) * 2)[1]}\n\nReader comments\n\nI think you are wrong.\n"
    )
    sorts = [block.sort for block in blocks(reading(text), [])]
    assert sorts == ["heading", "text"] * 3 + ["text", "repeat", "foreign", "foreign"]
