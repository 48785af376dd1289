"""Names in plain words as identifiers."""

from hypothesis import given
from hypothesis import strategies as st

from standoff.crisis.fields import read_identifier
from standoff.files.interchange.identifiers import identifiers


def test_names_become_words_that_expressions_can_use():
    names = ["Release Water!", "Élan vital", "not", "", "3 men", "release-water", "数量 控制", "—"]
    assert identifiers(names, "option") == [
        "release_water",
        "elan_vital",
        "not_",
        "option_4",
        "option_3_men",
        "release_water_2",
        "数量_控制",
        "option_8",
    ]


def test_what_is_taken_is_not_used_again():
    assert identifiers(["Nobody"], "actor", ["nobody", "nobody_2"]) == ["nobody_3"]


@given(st.lists(st.text(max_size=60)))
def test_any_names_give_different_identifiers(names):
    made = identifiers(names, "option")
    assert len(set(made)) == len(names)
    assert all(read_identifier(word) == word for word in made)
