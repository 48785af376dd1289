"""How the crisis gets from the status quo to where it can rest: states in rungs of moves.

Where there is room, each rung is a row of cards and each move an arrow with its mover's name.
On a narrow page the cards stand in one column and each says how it is reached. The likeliest way is
marked as with a highlighter, under cards and arrows, and each card on it says how likely it is.
"""

from dataclasses import dataclass

from markupsafe import Markup

from standoff.report.blocks import Cell, Column, Row, Table
from standoff.report.charts import svg
from standoff.report.charts.geometry import Box
from standoff.report.charts.labels import LINE, SIZE, clipped, text_width, wrap
from standoff.report.figures import StateMap, StateMove, StateNode
from standoff.report.palette import Tone
from standoff.report.words import counted, joined, percent

_STEP = LINE * SIZE
_GAP = 16.0
_MOST_LINES = 7
_LIKELY: Tone = "blue"
LIKELY_WORDS = "the likeliest way on, with the share of futures that come so far"
AGAINST_WORDS = "a move that is no improvement for who makes it"


@dataclass(frozen=True)
class _Card:
    state: StateNode
    number: int
    rows: list[tuple[str, Tone, bool]]
    box: Box


def numbers(chart: StateMap) -> dict[str, int]:
    """Return the number of each state in the map: from 1, rung by rung."""
    order = sorted(chart.states, key=lambda state: state.rung)
    return {state.id: i + 1 for i, state in enumerate(order)}


def draw(chart: StateMap, width: float) -> svg.Drawing:
    """Draw the map in rows of cards, or in one column on a narrow page."""
    rungs = _rungs(chart)
    crowded = max((len(rung) for rung in rungs), default=0) * 136 > width + 30
    if width < 560 or crowded:
        return _column(chart, width)
    return _ladder(chart, rungs, width)


def _rungs(chart: StateMap) -> list[list[StateNode]]:
    """Return the states by rung, in each rung ordered so that moves cross little."""
    levels = sorted({state.rung for state in chart.states})
    rungs: list[list[StateNode]] = []
    places: dict[str, float] = {}
    for level in levels:
        rung = [state for state in chart.states if state.rung == level]

        def centre(state: StateNode) -> float:
            sources = [
                places[move.source]
                for move in chart.moves
                if move.target == state.id and move.source in places
            ]
            return sum(sources) / len(sources) if sources else 0.5

        rung.sort(key=centre)
        places.update({state.id: (i + 0.5) / len(rung) for i, state in enumerate(rung)})
        rungs.append(rung)
    return rungs


def _head(state: StateNode, number: int) -> str:
    tags = []
    if state.status_quo:
        tags.append("status quo")
    if state.equilibrium:
        tags.append("equilibrium")
    return f"{number}  {', '.join(tags)}" if tags else str(number)


def _card_rows(state: StateNode, number: int, width: float) -> list[tuple[str, Tone, bool]]:
    rows: list[tuple[str, Tone, bool]] = [(_head(state, number), "ink", True)]
    if state.likely is not None:
        share = "begins here" if state.likely >= 1 else percent(state.likely)
        rows.append((f"likeliest way: {share}", _LIKELY, True))
    if state.equilibrium:
        rows.extend(
            (line, "muted", False) for line in wrap(", ".join(state.equilibrium), width, lines=2)
        )
    shown: list[tuple[str, Tone, bool]] = []
    for item in state.lines:
        shown.extend((line, item.tone, False) for line in wrap(item.marked, width, lines=2))
    if not state.lines:
        shown.append(("nothing is on", "muted", False))
    if len(shown) > _MOST_LINES:
        shown = [*shown[: _MOST_LINES - 1], ("and more: see the table", "muted", False)]
    rows.extend(shown)
    if state.note:
        rows.extend((line, "muted", False) for line in wrap(state.note, width, lines=2))
    return rows


def _ladder(chart: StateMap, rungs: list[list[StateNode]], width: float) -> svg.Drawing:
    number = numbers(chart)
    cards: dict[str, _Card] = {}
    parts: list[Markup] = []
    top = 2.0
    for rung in rungs:
        gap_rows = _gap_rows(chart, [state.id for state in rung])
        if cards:
            top += 34 + gap_rows * (_STEP + 2)
        card_width = min(224.0, (width - _GAP * (len(rung) - 1)) / len(rung))
        texts = [_card_rows(state, number[state.id], card_width - 20) for state in rung]
        tallest = max(len(rows) for rows in texts) * _STEP + 14
        pitch = width / len(rung)
        if len(rung) > 1:
            pitch = min(pitch, card_width + 60)
        start = width / 2 - pitch * (len(rung) - 1) / 2
        for place, (state, rows) in enumerate(zip(rung, texts, strict=True)):
            height = len(rows) * _STEP + 14
            box = Box(start + place * pitch, top + height / 2, card_width, height)
            cards[state.id] = _Card(state, number[state.id], rows, box)
        top += tallest
    arrows, labels = _moves(chart, cards, width)
    parts.extend([*arrows, *(_drawn_card(card) for card in cards.values()), *labels])
    key, height = _key(chart, width, top, arrows=True)
    return svg.Drawing(width, height + 2, Markup("").join([*parts, key]))


