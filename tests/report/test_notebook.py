"""Results draw themselves where a notebook asks them to."""

import html
import re
import subprocess
import sys

import pytest

import standoff as so
from standoff.files.read import read_text
from standoff.report import notebook

FILE = """
standoff: 1
title: Two <neighbours>
actors:
  a:
    name: A
    options: {go: {label: Go, against: [b]}}
    preferences: [{prefer: a.go, weight: moderate}, {prefer: not b.go, weight: major}]
  b:
    name: B
    options: {go: {label: Go back, against: [a], needs: able}}
    preferences: [{prefer: a.go implies b.go, weight: moderate}]
hypotheses:
  able: {claim: B is able to, prior: 0.4}
scenarios:
  one: {title: A goes, when: ever(a.go)}
  other: {title: B goes, when: ever(b.go)}
"""


class Formatter:
    """Stands in for IPython's: remembers who draws what."""

    def __init__(self):
        self.draw = {}

    def for_type_by_name(self, type_module, type_name, func):
        self.draw[type_module, type_name] = func


@pytest.fixture(scope="module")
def analysis():
    return so.analyse(read_text(FILE, "two.yaml"), so.Run(draws=8))


def drawn(result):
    """Return the page that a notebook would frame."""
    formatter = Formatter()
    notebook.register(formatter)
    kind = type(result)
    frame = formatter.draw[kind.__module__, kind.__name__](result)
    found = re.fullmatch(r'<iframe title="[^"<>]*" style="[^"]*" srcdoc="([^"]*)"></iframe>', frame)
    assert found
    return html.unescape(found[1])


def test_a_forecast_draws_its_curves(analysis):
    page = drawn(analysis.forecast)
    assert "<svg" in page
    for name in ("one", "other"):
        assert name in page
    assert f"{round(100 * analysis.forecast.probability('one'))}%" in page


def test_a_stability_result_lists_its_equilibria(analysis):
    page = drawn(analysis.stability)
    for label in analysis.stability.labels(analysis.stability.equilibria("SEQ")):
        assert (", ".join(label) or "nothing") in page


def test_evidence_is_a_table_of_beliefs(analysis):
    assert "40%" in drawn(analysis.evidence)


def test_an_analysis_draws_the_answer_and_escapes_the_file(analysis):
    page = drawn(analysis)
    assert "Two &lt;neighbours&gt;" in page
    assert "<neighbours>" not in page
    assert "Where it can come to rest" in page


def test_a_crisis_without_scenarios_draws_where_it_can_rest():
    bare = FILE[: FILE.index("scenarios:")]
    page = drawn(so.analyse(read_text(bare, "bare.yaml")))
    assert "Where it can come to rest" in page
    assert "In short" not in page


def test_importing_standoff_in_a_notebook_is_enough():
    pytest.importorskip("IPython")
    code = """
        from IPython.core.interactiveshell import InteractiveShell
        shell = InteractiveShell.instance()
        import standoff as so
        data, _ = shell.display_formatter.format(so.stability("cases/chicken"))
        assert data["text/html"].startswith("<iframe"), data
    """
    lines = [line.strip() for line in code.strip().splitlines()]
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, timeout=300)
