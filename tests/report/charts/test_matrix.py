from tests.report.charts import example

from standoff.report.charts import matrix
from standoff.report.figures import Matrix


def test_description_names_the_largest() -> None:
    said = matrix.describe(example.matrix())
    assert said.startswith("Largest: Landing on the islands / Island opinion lost >99%;")


def test_probabilities_are_shaded_as_such() -> None:
    kinds = [column.kind for column in matrix.data(example.matrix()).columns]
    assert kinds == ["text", "heat", "heat", "heat", "heat"]
    assert matrix.data(example.dilemma()).columns[1].kind == "shade"


def test_a_matrix_of_nothing_says_so() -> None:
    assert matrix.describe(Matrix("t", ("a",), ("b",), ((None,),))) == "No numbers."