def _key(
    chart: StateMap, width: float, top: float, *, arrows: bool = False
) -> tuple[Markup, float]:
    """Explain the strokes that the map has; return the drawing and where it ends."""
    parts: list[Markup] = []
    if arrows and not all(move.improves for move in chart.moves):
        top += 22
        parts.append(svg.line(2, top - 8, 30, top - 8, tone="muted", width=1.6, dash="5 4"))
        parts.append(svg.text(38, top - 8, AGAINST_WORDS, tone="muted"))
    if any(state.likely is not None for state in chart.states):
        rows = wrap(LIKELY_WORDS, width - 40, lines=2)
        top += 8 + len(rows) * _STEP
        middle = top - len(rows) * _STEP / 2
        parts.append(_highlight(f"M2 {svg.figure(middle)}H30"))
        parts.append(svg.lines(38, middle, rows, tone="muted"))
    return Markup("").join(parts), top


def _highlight(steps: str, width: float = 9) -> Markup:
    """Return a stroke as of a highlighter."""
    look = f"likely s-{_LIKELY}"
    return svg.element("path", d=steps, class_=look, fill="none", stroke_width=width, opacity="0.3")


def _gap_rows(chart: StateMap, targets: list[str]) -> int:
    return min(6, sum(1 for move in chart.moves if move.target in targets))


def _moves(
    chart: StateMap, cards: dict[str, _Card], width: float
) -> tuple[list[Markup], list[Markup]]:
    """Draw the moves, and their labels where they lie apart on the curves."""
    arrows: list[Markup] = []
    labels: list[Markup] = []
    taken = [card.box for card in cards.values()]
    known = [m for m in chart.moves if m.source in cards and m.target in cards]
    for move in known:
        out = sorted(
            (m for m in known if m.source == move.source), key=lambda m: cards[m.target].box.x
        )
        into = sorted(
            (m for m in known if m.target == move.target), key=lambda m: cards[m.source].box.x
        )
        source, target = cards[move.source].box, cards[move.target].box
        down = source.y < target.y
        start = (_port(source, out.index(move), len(out)), _edge(source, bottom=down))
        end = (_port(target, into.index(move), len(into)), _edge(target, bottom=not down))
        arrows.append(_arrow(move, start, end))
        label = _move_label(move, start, end, taken, width)
        if label:
            box, words = label
            taken.append(box)
            labels.append(
                svg.rectangle(
                    box.x - box.width / 2,
                    box.y - box.height / 2,
                    box.width,
                    box.height,
                    fill="page",
                    opacity=0.9,
                )
            )
            labels.append(svg.text(box.x, box.y, words, anchor="middle", tone=move.tone))
    return arrows, labels


def _port(box: Box, place: int, count: int) -> float:
    return box.x + box.width * 0.7 * ((place + 0.5) / count - 0.5)


def _edge(box: Box, *, bottom: bool) -> float:
    return box.y + box.height / 2 if bottom else box.y - box.height / 2


def _arrow(move: StateMove, start: tuple[float, float], end: tuple[float, float]) -> Markup:
    f = svg.figure
    turn = (start[1] + end[1]) / 2
    tip_y = end[1] - (6 if end[1] > start[1] else -6)
    steps = (
        f"M{f(start[0])} {f(start[1])}C{f(start[0])} {f(turn)} {f(end[0])} {f(turn)} "
        f"{f(end[0])} {f(tip_y)}"
    )
    dash = None if move.improves else "5 4"
    return svg.group(
        _highlight(steps) if move.likely else Markup(""),
        svg.path(
            steps, stroke=move.tone, width=2.4 if move.likely else 1.6, dash=dash, css="shaft"
        ),
        svg.arrow_head(end[0], end[1], 0, end[1] - start[1], move.tone),
        css="move likely" if move.likely else "move",
        data_ends=f"{move.source} {move.target}",
    )


def _move_label(
    move: StateMove,
    start: tuple[float, float],
    end: tuple[float, float],
    taken: list[Box],
    width: float,
) -> tuple[Box, str] | None:
    whole = f"{move.actor}: {move.label}" if move.label else move.actor
    for words in (clipped(whole, 230), clipped(move.actor, 150)):
        needed = text_width(words) + 6
        for share in (0.5, 0.36, 0.64, 0.26, 0.74, 0.18, 0.82):
            x, y = _on_curve(start, end, share)
            x = min(max(x, needed / 2), width - needed / 2)
            box = Box(x, y, needed, _STEP)
            if not any(box.overlap(other, 1) for other in taken):
                return box, words
    return None


