"""A small crisis that uses every key, and edits of it."""

EXAMPLE = """\
standoff: 1
title: A strait
begins: 2025-12-01
as_of: 2026-01-15
horizon: 6 months
yardstick: icd203
observation: complete
sources:
  wire: {name: A news agency, kind: media, date: 2026-01-02, reliability: B2}
actors:
  north:
    name: North
    kind: state
    tempo: 1 per month
    precision: ordinary
    foresight: equilibrium
    patience: 4 months
    options:
      blockade: {label: Close the strait, against: [south], effort: 1}
      posture: {levels: [normal, alert, ready]}
    preferences:
      - {prefer: north.blockade, weight: major}
      - {prefer: not south.strike, weight: 2..4, source: wire}
      - {prefer: north.posture < ready, weight: minor}
      - {prefer: not convoy, weight: 3 ± 1, motive: ulterior, given: ally_ready}
  south:
    name: South
    options:
      strike:
        label: Strike the port
        against: [north]
        needs: ally_ready and north.blockade
        direction: on_only
    preferences:
      - {prefer: not north.blockade}
      - {prefer: not south.strike}
ties:
  - {from: north, to: south, kind: rival, regard: -0.1}
perceptions:
  south:
    unaware_of: [north.posture]
    believes:
      north:
        preferences:
          - {prefer: north.blockade and convoy, weight: 1..3}
chance:
  convoy: {label: A convoy sails, rate: 1 per 8 months, when: north.blockade, off_rate: 1 per month}
impossible:
  - south.strike and north.posture = normal
status_quo: [north.posture: alert]
hypotheses:
  ally_ready: {claim: An ally stands ready, prior: 0.4}
signals:
  - id: call
    date: 2026-01-10
    speaker: north
    source: wire
    reliability: B2
    summary: The ally calls
    bears_on: {ally_ready: moderate for}
  - {id: echo, date: 2026-01-11, summary: It is reported again, bears_on: {ally_ready: 2}, echoes: call}
observed:
  - {date: 2026-01-12, set: [north.blockade], source: wire}
judgements:
  - {about: war, within: 6 months, says: unlikely, by: the author}
base_rates:
  - {about: ever(south.strike), within: 6 months, happened: 1, of: 6, source: wire}
scenarios:
  war: {title: The port is struck, when: ever(south.strike), case: worst, author_says: unlikely}
  calm: {title: Nothing, when: "never(south.strike, within=3 months)", case: best}
consequences:
  prices: {when: ever(north.blockade and convoy), severity: 9}
outcomes:
  - {about: war, date: 2026-07-15, happened: false, source: wire}
published:
  - citation: Somebody, somewhere
    status: seen
    equilibria: {R: [[north.posture=alert]]}
    stable: {R: {south: [[]]}}
citation: Made up
"""


def edited(old, new):
    """The example with one passage replaced."""
    assert EXAMPLE.count(old) >= 1, old
    return EXAMPLE.replace(old, new, 1)
