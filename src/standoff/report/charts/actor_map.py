"""Who is tied to whom: actors around an ellipse, each tie an arrow with its name on it."""

import math
from dataclasses import dataclass

from markupsafe import Markup

from standoff.report.blocks import Column, Row, Table
from standoff.report.charts import svg
from standoff.report.charts.geometry import Bend, Box, bent
from standoff.report.charts.labels import LINE, SIZE, text_width, wrap
from standoff.report.figures import ActorMap, ActorNode, Tie, TieSense
from standoff.report.words import counted, joined

_STEP = LINE * SIZE
_DASHES: dict[TieSense, str | None] = {"support": None, "hostile": "6 4", "other": "1.5 3.5"}
_SENSES: dict[TieSense, str] = {
    "support": "supports",
    "hostile": "opposes",
    "other": "tied in another way",
}


@dataclass(frozen=True)
class _Link:
    """All ties of one sense from one actor to another, drawn as one arrow."""

    source: str
    target: str
    sense: TieSense
    words: str


def draw(chart: ActorMap, width: float) -> svg.Drawing:
    """Draw the map; a label that finds no room becomes a number, explained underneath."""
    if not chart.actors:
        return svg.Drawing(width, 20, svg.text(0, 10, "No actors.", tone="muted"))
    wide = width >= 560
    links = _links(chart)
    boxes = _placed(chart, links, width, wide)
    height = max(box.y + box.height / 2 for box in boxes.values()) + 10
    bends = [_bend(link, links, boxes, place) for place, link in enumerate(links)]
    arrows = [_arrow(link, bend) for link, bend in zip(links, bends, strict=True)]
    labels, left_over = _labels(links, bends, list(boxes.values()), width)
    nodes = [_node(actor, boxes[actor.id], wide) for actor in chart.actors]
    names = {actor.id: actor.label for actor in chart.actors}
    key, height = _key(links, left_over, names, width, height)
    return svg.Drawing(width, height, Markup("").join([*arrows, *labels, *nodes, key]))


def _links(chart: ActorMap) -> list[_Link]:
    known = {actor.id for actor in chart.actors}
    kinds: dict[tuple[str, str, TieSense], list[str]] = {}
    for tie in chart.ties:
        if tie.source in known and tie.target in known and tie.source != tie.target:
            kinds.setdefault((tie.source, tie.target, tie.sense), []).append(tie.kind)
    return [_Link(*ends, ", ".join(dict.fromkeys(words))) for ends, words in kinds.items()]


def _node_rows(actor: ActorNode, wide: bool) -> tuple[list[str], list[str]]:
    room = 138.0 if wide else 96.0
    note = wrap(actor.note, room, lines=2) if actor.note and wide else []
    return wrap(actor.label, room, lines=3, bold=True), note


def _placed(chart: ActorMap, links: list[_Link], width: float, wide: bool) -> dict[str, Box]:
    """Put the actors around an ellipse in the order that keeps ties short and uncrossed."""
    count = len(chart.actors)
    box_width = 158.0 if wide else 114.0
    heights = {
        actor.id: sum(map(len, _node_rows(actor, wide))) * _STEP + 14 for actor in chart.actors
    }
    tallest = max(heights.values())
    slots = _slots(count, width, box_width, tallest, wide)
    order = _ordered([actor.id for actor in chart.actors], links, slots)
    return {
        name: Box(slots[place][0], slots[place][1], box_width, heights[name])
        for place, name in enumerate(order)
    }


def _slots(
    count: int, width: float, box_width: float, tallest: float, wide: bool
) -> list[tuple[float, float]]:
    across = (width - box_width) / 2 - 1
    if count == 1:
        return [(width / 2, tallest / 2 + 2)]
    down = max(90.0, 34.0 * count) if wide else max(110.0, (tallest + 66) * count / 4)
    top = tallest / 2 + 2
    start = math.pi if count == 2 and wide else -math.pi / 2
    if count == 2 and wide:
        down = 0.0
    angles = [start + 2 * math.pi * i / count for i in range(count)]
    power = 1.2 if wide else 0.6
    places = [
        (
            math.copysign(abs(math.cos(a)) ** power, math.cos(a)),
            math.asin(math.sin(a)) * 2 / math.pi,
        )
        for a in angles
    ]
    highest = min(s for _, s in places)
    return [(width / 2 + across * c, top + down * (s - highest)) for c, s in places]


def _ordered(names: list[str], links: list[_Link], slots: list[tuple[float, float]]) -> list[str]:
    """Swap actors as long as that makes the ties shorter and cross less."""
    order = list(names)
    best = _tangle(order, links, slots)
    improved = True
    while improved:
        improved = False
        for i in range(len(order)):
            for j in range(i + 1, len(order)):
                order[i], order[j] = order[j], order[i]
                cost = _tangle(order, links, slots)
                if cost < best - 1e-9:
                    best, improved = cost, True
                else:
                    order[i], order[j] = order[j], order[i]
    return order


