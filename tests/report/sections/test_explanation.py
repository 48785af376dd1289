"""The verdicts on a state: nothing that the engine says is left out, and nothing is said twice."""

import pytest

from standoff.report.blocks import Bullets, Paragraph
from standoff.report.prose import plain
from standoff.report.sections import explanation
from standoff.workbench import Analysis, load

CASES = ("durand-line", "elmira", "chicken", "cuban-missile-crisis")


def told(slug):
    analysis = Analysis(load(f"cases/{slug}"))
    found = analysis.explain("status-quo")
    blocks = explanation.section(analysis, found).blocks
    lines = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(plain(block.text))
        elif isinstance(block, Bullets):
            lines += [plain(item) for item in block.items]
    return found, lines


@pytest.mark.parametrize("slug", CASES)
def test_every_improvement_and_every_answer_is_told(slug):
    found, lines = told(slug)
    text = "\n".join(lines)
    for verdict in found.verdicts:
        said = found.sentences(verdict)
        for line in said[1:] if verdict.improvements else ():
            if not line.startswith("It would pay"):
                assert line in text
        for improvement in verdict.improvements:
            assert found.wording.move(improvement.move) in text


def test_moves_that_fare_alike_and_concepts_that_see_the_same_are_told_once():
    found, lines = told("durand-line")
    answers = [line for line in lines if line.startswith(("GMR", "SMR", "SEQ", "SSEQ", "SIM"))]
    moves = {i.move for v in found.verdicts for i in v.improvements if v.concept == "R"}
    assert len(moves) == 6
    assert len(answers) == 9
    assert sum("none of their moves leads" in line for line in lines) == 1
    clash = next(line for line in answers if line.startswith("GMR and SMR: But then"))
    assert clash.endswith("SMR: From there Pakistan has no way to anything better than before.")


def test_an_actor_is_stable_by_what_the_table_says():
    _, lines = told("durand-line")
    assert "Pakistan: stable by GMR, SMR, SEQ and SSEQ, not stable by R or SIM." in lines
    assert "United States: not stable by R, GMR, SMR, SEQ, SSEQ or SIM." in lines
