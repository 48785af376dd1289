"""A small crisis with every kind of input, for the tests of tipping points."""

import copy

from standoff.crisis.build import build

DATA = {
    "standoff": 1,
    "title": "A market",
    "horizon": "6 months",
    "actors": {
        "seller": {
            "name": "Seller",
            "options": {"sell": {}, "close": {"effort": "0.5..1.5"}},
            "preferences": [
                {"prefer": "seller.sell", "weight": "1..5"},
                {"prefer": "not seller.close", "weight": "moderate"},
                {"prefer": "not seller.sell", "weight": 4, "given": "rain"},
            ],
        },
        "buyer": {
            "name": "Buyer",
            "options": {"haggle": {}},
            "preferences": [
                {"prefer": "buyer.haggle implies seller.sell"},
                {"prefer": "not buyer.haggle"},
                {"prefer": "seller.close"},
            ],
        },
    },
    "ties": [{"from": "buyer", "to": "seller", "kind": "trade", "regard": 0.2}],
    "chance": {"flood": {"rate": "0.1..0.3 per month"}},
    "impossible": ["seller.sell and seller.close"],
    "hypotheses": {"rain": {"claim": "It will rain", "prior": 0.4}},
    "scenarios": {
        "sold": {"title": "Goods are sold", "when": "ever(seller.sell)"},
        "shut": {"title": "The stall stays shut", "when": "never(seller.sell)"},
    },
}


def market(**changes):
    """The crisis, with keys of the file replaced."""
    return build(copy.deepcopy(DATA) | changes)
