"""The best and the worst case: how likely, what they take, what they bring."""

from standoff.report.blocks import Block, Card, Cards, Section, bullets, paragraph
from standoff.report.outlook import Estimate, Outlook
from standoff.report.phrases import spoken
from standoff.report.prose import Wording, emphasis
from standoff.report.sections.prerequisites import missing
from standoff.report.words import joined, percent
from standoff.workbench import Analysis


def section(analysis: Analysis) -> Section:
    """Return the best and the worst cases side by side; empty if the file names none."""
    outlook = Outlook(analysis)
    cards = tuple(
        _card(outlook, f"{which} case", estimate)
        for which in ("best", "worst")
        for estimate in outlook.case(which)
    )
    blocks: tuple[Block, ...] = (Cards(cards),) if cards else ()
    return Section("cases", "Best and worst case", blocks)


def _card(outlook: Outlook, kicker: str, estimate: Estimate) -> Card:
    analysis = outlook.analysis
    record = analysis.crisis.scenarios[estimate.scenario]
    points: list[Wording] = [_comes_about(outlook, estimate)]
    lacking = missing(analysis, estimate.scenario)
    if lacking:
        points.append(f"Missing now: {joined(lacking)}")
    points.extend(_brings(outlook, estimate))
    blocks: list[Block] = [bullets(*points)]
    if record.note:
        blocks.append(paragraph(emphasis(record.note), "."))
    figure = outlook.key_figure(estimate, outlook.names.until, _author(outlook, estimate))
    return Card(kicker, estimate.title, tuple(blocks), figure, estimate.tone)


def _comes_about(outlook: Outlook, estimate: Estimate) -> str:
    when = outlook.analysis.crisis.scenarios[estimate.scenario].when
    return f"Comes about if: {spoken(when.tree, outlook.names)}"


def _author(outlook: Outlook, estimate: Estimate) -> str:
    said = outlook.analysis.crisis.scenarios[estimate.scenario].author_says
    return f"author: {said.text}" if said else ""


def _brings(outlook: Outlook, estimate: Estimate) -> list[Wording]:
    if not outlook.analysis.crisis.consequences:
        return []
    given = outlook.analysis.consequences.given[estimate.scenario]
    likely = [(c, p) for c, p in given.items() if p is not None and p >= 0.1]
    if not likely:
        return []
    likely.sort(key=lambda pair: -pair[1])
    told = joined(f"{outlook.names.consequence(c)} ({percent(p)})" for c, p in likely[:3])
    return [f"Would bring: {told}"]
