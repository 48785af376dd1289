"""Words of estimative probability and what they stand for, by yardstick.

Each yardstick is a published scale: what an institution says that its words shall mean, or what
readers were found to understand (`readers`: Kucharski, CAPphrase, 2026; 5,174 respondents, 10th to
90th percentile). The same word means different ranges on different scales, so a range is always
kept with the name of its yardstick.
"""

from dataclasses import dataclass

from standoff.errors import nearest

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A scale of words.

    Attributes
    ----------
    name : str
        As written in a crisis file.
    citation : str
        Where the ranges are published.
    ranges : dict of str to (float, float)
        Probability range of each word, both ends in [0, 1], lowest first.
    same : dict of str to str
        Other ways to say a word of `ranges`.
    """

    name: str
    citation: str
    ranges: dict[str, Range]
    same: dict[str, str]


YARDSTICKS: dict[str, Yardstick] = {
    "icd203": Yardstick(
        "icd203",
        "Intelligence Community Directive 203, Analytic Standards (2015)",
        {
            "almost no chance": (0.01, 0.05),
            "very unlikely": (0.05, 0.20),
            "unlikely": (0.20, 0.45),
            "roughly even chance": (0.45, 0.55),
            "likely": (0.55, 0.80),
            "very likely": (0.80, 0.95),
            "almost certain": (0.95, 0.99),
        },
        {
            "remote": "almost no chance",
            "highly improbable": "very unlikely",
            "highly unlikely": "very unlikely",
            "improbable": "unlikely",
            "roughly even": "roughly even chance",
            "roughly even odds": "roughly even chance",
            "about even": "roughly even chance",
            "probable": "likely",
            "highly probable": "very likely",
            "highly likely": "very likely",
            "nearly certain": "almost certain",
        },
    ),
    "phia": Yardstick(
        "phia",
        "UK Professional Head of Intelligence Assessment, probability yardstick",
        {
            "remote chance": (0.0, 0.05),
            "highly unlikely": (0.10, 0.20),
            "unlikely": (0.25, 0.35),
            "realistic possibility": (0.40, 0.50),
            "likely": (0.55, 0.75),
            "highly likely": (0.80, 0.90),
            "almost certain": (0.95, 1.0),
        },
        {
            "probable": "likely",
            "very likely": "highly likely",
            "very unlikely": "highly unlikely",
            "almost no chance": "remote chance",
        },
    ),
    "nato": Yardstick(
        "nato",
        "NATO AJP-2.1 (2016)",
        {
            "highly unlikely": (0.0, 0.10),
            "unlikely": (0.10, 0.40),
            "even chance": (0.40, 0.60),
            "likely": (0.60, 0.90),
            "highly likely": (0.90, 1.0),
        },
        {
            "very unlikely": "highly unlikely",
            "roughly even chance": "even chance",
            "about even": "even chance",
            "very likely": "highly likely",
        },
    ),
    "kent": Yardstick(
        "kent",
        "Kent, Words of Estimative Probability, Studies in Intelligence (1964)",
        {
            "almost certainly not": (0.02, 0.12),
            "probably not": (0.20, 0.40),
            "about even": (0.40, 0.60),
            "probable": (0.63, 0.87),
            "almost certain": (0.87, 0.99),
        },
        {
            "chances about even": "about even",
            "roughly even chance": "about even",
            "likely": "probable",
            "unlikely": "probably not",
            "almost no chance": "almost certainly not",
        },
    ),
    "readers": Yardstick(
        "readers",
        "Kucharski, CAPphrase survey (2026), 10th to 90th percentile of 5,174 readers",
        {
            "almost no chance": (0.01, 0.07),
            "highly unlikely": (0.01, 0.15),
            "remote chance": (0.01, 0.20),
            "little chance": (0.05, 0.20),
            "chances are slight": (0.05, 0.22),
            "unlikely": (0.05, 0.30),
            "improbable": (0.01, 0.30),
            "might happen": (0.15, 0.60),
            "could happen": (0.15, 0.60),
            "may happen": (0.20, 0.60),
            "about even": (0.50, 0.50),
            "realistic possibility": (0.25, 0.80),
            "better than even": (0.51, 0.65),
            "probable": (0.60, 0.85),
            "likely": (0.60, 0.85),
            "very good chance": (0.70, 0.90),
            "highly likely": (0.80, 0.95),
            "almost certain": (0.90, 0.99),
            "will happen": (0.95, 1.0),
        },
        {
            "very likely": "highly likely",
            "very unlikely": "highly unlikely",
            "roughly even chance": "about even",
            "remote": "remote chance",
        },
    ),
}

DEFAULT_YARDSTICK = "icd203"

_SPOKEN = {
    "kent": ("almost certainly not", "probably not", "about even", "probable", "almost certain"),
    "readers": (
        "almost no chance",
        "highly unlikely",
        "unlikely",
        "about even",
        "better than even",
        "likely",
        "highly likely",
        "almost certain",
    ),
}


def word_range(word: str, yardstick: str = DEFAULT_YARDSTICK) -> Range:
    """Return the probability range of a word.

    Parameters
    ----------
    word : str
        Case, spaces, hyphens and underscores do not matter.
    yardstick : str
        One of `YARDSTICKS`.

    Returns
    -------
    (float, float)
        Both ends in [0, 1].

    Raises
    ------
    ValueError
        If the word has no meaning on this scale; the nearest word is suggested.
    """
    scale = YARDSTICKS[yardstick]
    plain = " ".join(word.lower().replace("-", " ").replace("_", " ").split())
    plain = scale.same.get(plain, plain)
    if plain not in scale.ranges:
        hint = nearest(plain, [*scale.ranges, *scale.same])
        raise ValueError(f"'{word}' is no word of likelihood of the yardstick {yardstick}{hint}")
    return scale.ranges[plain]


def word_for(probability: float, yardstick: str = DEFAULT_YARDSTICK) -> str:
    """Return the word whose range holds a probability, or whose range is nearest to it.

    Parameters
    ----------
    probability : float
        In [0, 1].
    yardstick : str
        One of `YARDSTICKS`.
    """
    scale = YARDSTICKS[yardstick]
    candidates = _SPOKEN.get(yardstick, tuple(scale.ranges))

    def distance(word: str) -> tuple[float, float]:
        low, high = scale.ranges[word]
        return max(low - probability, probability - high, 0.0), abs((low + high) / 2 - probability)

    return min(candidates, key=distance)
