from standoff.report.blocks import Bullets, Table
from standoff.report.figures import Matrix
from standoff.report.sections import dilemma
from standoff.workbench import Analysis, Run, without_option


def words(prose):
    return "".join(span.text for span in prose)


def test_the_matrix_is_that_of_the_engine(analysis: Analysis) -> None:
    chart = next(b for b in dilemma.section(analysis).blocks if isinstance(b, Matrix))
    assert chart.rows == chart.columns == ("Valdoria", "Kesh Republic", "Northern Compact")
    entry = analysis.dilemma.entry("compact", "kesh")[0]
    assert chart.values[2][1] == round(entry, 2)
    assert chart.values[0][2] is None


def test_moves_are_told_by_what_they_provoke(analysis: Analysis) -> None:
    table = next(b for b in dilemma.section(analysis).blocks if isinstance(b, Table))
    first = analysis.dilemma.provocations[0]
    assert table.rows[0].cells[0] == "Kesh Republic: Take a toll from every hull"
    assert table.rows[0].cells[2].value == round(first.extra, 2)


def test_a_break_and_a_move_off_the_table(analysis: Analysis) -> None:
    run = Run(draws=8)
    spared = Analysis(without_option(analysis.crisis, "kesh.toll"), run)
    section = dilemma.section(analysis, without={"kesh.toll": spared})
    points = next(b for b in section.blocks if isinstance(b, Bullets)).items
    told = [words(point) for point in points]
    assert any(line.startswith("A break, “") for line in told)
    assert "Without Kesh Republic: Take a toll" in told[-1]
    assert spared.dilemma.index == 0


def test_the_lead_says_whether_it_spirals(analysis: Analysis) -> None:
    lead = words(dilemma.section(analysis).lead)
    assert "what is begun dies down" in lead
    assert dilemma.fits(analysis)


def test_no_section_where_nobody_has_anything_against_another(bare: Analysis) -> None:
    assert not dilemma.fits(bare)
