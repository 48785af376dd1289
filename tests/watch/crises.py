"""Small crises for the tests of what to watch for."""

import copy

from standoff.crisis.build import build

DATA = {
    "standoff": 1,
    "title": "A gate",
    "as_of": "2030-01-01",
    "horizon": "6 months",
    "actors": {
        "keeper": {
            "name": "Keeper",
            "options": {"open": {"needs": "key"}, "bar": {}},
            "preferences": [
                {"prefer": "keeper.open", "weight": 3},
                {"prefer": "keeper.bar", "weight": 1},
            ],
        },
        "guest": {
            "name": "Guest",
            "options": {"knock": {}, "voice": {"levels": ["low", "plain", "loud"]}},
            "preferences": [{"prefer": "guest.knock implies keeper.open", "weight": 2}],
        },
    },
    "status_quo": ["keeper.bar"],
    "chance": {"storm": {"rate": "1 per 6 months"}},
    "hypotheses": {
        "key": {"claim": "The keeper has the key", "prior": 0.5},
        "ghost": {"claim": "The house is haunted", "prior": 0.25},
    },
    "signals": [
        {
            "id": "rattle",
            "date": "2029-12-01",
            "summary": "A key rattles",
            "reliability": "A1",
            "bears_on": {"key": 2},
        }
    ],
    "scenarios": {
        "in": {"title": "The guest comes in", "when": "ever(keeper.open)"},
        "noise": {"title": "There is noise", "when": "ever(guest.knock and keeper.bar)"},
    },
    "indicators": {
        "ring": {"sign": "A ring of keys is seen", "if": "key", "telling": 4, "visible": 0.5},
        "dust": {"sign": "The lock is dusty", "if": "key", "telling": 0.25, "visible": 0.5},
        "moan": {"sign": "Moaning at night", "if": "ghost", "telling": "strong for"},
        "both": {"sign": "A lamp moves", "if": "key and ghost", "telling": "strong for"},
        "oil": {"sign": "The hinges are oiled", "if": "ever(keeper.open)", "telling": 8,
                "visible": 0.8},
    },
}  # fmt: skip


def gate(**changes):
    """The crisis, with keys of the file replaced."""
    return build(copy.deepcopy(DATA) | changes)
