"""Time-bounded reachability by the Storm model checker, where it is installed (PyPI: stormpy)."""

import pytest

from standoff.exchange import export
from standoff.workbench import Analysis, load
from tests.exchange.test_prism import fixed
from tests.peers.model_text import TERM, read_prism

stormpy = pytest.importorskip("stormpy", reason="the Storm model checker is not installed")

CASES = ("chicken", "cuban-missile-crisis", "durand-line", "elmira", "syria-iraq-1975")


@pytest.mark.parametrize("slug", CASES)
def test_storm_finds_the_same_probabilities(slug, tmp_path):
    crisis = load(f"cases/{slug}")
    text = export(Analysis(crisis), "prism", max_edges=10**6).text
    (tmp_path / "model.prism").write_text(text)
    program = stormpy.parse_prism_program(str(tmp_path / "model.prism"), prism_compatibility=True)
    formulas = {
        name: formula
        for name, formula in read_prism(text).formulas.items()
        if name in crisis.scenarios
    }
    assert formulas
    paths = sorted({path for f in formulas.values() for _, _, path in TERM.findall(f) if path})
    found = answers(program, paths)
    analysis = fixed(crisis)
    for name, formula in formulas.items():
        total = 0.0
        for sign, one, path in TERM.findall(formula):
            value = 1.0 if one else found[path]
            total += -value if sign == "-" else value
        assert total == pytest.approx(analysis.query(name).probability, abs=1e-6)


def answers(program, paths):
    """Probability of each path formula from the initial state."""
    properties = [stormpy.parse_property(f"P=? [ {path} ]", program) for path in paths]
    model = stormpy.build_model(program, properties)
    (start,) = model.initial_states
    return {
        path: float(stormpy.model_checking(model, asked).get_value(start))
        for path, asked in zip(paths, properties, strict=True)
    }
