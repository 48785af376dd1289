"""A small crisis whose global numbers can be set, and the probabilities that it gives itself."""

import standoff as so
from standoff.files.read import read_text

TEXT = """\
# a quarrel over a river
standoff: 1
title: Two towns and a river
as_of: 2026-01-01
horizon: 12 months
actors:
  north:
    name: North
    tempo: {tempo}   # how often the council meets
    precision: {precision}
    options:
      dam: {{label: Dam it, effort: {effort}}}   # takes years
      talk: {{}}
    preferences:
      - {{prefer: north.dam and not south.march, weight: 2}}
      - {{prefer: south.talk, weight: 1}}
  south:
    name: South
    options:
      march: {{effort: {effort}}}
      talk: {{}}
    preferences:
      - {{prefer: not north.dam, weight: 3}}
      - {{prefer: not south.march, weight: 1}}
      - {{prefer: told or north.talk, weight: 1, given: told}}
hypotheses:
  told: {{claim: South was told, prior: 0.3}}
scenarios:
  war: {{title: South marches, when: ever(south.march)}}
"""

ABOUT = ("ever(north.dam)", "war", "ever(south.talk)", "at_end(north.dam)")
WITHIN = ("1 months", "4 months", "12 months")


def text(tempo="1 per month", precision="2", effort="1", rest=""):
    """The text of the crisis, with base rates or judgements at its end."""
    return TEXT.format(tempo=tempo, precision=precision, effort=effort) + rest


def crisis(**numbers):
    return read_text(text(**numbers), "river.yaml")


def probability(crisis, about, within):
    return so.query(crisis, about, within, run=so.Run(point=True)).probability


def base_rates(true, of=20_000):
    """Base rates as a world of so many periods gives them where `true` is the right model."""
    lines = ["base_rates:"]
    for about in ABOUT:
        for within in WITHIN:
            happened = round(of * probability(true, about, within))
            lines.append(
                f"  - {{about: {about}, within: {within}, happened: {happened}, of: {of}}}"
            )
    return "\n".join(lines) + "\n"
