"""Published stability against the engine, and a comparison that can fail."""

from pathlib import Path

import pytest

from standoff import catalog
from standoff.errors import CrisisError
from standoff.verification import verify

PUBLISHED = [slug for slug in catalog.slugs() if "published:" in catalog.open_text(slug)]


@pytest.mark.parametrize("slug", PUBLISHED)
def test_reproduces_what_is_published(slug: str) -> None:
    comparisons = verify(slug)
    assert comparisons
    for found in comparisons:
        assert found.agrees, found


def test_every_published_model_is_compared() -> None:
    assert len(PUBLISHED) >= 13
    concepts = {found.concept for slug in PUBLISHED for found in verify(slug)}
    assert concepts >= {"R", "GMR", "SMR", "SEQ", "SIM", "FH"}


def test_seen_and_recalled_are_kept_apart() -> None:
    status = {found.concept: found.status for found in verify("prisoners-dilemma")}
    assert status == {"R": "seen", "GMR": "seen", "SMR": "seen", "SEQ": "recalled"}


@pytest.fixture
def altered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Ship one changed file in a folder of its own."""

    def ship(slug: str, old: str, new: str) -> None:
        text = catalog.open_text(slug)
        assert old in text
        (tmp_path / f"{slug}.yaml").write_text(text.replace(old, new, 1))
        monkeypatch.setattr(catalog, "_FOLDER", tmp_path)

    return ship


def test_a_missing_and_an_extra_equilibrium_are_found(altered) -> None:
    altered("chicken", "R: [[row.swerve], [column.swerve]]", "R: [[row.swerve], []]")
    found = next(c for c in verify("cases/chicken") if c.concept == "R")
    assert not found.agrees
    assert found.slug == "chicken"
    assert found.missing == ((),)
    assert found.extra == (("column.swerve",),)
    assert found.to_json()["agrees"] is False


def test_a_state_that_the_source_denies_is_found(altered) -> None:
    altered(
        "korea-2017-irreversible", "are_not: [[nk.invade]]", "are_not: [[us.strike, nk.invade]]"
    )
    (found,) = verify("korea-2017-irreversible")
    assert found.partial
    assert found.extra == (("nk.invade", "us.strike"),)


def test_states_stable_for_one_actor_are_compared(altered) -> None:
    altered("korea-2017", "nk: [[us.withdraw, nk.invade], [], ", "nk: [[us.withdraw, nk.invade], ")
    wrong = [c for c in verify("korea-2017") if not c.agrees]
    assert [(c.concept, c.actor, c.extra) for c in wrong] == [("R", "nk", ((),))]


def test_coalitions_that_act_as_one_are_compared(altered) -> None:
    altered("elmira", "together: [[moe, uniroyal]]", "together: [[moe, local]]")
    found = [c for c in verify("elmira") if c.together]
    assert {c.concept for c in found} == {"R", "GMR"}
    assert not all(c.agrees for c in found)
    assert found[0].to_json()["together"] == (("moe", "local"),)


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("together: [[moe, uniroyall]]", "did you mean 'uniroyal'"),
        ("together: [[moe, uniroyal], [moe]]", "acts in one coalition"),
        ("together: [[moe, uniroyal]]\n    stable: {R: {moe: []}}", "about single actors"),
        (
            "together: [[moe, uniroyal]]\n    equilibria: {SIM: [[uniroyal.delay]]}",
            "by R, GMR, SMR and SEQ, not by SIM",
        ),
    ],
)
def test_coalitions_must_make_sense(altered, new: str, message: str) -> None:
    altered("elmira", "together: [[moe, uniroyal]]", new)
    with pytest.raises(CrisisError, match=message):
        verify("elmira")


def test_a_published_state_must_be_one_of_the_model(altered) -> None:
    altered("korea-2017-irreversible", "are_not: [[nk.invade]]", "are_not: [[nk.invades]]")
    with pytest.raises(CrisisError, match=r"nk\.invades"):
        verify("korea-2017-irreversible")


def test_a_published_state_must_be_feasible(altered) -> None:
    altered("elmira", "- [uniroyal.accept, local.insist]\n      GMR", "- [local.insist]\n      GMR")
    with pytest.raises(CrisisError, match="no feasible state"):
        verify("elmira")


def test_nothing_published_gives_nothing() -> None:
    assert verify("durand-line") == []
