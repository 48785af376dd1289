from standoff.report.blocks import Bullets, Details, Paragraph, Storyline
from standoff.report.outlook import Outlook
from standoff.report.prose import plain
from standoff.report.sections import stories
from standoff.workbench import Analysis


def test_storylines_are_the_engine_s_with_actors_in_their_colours(analysis: Analysis) -> None:
    leading = Outlook(analysis).leading.scenario
    found = analysis.stories.stories[leading].storylines
    told = [b for b in stories.section(analysis).blocks if isinstance(b, Storyline)]
    with_moves = [line for line in found[: stories.LINES] if line.steps]
    for block, line in zip(told, with_moves, strict=False):
        assert len(block.steps) == len(line.steps)
        for step, move in zip(block.steps, line.steps, strict=True):
            assert f"{step.actor} {step.text}." == move.sentence


def test_every_scenario_is_told_likeliest_first(analysis: Analysis) -> None:
    heads = [plain(b.text) for b in stories.section(analysis).blocks if isinstance(b, Paragraph)]
    titles = [estimate.title for estimate in Outlook(analysis).ranked]
    assert len(heads) == len(titles)
    assert all(head.startswith(title) for head, title in zip(heads, titles, strict=True))


def test_small_jumps_are_no_turning_points(analysis: Analysis) -> None:
    told = " ".join(
        plain(item)
        for b in stories.section(analysis).blocks
        if isinstance(b, Bullets)
        for item in b.items
    )
    small = [
        point.sentence
        for story in analysis.stories.stories.values()
        for point in story.turning_points
        if abs(point.after - point.before) < stories.JUMP
    ]
    assert not [sentence for sentence in small if sentence in told]


def test_histories_carry_dates(analysis: Analysis) -> None:
    folded = [b for b in stories.section(analysis).blocks if isinstance(b, Details)]
    assert folded
    steps = [s for b in folded[0].blocks if isinstance(b, Storyline) for s in b.steps]
    assert all(step.when.endswith("2031") for step in steps)
