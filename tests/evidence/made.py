"""Small crises with every kind of evidence."""

from standoff.crisis.build import build


def watched(observed=(), observation="partial", **more):
    """Two actors, an ordered option, a chance event; begins on 1 January, as of 1 March."""
    return build(
        {
            "standoff": 1,
            "title": "t",
            "begins": "2023-01-01",
            "as_of": "2023-03-01",
            "horizon": "6 months",
            "observation": observation,
            "actors": {
                "a": {
                    "name": "A",
                    "tempo": "1..2 per month",
                    "options": {"x": {}, "y": {"needs": "h"}},
                    "preferences": [
                        {"prefer": "a.x", "weight": "0.2..1"},
                        {"prefer": "a.y", "weight": 1, "given": "h"},
                    ],
                },
                "b": {
                    "name": "B",
                    "options": {"z": {"levels": ["low", "mid", "high"]}},
                    "preferences": [{"prefer": "a.x implies b.z >= mid", "weight": 0.5}],
                },
            },
            "chance": {"storm": {"rate": "1 per 4 months", "off_rate": "1 per month"}},
            "hypotheses": {"h": {"claim": "H", "prior": 0.4}},
            "scenarios": more.pop("scenarios", None)
            or {
                "both": {"title": "Both", "when": "ever(a.x and b.z = high)"},
                "calm": {"title": "Calm", "when": "never(a.y)"},
            },
            "observed": list(observed),
            **more,
        }
    )


def seen(date, *settings):
    return {"date": date, "set": list(settings)}
