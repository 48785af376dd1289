"""One example of every part of a crisis file, for the JSON Schema and the reference page."""

from typing import Any

EXAMPLES: dict[str, Any] = {
    "Source": {
        "name": "National Security Committee, communique",
        "kind": "official",
        "date": "2022-12-30",
        "reliability": "A2",
    },
    "Actor": {
        "name": "Pakistan",
        "kind": "state",
        "tempo": "1 per month",
        "options": {"airstrikes": {"label": "Strikes across the border"}},
        "preferences": [{"prefer": "not ttp.attacks", "weight": "vital"}],
    },
    "Option": {
        "label": "Advance to Kabul",
        "against": ["taliban"],
        "effort": "2..4",
        "needs": "pakistan.buffer_zone and government_in_waiting",
        "direction": "on_only",
    },
    "Statement": {
        "prefer": "pakistan.airstrikes implies not taliban.border_clashes",
        "weight": "2..4",
        "motive": "ulterior",
        "given": "wants_us_back",
        "source": "nsc",
    },
    "Perception": {
        "unaware_of": ["us.drone_strikes"],
        "believes": {"ttp": {"preferences": [{"prefer": "not ttp.attacks", "weight": "major"}]}},
    },
    "Belief": {"preferences": [{"prefer": "not ttp.attacks", "weight": "major"}]},
    "Tie": {"from": "us", "to": "pakistan", "kind": "patron", "regard": "0..0.2"},
    "ChanceEvent": {
        "label": "An American role is exposed",
        "rate": "1 per 8 months",
        "when": "us.intelligence",
        "off_rate": "1 per 2 years",
    },
    "Hypothesis": {"claim": "An Afghan alternative stands ready", "prior": "unlikely"},
    "Signal": {
        "id": "nsc_writ",
        "date": "2022-12-30",
        "speaker": "pakistan",
        "source": "nsc",
        "reliability": "A2",
        "summary": "The state's writ will hold on every inch of territory",
        "bears_on": {"pakistan_resolved": "moderate for"},
        "echoes": "earlier_signal",
    },
    "Observation": {"date": "2022-12-18", "set": ["ttp.attacks"], "source": "nsc"},
    "Judgement": {
        "about": "ever(pakistan.airstrikes)",
        "within": "12 months",
        "says": "likely",
        "by": "the author",
    },
    "BaseRate": {
        "about": "ever(pakistan.airstrikes)",
        "within": "12 months",
        "happened": 1,
        "of": 6,
        "source": "ged",
    },
    "Scenario": {
        "title": "Air strikes and no ground operation",
        "when": "ever(pakistan.airstrikes) and never(pakistan.buffer_zone)",
        "case": "best",
        "author_says": "likely",
    },
    "Consequence": {
        "label": "Regional war",
        "when": "ever(taliban.border_clashes and pakistan.buffer_zone)",
        "severity": 9,
    },
    "Indicator": {
        "sign": "Reservists of the border corps are called up",
        "if": "pakistan_resolved",
        "telling": "moderate for",
        "visible": "likely",
    },
    "Outcome": {"about": "strikes_only", "date": "2024-01-06", "happened": False, "source": "ged"},
    "Partly": {"are": [["us.withdraw"]], "are_not": [[]]},
    "Published": {
        "citation": "Author (year), title, place",
        "status": "seen",
        "equilibria": {"R": [["us.withdraw"], []]},
        "stable": {"R": {"us": [["us.withdraw"]]}},
    },
}
"""By name of the model, as plain data in the file's own format."""
