"""Who is hostile to whom."""

import pytest

from standoff.encode import encode
from standoff.engines.dilemma.hostility import answers, hostile_options, mutual
from standoff.files.read import read_text

FRIENDS = """
standoff: 1
title: Friends of friends
actors:
  a: {name: A, options: {hit: {against: [b]}, wave: {}}}
  b: {name: B, options: {hit: {against: [c]}}}
  c: {name: C}
  d: {name: D, options: {hit: {against: [b]}}}
ties:
  - {from: a, to: c, kind: patron, regard: 0.1}
  - {from: d, to: c, kind: rival, regard: -0.5}
"""


@pytest.fixture(scope="module")
def options():
    return hostile_options(encode(read_text(FRIENDS)))


def test_who_hurts_a_friend_hurts_its_friend(options):
    assert {o.name: o.hurts for o in options} == {"a.hit": (1,), "b.hit": (0, 2), "d.hit": (1,)}


def test_pairs_that_can_hurt_each_other(options):
    assert mutual(options) == [(0, 1)]
    assert answers(options).tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
