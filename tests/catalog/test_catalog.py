"""The shipped files as a whole: listed, read, encoded."""

import pytest

from standoff import catalog
from standoff.encode import encode
from standoff.errors import UsageError
from standoff.files.read import read

SLUGS = catalog.slugs()
WANTED = {
    "durand-line",
    "prisoners-dilemma",
    "chicken",
    "stag-hunt",
    "battle-of-the-sexes",
    "elmira",
    "cuban-missile-crisis",
    "korea-2017",
    "korea-2017-irreversible",
    "korea-2017-bloodthirsty",
    "korea-2017-deterrence",
    "korea-2017-pacifist",
    "syria-iraq-1975",
    "gisborne",
}


def test_what_is_shipped() -> None:
    assert set(SLUGS) >= WANTED
    assert len(SLUGS) == len(set(SLUGS))
    assert sorted(SLUGS) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_reads_encodes_and_cites(slug: str) -> None:
    crisis = read(catalog.path(slug))
    assert crisis.citation
    assert crisis.scenarios
    problem = encode(crisis)
    assert problem.start >= 0


def test_the_list_says_what_the_files_say() -> None:
    for case in catalog.describe():
        crisis = read(catalog.path(case.slug))
        assert case.title == crisis.title
        assert case.citation == " ".join((crisis.citation or "").split())


def test_prefix_and_ending_are_optional() -> None:
    assert catalog.path("cases/elmira") == catalog.path("elmira") == catalog.path("elmira.yaml")
    assert catalog.open_text("cases/elmira").count("standoff: 1") == 1


def test_an_unknown_case_suggests_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"'durandline'.*did you mean 'durand-line'"):
        catalog.path("cases/durandline")


def test_a_case_cannot_lead_out_of_the_folder() -> None:
    with pytest.raises(UsageError):
        catalog.path("cases/../catalog/elmira")
