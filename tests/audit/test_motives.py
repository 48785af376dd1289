"""What those would gain who would have to act."""

import numpy as np
import pytest

from standoff.encode import encode
from standoff.encode.draws import point_draws
from standoff.engines.audit.motives import coming, motives
from standoff.language.parser import parse
from tests.audit.crises import assessment


@pytest.fixture(scope="module")
def problem():
    return encode(assessment())


def weighed(problem, *texts):
    draws = point_draws(problem)
    weights = np.array([draw.weight for draw in draws])
    found = motives(problem, [parse(text) for text in texts], draws, weights / weights.sum())
    return found if len(texts) > 1 else found[0]


def test_a_raid_pays_only_the_angry(problem):
    (found,) = weighed(problem, "ever(north.raid)")
    # Loses 2 for the raid and 1 for want of talks, costs 1; gains 5 if angry.
    assert found.option == "north.raid"
    assert found.pays == pytest.approx(0.4)
    assert found.gain == pytest.approx(0.4 * 1 + 0.6 * -4)
    assert found.open == pytest.approx(1.0)


def test_what_cannot_be_begun_pays_nobody(problem):
    (found,) = weighed(problem, "ever(north.march)")
    # With the raid begun in the same move, readiness is enough.
    assert found.open == pytest.approx(0.3)
    never = encode(assessment(**{"needs: ready and (plan or north.raid)": "needs: south.talks"}))
    (shut,) = weighed(never, "ever(north.march)")
    assert (shut.gain, shut.open, shut.pays) == (None, 0.0, 0.0)


def test_only_what_is_said_to_come_on_counts(problem):
    tree = parse("ever(north.raid and not south.talks) and never(north.march)")
    assert list(coming(tree, problem)) == ["north.raid"]
    assert weighed(problem, "never(north.raid)") == ()


def test_claims_do_not_touch_one_another(problem):
    texts = "ever(north.march)", "never(north.raid)", "ever(north.raid) and ever(north.march)"
    march, nothing, both = weighed(problem, *texts)
    assert nothing == ()
    assert both == (*weighed(problem, "ever(north.raid)"), *march)
    assert march == weighed(problem, "ever(north.march)")
