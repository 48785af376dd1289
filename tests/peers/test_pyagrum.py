"""Belief by signals against a Bayesian network package, where it is installed (PyPI: pyagrum)."""

import pytest

from standoff.engines import evidence
from tests.evidence.test_signals import crisis

pyagrum = pytest.importorskip("pyagrum", reason="pyAgrum is not installed")

PRIORS = {"h": 0.3, "g": 0.75}
SIGNALS = {"s": {"h": 3.0}, "t": {"h": 0.4, "g": 5.0}, "u": {"g": 0.1}}


def network():
    """Hypotheses as roots; a signal has a parent for each that it bears on, and was seen."""
    net = pyagrum.BayesNet("signals")
    for name, prior in PRIORS.items():
        net.add(pyagrum.LabelizedVariable(name, name, 2))
        net.cpt(name).fillWith([1 - prior, prior])
    for signal, bears_on in SIGNALS.items():
        net.add(pyagrum.LabelizedVariable(signal, signal, 2))
        for name in bears_on:
            net.addArc(name, signal)
        quality = evidence.accuracy("B2")
        for values in _values(list(bears_on)):
            seen = 0.01
            for name, true in values.items():
                seen *= evidence.effective_ratio(bears_on[name], quality) if true else 1.0
            net.cpt(signal)[values] = [1 - seen, seen]
    return net


def _values(names):
    if not names:
        return [{}]
    rest = _values(names[1:])
    return [{names[0]: true, **values} for true in (0, 1) for values in rest]


def test_the_network_and_we_agree():
    made = crisis(
        [
            {"id": name, "bears_on": bears_on, "reliability": "B2"}
            for name, bears_on in SIGNALS.items()
        ],
        {name: {"claim": name, "prior": prior} for name, prior in PRIORS.items()},
    )
    inference = pyagrum.LazyPropagation(network())
    inference.setEvidence(dict.fromkeys(SIGNALS, 1))
    inference.makeInference()
    for name, belief in evidence.solve(made).hypotheses.items():
        assert belief.posterior == pytest.approx(inference.posterior(name)[1], abs=1e-12)
