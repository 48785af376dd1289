import itertools

import numpy as np
import pytest

from standoff.report.palette import (
    ACTOR_TONES,
    BEST,
    DARK,
    HEAT_STEPS,
    LIGHT,
    SCENARIO_TONES,
    TONES,
    WORST,
    actor_tone,
    heat_step,
)

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])

# Machado, Oliveira & Fernandes 2009, severity 1: protanopia, deuteranopia, tritanopia.
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def channels(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def linear(rgb: np.ndarray) -> np.ndarray:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    a, b = linear(one) @ weights, linear(other) @ weights
    return float((max(a, b) + 0.05) / (min(a, b) + 0.05))


def oklab(light: np.ndarray) -> np.ndarray:
    cone = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return np.cbrt(np.clip(light, 0, 1) @ cone.T) @ lab.T


@THEMES
@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("ground", ["page", "panel"])
def test_text_in_every_tone_can_be_read(theme: dict[str, str], tone: str, ground: str) -> None:
    assert contrast(channels(theme[tone]), channels(theme[ground])) >= 4.5


@THEMES
def test_text_can_be_read_on_every_shade(theme: dict[str, str]) -> None:
    for step in range(1, HEAT_STEPS):
        part = 0.06 * step
        ground = part * channels(theme["blue"]) + (1 - part) * channels(theme["page"])
        assert contrast(channels(theme["ink"]), ground) >= 4.5


@THEMES
@pytest.mark.parametrize("sight", SIGHTS)
def test_actors_can_be_told_apart(theme: dict[str, str], sight: str) -> None:
    seen = {tone: oklab(linear(channels(theme[tone])) @ SIGHTS[sight].T) for tone in ACTOR_TONES}
    for one, other in itertools.combinations(ACTOR_TONES, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 0.05, (one, other)


def test_each_actor_has_one_tone() -> None:
    tones = [actor_tone(i) for i in range(10)]
    assert len(set(tones[:8])) == 8
    assert tones[8] == tones[9] == "muted"


def test_scenarios_never_share_the_tones_of_best_and_worst() -> None:
    assert BEST != WORST
    assert not {BEST, WORST} & set(SCENARIO_TONES)


def test_shades_run_from_none_to_all() -> None:
    assert heat_step(0) == 0
    assert heat_step(1) == HEAT_STEPS - 1
    assert heat_step(7) == HEAT_STEPS - 1
    assert [heat_step(i / 100) for i in range(101)] == sorted(
        heat_step(i / 100) for i in range(101)
    )
