"""Small crisis files with an answer that is known."""

DILEMMA = """\
standoff: 1
title: Two suspects
actors:
  a:
    name: A
    options: {talk: {}}
    ranking: [[a.talk], [], [a.talk, b.talk], [b.talk]]
  b:
    name: B
    options: {talk: {}}
    ranking: [[b.talk], [], [a.talk, b.talk], [a.talk]]
"""
"""Two suspects, each of whom would rather talk whatever the other does; silence is better for both."""

TRAP = """\
standoff: 1
title: A trap
actors:
  north:
    name: North
    options: {raid: {label: Raid the border}}
    preferences: [{prefer: not south.ambush, weight: major}, {prefer: north.raid, weight: minor}]
  south:
    name: South
    options: {ambush: {label: Ambush the raiders, needs: north.raid}}
    preferences: [{prefer: south.ambush, weight: minor}, {prefer: not north.raid, weight: minor}]
impossible: [south.ambush and not north.raid]
"""
"""A raid that pays as long as nobody lies in wait."""

UNSEEN = """\
perceptions:
  north: {unaware_of: [south.ambush]}
"""
"""North does not see what makes it a trap."""