def _tangle(order: list[str], links: list[_Link], slots: list[tuple[float, float]]) -> float:
    place = {name: slots[i] for i, name in enumerate(order)}
    pairs = sorted({(min(k.source, k.target), max(k.source, k.target)) for k in links})
    ends = [(place[a], place[b]) for a, b in pairs]
    cost = sum(math.dist(a, b) for a, b in ends)
    for i, (a, b) in enumerate(ends):
        for c, d in ends[i + 1 :]:
            if len({a, b, c, d}) == 4 and _cross(a, b, c, d):
                cost += 260.0
    return cost


def _cross(
    a: tuple[float, float],
    b: tuple[float, float],
    c: tuple[float, float],
    d: tuple[float, float],
) -> bool:
    def side(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _bend(link: _Link, links: list[_Link], boxes: dict[str, Box], place: int) -> Bend:
    """Curve the arrows between one pair of actors so that they lie apart."""
    pair = {link.source, link.target}
    beside = [i for i, other in enumerate(links) if {other.source, other.target} == pair]
    offset = (beside.index(place) - (len(beside) - 1) / 2) * 30
    turn = -1 if link.source > link.target else 1
    source, target = boxes[link.source], boxes[link.target]
    others = [box for name, box in boxes.items() if name not in pair]
    best: tuple[float, Bend] | None = None
    for detour in (0, 30, -30, 60, -60, 90, -90):
        curve = bent((source.x, source.y), (target.x, target.y), turn * (offset + detour))
        curve = curve.outside(source, target, 5)
        points = [curve.at(i / 16) for i in range(17)]
        hits = sum(box.holds(point, 8) for box in others for point in points)
        if best is None or hits < best[0]:
            best = (hits, curve)
    return best[1] if best else curve


def _arrow(link: _Link, bend: Bend) -> Markup:
    tip, before = bend.at(1.0), bend.at(0.93)
    shaft = bend.between(0.0, 0.97)
    (ax, ay), (bx, by), (cx, cy) = shaft.start, shaft.control, shaft.end
    f = svg.figure
    steps = f"M{f(ax)} {f(ay)}Q{f(bx)} {f(by)} {f(cx)} {f(cy)}"
    tone: svg.Colour = "ink" if link.sense == "hostile" else "muted"
    return svg.group(
        svg.path(steps, stroke=tone, width=1.6, dash=_DASHES[link.sense]),
        svg.arrow_head(*tip, tip[0] - before[0], tip[1] - before[1], tone, 8),
        css="tie",
        data_ends=f"{link.source} {link.target}",
    )


def _labels(
    links: list[_Link], bends: list[Bend], nodes: list[Box], width: float
) -> tuple[list[Markup], list[tuple[int, _Link]]]:
    """Put each tie's name on its arrow, or a number where no place is free."""
    parts: list[Markup] = []
    taken: list[Box] = []
    left_over: list[tuple[int, _Link]] = []
    samples = [[bend.at(i / 12) for i in range(13)] for bend in bends]
    for place, (link, bend) in enumerate(zip(links, bends, strict=True)):
        others = [point for i, points in enumerate(samples) if i != place for point in points]
        rows = wrap(link.words, 118.0 if width >= 560 else 84.0, lines=2)
        box = _free(bend, rows, nodes, taken, others, width)
        if box is None:
            left_over.append((len(left_over) + 1, link))
            rows = [str(len(left_over))]
            box = _free(bend, rows, nodes, taken, others, width) or Box(*bend.at(0.5), 16, 16)
            ground = svg.circle(box.x, box.y, 9, fill="page", stroke="muted", stroke_width=1)
        else:
            ground = svg.rectangle(
                box.x - box.width / 2,
                box.y - box.height / 2,
                box.width,
                box.height,
                fill="page",
                opacity=0.88,
            )
        words = svg.lines(box.x, box.y, rows, anchor="middle", tone="ink")
        ends = f"{link.source} {link.target}"
        parts.append(svg.group(ground, words, css="tie", data_ends=ends))
        taken.append(box)
    return parts, left_over


def _free(
    bend: Bend,
    rows: list[str],
    nodes: list[Box],
    taken: list[Box],
    others: list[tuple[float, float]],
    limit: float,
) -> Box | None:
    """Return the best free place for a label along its arrow, or None."""
    width = max(text_width(row) for row in rows) + 6
    height = len(rows) * _STEP + 2
    best: tuple[float, Box] | None = None
    length = math.dist(bend.start, bend.end)
    for t in (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74):
        ahead, behind = bend.at(t + 0.05), bend.at(t - 0.05)
        dx, dy = ahead[0] - behind[0], ahead[1] - behind[1]
        norm = math.hypot(dx, dy) or 1.0
        reach = abs(dy / norm) * width / 2 + abs(dx / norm) * height / 2 + 2
        hides = (abs(dx / norm) * width + abs(dy / norm) * height) > 0.6 * length
        for side in (0, 1, -1):
            x, y = bend.at(t)
            box = Box(x + side * reach * dy / norm, y - side * reach * dx / norm, width, height)
            if abs(box.x - limit / 2) > (limit - width) / 2:
                continue
            if any(box.overlap(other, 2) for other in (*nodes, *taken)):
                continue
            crossed = sum(box.holds(point) for point in others)
            cost = abs(t - 0.5) + 0.15 * crossed + 0.2 * abs(side) + (side == 0 and hides)
            if best is None or cost < best[0] - 1e-9:
                best = (cost, box)
    return best[1] if best else None


def _node(actor: ActorNode, box: Box, wide: bool) -> Markup:
    name, note = _node_rows(actor, wide)
    left, top = box.x - box.width / 2, box.y - box.height / 2
    first = top + 7 + len(name) * _STEP / 2
    parts = [
        svg.rectangle(
            left,
            top,
            box.width,
            box.height,
            fill="page",
            stroke=actor.tone,
            stroke_width=1.6,
            radius=5,
        ),
        svg.rectangle(left, top, 6, box.height, fill=actor.tone, radius=2),
        svg.lines(box.x + 3, first, name, anchor="middle", tone="ink", bold=True),
    ]
    if note:
        below = top + 7 + len(name) * _STEP + len(note) * _STEP / 2
        parts.append(svg.lines(box.x + 3, below, note, anchor="middle", tone="muted"))
    return svg.group(*parts, css="actor", data_key=actor.id)


def _key(
    links: list[_Link],
    left_over: list[tuple[int, _Link]],
    names: dict[str, str],
    width: float,
    top: float,
) -> tuple[Markup, float]:
    """Explain the strokes and the numbers; return the drawing and where it ends."""
    parts: list[Markup] = []
    x, y = 0.0, top + 14
    for sense in ("support", "hostile", "other"):
        if not any(link.sense == sense for link in links):
            continue
        words = _SENSES[sense]
        if x and x + 40 + text_width(words) > width:
            x, y = 0.0, y + _STEP + 4
        tone: svg.Colour = "ink" if sense == "hostile" else "muted"
        parts.append(svg.line(x, y, x + 26, y, tone=tone, width=1.6, dash=_DASHES[sense]))
        parts.append(svg.arrow_head(x + 32, y, 1, 0, tone))
        parts.append(svg.text(x + 38, y, words, tone="muted"))
        x += 38 + text_width(words) + 22
    y += _STEP + 4 if links else -14
    for mark, link in left_over:
        words = f"{mark}  {names[link.source]} → {names[link.target]}: {link.words}"
        rows = wrap(words, width - 4, lines=2)
        parts.append(svg.lines(0, y + (len(rows) - 1) * _STEP / 2, rows, tone="ink"))
        y += len(rows) * _STEP + 3
    return Markup("").join(parts), y


def describe(chart: ActorMap) -> str:
    """Say the ties in sentences, and who has none."""
    names = {actor.id: actor.label for actor in chart.actors}
    said = [
        f"{names[tie.source]} to {names[tie.target]}: {tie.kind}"
        for tie in chart.ties
        if tie.source in names and tie.target in names
    ]
    tied = {end for tie in chart.ties for end in (tie.source, tie.target)}
    alone = [actor.label for actor in chart.actors if actor.id not in tied]
    text = f"{counted(len(chart.actors), 'actor')}, {counted(len(said), 'tie')}."
    if said:
        text += f" {'; '.join(said)}."
    if alone and said:
        text += f" Without a tie: {joined(alone)}."
    return text


def data(chart: ActorMap) -> Table:
    """Return the ties as a table."""
    names = {actor.id: actor.label for actor in chart.actors}
    columns = (Column("From"), Column("To"), Column("Tie"), Column("Sense"))
    rows = tuple(Row(_tie_cells(tie, names)) for tie in chart.ties)
    return Table(columns, rows, caption=chart.title)


def _tie_cells(tie: Tie, names: dict[str, str]) -> tuple[str, str, str, str]:
    source, target = names.get(tie.source, tie.source), names.get(tie.target, tie.target)
    return source, target, tie.kind, _SENSES[tie.sense]
