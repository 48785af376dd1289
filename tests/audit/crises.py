"""A small assessment with every fault that the audit looks for."""

from standoff.files.read import read_text

ASSESSMENT = """
standoff: 1
title: A march
as_of: 2024-03-01
horizon: 12 months
sources:
  oped: {name: Op-ed}
actors:
  north:
    name: North
    options:
      raid: {label: Raid, effort: 1}
      march: {label: March, effort: 2, needs: ready and (plan or north.raid)}
    preferences:
      - {prefer: not north.raid, weight: 2}
      - {prefer: north.raid implies south.talks, weight: 1}
      - {prefer: north.raid, weight: 5, given: angry}
      - {prefer: not north.march, weight: 1, motive: ulterior}
  south:
    name: South
    options: {talks: {label: Talks}}
    preferences: [{prefer: south.talks, weight: 1, motive: ulterior, source: oped}]
hypotheses:
  ready: {claim: The army is ready, prior: 0.3}
  plan: {claim: There is a plan, prior: 0.1}
  angry: {claim: North is angry, prior: 0.4}
signals:
  - {id: tanks, date: 2024-01-01, speaker: north, source: oped,
     summary: Tanks roll towards the southern border, bears_on: {ready: moderate for}}
  - {id: tanks_again, date: 2024-01-20, speaker: The press, summary: Tanks roll to the southern border,
     bears_on: {ready: slight for}}
  - {id: dismissal, date: 2024-02-10, speaker: north, source: oped, summary: An officer is dismissed,
     bears_on: {plan: slight against}}
judgements:
  - {about: ever(north.raid), within: 6 months, says: 0.1..0.9, by: A friend}
scenarios:
  march: {title: North marches, when: ever(north.march), author_says: likely}
  raid: {title: North raids, when: ever(north.raid), author_says: unlikely}
  other: {title: Quiet, when: never(north.raid)}
"""


def assessment(**changes):
    text = ASSESSMENT
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return read_text(text, "march.yaml")


def unjudged(**changes):
    """The same without its judgements."""
    crisis = assessment(**changes)
    bare = crisis.model_copy(update={"judgements": ()})
    bare._origin = crisis.origin
    return bare
