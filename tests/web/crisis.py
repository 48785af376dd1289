"""A small crisis for the page: quick to compute, with everything that the page shows."""

TEXT = """\
# The ford of Lun: a comment that must survive every edit.
standoff: 1
title: The ford of Lun
begins: 2031-01-01
as_of: 2031-03-01
horizon: 12 months
sources:
  wire: {name: The Lun Wire, kind: media, reliability: B2}
actors:
  upper:
    name: Upper Lun
    kind: state
    options:
      dam: {label: Close the dam, against: [lower], effort: 1}
    preferences:
      - {prefer: upper.dam, weight: 1..3}  # what the harvest is worth
      - {prefer: not lower.raid, weight: major}
  lower:
    name: Lower Lun
    kind: state
    options:
      raid: {label: Raid the ford, against: [upper], needs: bold}
    preferences:
      - {prefer: not upper.dam, weight: major}
      - {prefer: upper.dam implies lower.raid, weight: moderate, given: angry}
      - {prefer: not lower.raid, weight: minor}
ties:
  - {from: upper, to: lower, kind: rival, regard: -0.1}
chance:
  drought: {label: A drought, rate: 1 per year}
status_quo: []
hypotheses:
  bold: {claim: Lower Lun dares to fight, prior: 0.4}
  angry: {claim: Lower Lun is angry, prior: likely}
signals:
  - id: speech
    date: 2031-01-20
    speaker: lower
    source: wire
    summary: The lower king swears to cross
    bears_on: {bold: moderate for}
  - id: denial
    date: 2031-02-10
    speaker: lower
    summary: The lower king denies it
    bears_on: {bold: slight against}
scenarios:
  closed: {title: The dam is closed, when: ever(upper.dam), author_says: likely}
  war: {title: A raid on the ford, when: ever(lower.raid), case: worst}
  quiet: {title: Nothing happens, when: never(upper.dam) and never(lower.raid), case: best}
consequences:
  thirst: {label: The lower fields dry up, when: ever(upper.dam and drought), severity: 6}
"""