def _on_curve(
    start: tuple[float, float], end: tuple[float, float], t: float
) -> tuple[float, float]:
    turn = (start[1] + end[1]) / 2
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    x = (a + b) * start[0] + (c + d) * end[0]
    return x, a * start[1] + (b + c) * turn + d * end[1]


def _drawn_card(card: _Card) -> Markup:
    box, state = card.box, card.state
    left, top = box.x - box.width / 2, box.y - box.height / 2
    rests = bool(state.equilibrium)
    parts = [
        _around(box) if state.likely is not None else Markup(""),
        svg.rectangle(
            left,
            top,
            box.width,
            box.height,
            fill="panel" if rests else "page",
            stroke="ink" if rests or state.status_quo else "muted",
            stroke_width=2.4 if rests else 1.2,
            radius=5,
            dash="5 3" if state.status_quo and not rests else None,
        ),
    ]
    for place, (words, tone, bold) in enumerate(card.rows):
        y = top + 7 + (place + 0.5) * _STEP
        parts.append(svg.text(left + 10, y, words, tone=tone, bold=bold))
    return svg.group(*parts, css="state", data_key=state.id)


def _around(box: Box) -> Markup:
    """Return the highlighter's stroke around a card."""
    f = svg.figure
    left, top = box.x - box.width / 2 - 3, box.y - box.height / 2 - 3
    right, bottom = left + box.width + 6, top + box.height + 6
    return _highlight(f"M{f(left)} {f(top)}H{f(right)}V{f(bottom)}H{f(left)}Z", 6)


def _column(chart: StateMap, width: float) -> svg.Drawing:
    number = numbers(chart)
    parts: list[Markup] = []
    top = 2.0
    for state in sorted(chart.states, key=lambda state: state.rung):
        indent = min(10.0 * state.rung, 40.0)
        room = min(width - indent - 2, 420.0)
        rows = _card_rows(state, number[state.id], room - 20)
        for move in chart.moves:
            if move.target == state.id and move.source in number:
                label = f": {move.label}" if move.label else ""
                words = f"from {number[move.source]}, {move.actor}{label}"
                rows.extend((line, move.tone, False) for line in wrap(words, room - 20, lines=2))
        height = len(rows) * _STEP + 14
        box = Box(indent + 1 + room / 2, top + height / 2, room, height)
        parts.append(_drawn_card(_Card(state, number[state.id], rows, box)))
        top += height + 10
    key, height = _key(chart, width, top)
    return svg.Drawing(width, height, Markup("").join([*parts, key]))


def _name(state: StateNode) -> str:
    return "; ".join(line.whole for line in state.lines) or "nothing is on"


def describe(chart: StateMap) -> str:
    """Say the status quo, the equilibria, and the moves in order."""
    number = numbers(chart)
    order = sorted(chart.states, key=lambda state: number[state.id])
    quo = [f"{number[s.id]} ({_name(s)})" for s in order if s.status_quo]
    rests = [
        f"{number[s.id]} ({_name(s)}: {', '.join(s.equilibrium)})" for s in order if s.equilibrium
    ]
    said = f"{counted(len(order), 'state')}."
    if quo:
        said += f" Status quo: state {joined(quo)}."
    said += f" Equilibria: state {joined(rests)}." if rests else " None is an equilibrium."
    moves = [_move_words(move, number) for move in chart.moves if move.source in number]
    if moves:
        said += f" Moves: {'; '.join(moves)}."
    way = sorted((s for s in order if s.likely is not None), key=lambda s: -(s.likely or 0.0))
    if len(way) > 1:
        steps = joined(f"{number[s.id]} ({percent(s.likely)})" for s in way[1:])
        said += f" The likeliest way on leads from state {number[way[0].id]} to state {steps}."
    elif way:
        said += f" The likeliest way on is to stay in state {number[way[0].id]}."
    return said


def _move_words(move: StateMove, number: dict[str, int]) -> str:
    label = f" ({move.label})" if move.label else ""
    return f"{number[move.source]} to {number.get(move.target, 0)} by {move.actor}{label}"


def data(chart: StateMap) -> Table:
    """Return the states with what is on, and how each is reached."""
    number = numbers(chart)
    columns: tuple[Column, ...] = (
        Column("State", "number"),
        Column("What is on"),
        Column("Equilibrium under"),
        Column("Reached from"),
    )
    marked = any(state.likely is not None for state in chart.states)
    if marked:
        columns = (*columns, Column("On the likeliest way", "probability"))
    rows = []
    for state in sorted(chart.states, key=lambda state: number[state.id]):
        ways = [
            f"{number[move.source]} by {move.actor}" + (f" ({move.label})" if move.label else "")
            for move in chart.moves
            if move.target == state.id and move.source in number
        ]
        reached = "; ".join(ways) or ("status quo" if state.status_quo else "")
        cells: list[Cell] = [number[state.id], _name(state), ", ".join(state.equilibrium), reached]
        rows.append(Row((*cells, state.likely) if marked else tuple(cells)))
    return Table(columns, tuple(rows), caption=chart.title)
