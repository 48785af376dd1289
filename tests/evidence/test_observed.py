"""The record: what is watched, how long each leg is, and who moved."""

import datetime as dt

import pytest

from standoff.encode import encode
from standoff.engines.evidence import track
from standoff.errors import CrisisError
from standoff.settings import MONTH_DAYS
from tests.evidence.made import seen, watched


def record(*observed, as_of=None, **more):
    return track(encode(watched(observed, **more)), as_of)


def changes(found):
    names = [v.name for v in found.problem.space.variables]
    return [[{names[c]: k for c, k in m.changes} for m in leg.moves] for leg in found.legs]


def test_nothing_watched_leaves_no_record():
    assert record() is None
    assert record(seen("2023-02-01", "a.x"), as_of=dt.date(2023, 1, 15)) is None


def test_what_is_mentioned_is_watched_and_all_options_where_the_file_says_so():
    partial = record(seen("2023-02-01", "a.x"), seen("2023-02-10", "storm"))
    names = [v.name for v in partial.problem.space.variables]
    assert [names[c] for c, _ in partial.legs[0].watched] == ["a.x", "storm"]
    whole = record(seen("2023-02-01", "a.x"), observation="complete")
    assert [names[c] for c, _ in whole.legs[0].watched] == ["a.x", "a.y", "b.z"]
    silent = record(observation="complete")
    assert [leg.moves for leg in silent.legs] == [()]


def test_legs_last_as_long_as_the_calendar_says():
    found = record(seen("2023-01-11", "a.x"), seen("2023-02-20", {"b.z": "high"}))
    days = [round(leg.months * MONTH_DAYS, 9) for leg in found.legs]
    assert days == [10, 40, 9]
    assert changes(found) == [[{"a.x": 1}], [{"b.z": 2}], []]
    assert [found.name(k) for k in range(3)] == ["a.x", "b.z=high", "nothing else by 2023-03-01"]
    assert [found.path(k) for k in range(3)] == [("observed", 0), ("observed", 1), ("observation",)]


def test_one_entry_is_one_move_for_each_actor_and_one_for_each_chance_event():
    found = record(seen("2023-02-01", "a.x", "a.y", {"b.z": "mid"}, "storm"))
    assert changes(found)[0] == [{"a.x": 1, "a.y": 1}, {"b.z": 1}, {"storm": 1}]


def test_entries_of_one_day_are_moves_in_any_order_until_something_changes_twice():
    found = record(
        seen("2023-02-01", "a.x"),
        seen("2023-02-01", {"b.z": "mid"}),
        seen("2023-02-01", "not a.x"),
    )
    assert changes(found) == [[{"a.x": 1}, {"b.z": 1}], [{"a.x": 0}], []]
    assert found.legs[1].months == 0


def test_seeing_what_already_is_is_no_move():
    found = record(seen("2023-02-01", "not a.x", "storm"))
    assert changes(found) == [[{"storm": 1}], []]


def test_the_order_in_the_file_of_different_days_does_not_matter():
    one = record(seen("2023-01-11", "a.x"), seen("2023-02-20", "storm"))
    other = record(seen("2023-02-20", "storm"), seen("2023-01-11", "a.x"))
    assert changes(one) == changes(other)


def test_too_many_moves_of_one_day_are_refused_at_their_place(monkeypatch):
    monkeypatch.setattr("standoff.engines.evidence.observed.MOST_MOVES", 1)
    with pytest.raises(CrisisError, match="more than 1 moves on 2023-02-01"):
        record(seen("2023-02-01", "a.x", {"b.z": "mid"}))
