"""The point model as others read it: read back, and solved by the matrix exponential."""

import numpy as np
import pytest
from hypothesis import given, settings

from standoff.cli import run
from standoff.crisis.build import build
from standoff.engines.forecast.equilibrium import solve_values
from standoff.errors import LimitReached, UsageError
from standoff.exchange import export
from standoff.exchange.chain import point_chain
from standoff.exchange.csl import questions
from standoff.files.read import read_text
from standoff.workbench import Analysis, Run, load, whatif
from tests.crisis.example import EXAMPLE
from tests.peers.model_text import read_prism, read_transitions
from tests.reference.forecast import generator
from tests.strategies import crises

AGREE = 1e-9
"""What the matrix exponential and uniformisation may differ by in a probability."""

CASES = ("chicken", "cuban-missile-crisis", "elmira", "stag-hunt", "syria-iraq-1975")


def fixed(crisis):
    """The point analysis with every hypothesis that matters as an export takes it."""
    taken = Analysis(crisis)
    changes = [f"{name}={str(taken.hypotheses[name]).lower()}" for name in taken.problem.hypotheses]
    analysis = Analysis(whatif(crisis, *changes), Run(point=True))
    assert len(analysis.first_draws) == 1
    return analysis


def answers(crisis):
    """Probability of every scenario from the one state in which an export begins."""
    analysis = fixed(crisis)
    ensemble = analysis.ensemble_of(analysis.first_draws)
    trees = [scenario.when.tree for scenario in crisis.scenarios.values()]
    (answer,) = ensemble.run(trees, np.array([crisis.horizon.centre]))
    return dict(zip(crisis.scenarios, answer.followed.probability[-1], strict=True))


def compare(crisis):
    """Compare every scenario that CSL can ask for; return how many there are."""
    wanted = answers(crisis)
    prism = read_prism(export(Analysis(crisis), "prism").text)
    files = export(Analysis(crisis), "transitions")
    explicit = read_transitions(
        files.text, files.beside[".sta"], files.beside[".lab"], prism.formulas
    )
    for name in prism.formulas.keys() & crisis.scenarios.keys():
        assert prism.answer(name) == pytest.approx(wanted[name], abs=AGREE)
        assert explicit.answer(name) == pytest.approx(wanted[name], abs=AGREE)
    return len(prism.formulas)


@pytest.mark.parametrize("slug", CASES)
def test_published_cases_have_the_same_probabilities(slug):
    crisis = load(f"cases/{slug}")
    assert compare(crisis) == len(crisis.scenarios) + len(crisis.consequences)


def test_a_crisis_with_chance_needs_levels_and_hypotheses():
    assert compare(read_text(EXAMPLE)) == 3


def test_the_durand_line():
    crisis = load("cases/durand-line")
    model = read_prism(export(Analysis(crisis), "prism", max_edges=10**6).text)
    assert crisis.scenarios.keys() <= model.formulas.keys()
    for name, wanted in answers(crisis).items():
        assert model.answer(name) == pytest.approx(wanted, abs=AGREE)


@given(crises(max_states=24))
@settings(max_examples=30)
def test_any_crisis(crisis):
    compare(crisis)


@given(crises(max_states=24))
@settings(max_examples=20)
def test_the_generator_is_that_of_the_definition(crisis):
    analysis = fixed(crisis)
    problem, (draw,) = analysis.problem, analysis.first_draws
    moves, game = problem.moves(draw.hypotheses), problem.game(draw)
    wanted = generator(moves, game, solve_values(moves, game).q)
    np.fill_diagonal(wanted, 0.0)
    chain = point_chain(analysis)
    found = np.zeros_like(wanted)
    found[chain.source, chain.target] = chain.rate
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-14)


def test_both_formats_hold_the_same_chain():
    analysis = Analysis(load("cases/elmira"))
    files = export(analysis, "transitions")
    prism = read_prism(export(analysis, "prism").text)
    explicit = read_transitions(files.text, files.beside[".sta"], files.beside[".lab"], {})
    order = [explicit.states.index(state) for state in prism.states]
    assert prism.start == order.index(explicit.start)
    same = explicit.rates.toarray()[np.ix_(order, order)]
    np.testing.assert_array_equal(prism.rates.toarray(), same)
    for label, holds in prism.labels.items():
        np.testing.assert_array_equal(explicit.labels[label][order], holds)


def crisis_of(when, **more):
    return build(
        {
            "standoff": 1,
            "title": "Two\nlines; // and more",
            "actors": {
                "a": {"name": "A", "options": {"b_c": {}, "rate": {}}},
                "a_b": {"name": "B", "options": {"c": {"levels": ["low", "middle", "high"]}}},
            },
            "chance": {"init": {"rate": "1 per month"}, "max": {"rate": "1 per year"}},
            "scenarios": {"deadlock": {"title": "T", "when": when}},
            **more,
        }
    )


def test_names_that_clash_are_told_apart():
    text = export(Analysis(crisis_of("ever(a.rate and init and max)")), "prism").text
    assert "\n  a_b_c : [0..1] init 0; // a.b_c: off, on\n" in text
    assert "\n  a_b_c_ : [0..2] init 0; // a_b.c: low, middle, high\n" in text
    assert "\n  init_ : " in text
    assert "\n  max_ : " in text
    assert 'label "deadlock_" = ((a_rate>0) & (init_>0) & (max_>0));' in text


@pytest.mark.parametrize(
    ("when", "formula"),
    [
        ("ever(a.rate)", 'P=? [ F<=12.0 "x" ]'),
        ("ever(a.rate, within=3 months)", 'P=? [ F<=3.0 "x" ]'),
        ("ever(a.rate, within=3 years)", 'P=? [ F<=12.0 "x" ]'),
        ("never(a.rate)", '1 - P=? [ F<=12.0 "x" ]'),
        ("not ever(a.rate)", '1 - P=? [ F<=12.0 "x" ]'),
        ("always(a.rate)", '1 - P=? [ F<=12.0 !"x" ]'),
        ("at_end(a.rate)", 'P=? [ F[12.0,12.0] "x" ]'),
        (
            "first(a.rate, before=a.b_c)",
            'P=? [ !"x_2" U<=12.0 ("x_1" & !"x_2") ]',
        ),
        (
            "ever(a.rate) and never(a.b_c)",
            'P=? [ F<=12.0 ("x_2" | "x_1") ] - P=? [ F<=12.0 "x_2" ]',
        ),
        (
            "ever(a.rate) and ever(a.b_c)",
            '- P=? [ F<=12.0 ("x_1" | "x_2") ] + P=? [ F<=12.0 "x_1" ] + P=? [ F<=12.0 "x_2" ]',
        ),
        ("ever(a.rate) or ever(a.b_c)", ""),
        ("ever(a.rate) and at_end(a.b_c)", ""),
        ("ever(a.rate, within=3 months) and ever(a.b_c)", ""),
    ],
)
def test_formulas_say_what_the_scenario_says(when, formula):
    crisis = crisis_of(when, scenarios={"x": {"title": "X", "when": when}})
    (question,) = questions(crisis)
    assert question.formula == formula
    assert compare(crisis) == bool(formula)


@pytest.mark.parametrize(
    "condition",
    [
        "a.rate iff a_b.c >= middle",
        "a.rate implies not (a.b_c or init)",
        "exactly(1, a.rate, a.b_c, max)",
        "at_least(2, a.rate, a_b.c != low, max)",
        "at_most(1, a.rate, a_b.c = high, max) and not true",
    ],
)
def test_conditions_hold_where_they_do(condition):
    assert compare(crisis_of(f"at_end({condition})")) == 1


def test_limits_and_wrong_use():
    analysis = Analysis(load("cases/chicken"))
    assert len(point_chain(analysis, max_edges=8).rate) == 8
    with pytest.raises(LimitReached, match="4 states and more transitions than the limit of 7"):
        point_chain(analysis, max_edges=7)
    with pytest.raises(UsageError, match="needs every move"):
        export(analysis, "prism", improvements_only=True)


def test_nothing_to_do():
    crisis = build({"standoff": 1, "title": "Idle", "actors": {"a": {"name": "A"}}})
    assert "only_state : [0..0] init 0;" in export(Analysis(crisis), "prism").text
    files = export(Analysis(crisis), "transitions")
    assert files.text == "1 0\n"
    assert files.beside[".lab"] == '0="init" 1="deadlock"\n0: 0 1\n'


def test_the_command_writes_all_files_or_none(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    arguments = ["export", "cases/chicken", "--to", "transitions"]
    (tmp_path / "chicken.lab").write_text("mine")
    assert run(arguments) == 2
    assert "chicken.lab is there already" in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["chicken.lab"]
    assert run([*arguments, "--force"]) == 0
    assert "wrote chicken.tra, chicken.sta, chicken.lab" in capsys.readouterr().err
    assert (tmp_path / "chicken.lab").read_text().startswith('0="init"')
    assert run([*arguments, "-o", "x.lab"]) == 2
    assert run([*arguments, "--force", "--max-edges", "7"]) == 3
    assert run(["export", "cases/chicken", "-o", "c.prism"]) == 0
    assert (tmp_path / "c.prism").read_text().startswith("// ")


def test_a_hypothesis_is_taken_as_told(capsys):
    arguments = [
        "export",
        "cases/durand-line",
        "--to",
        "prism",
        "-o",
        "-",
        "--max-edges",
        "1000000",
    ]
    assert run([*arguments, "--set", "government_in_waiting=true"]) == 0
    said = capsys.readouterr()
    assert "government_in_waiting=true" in said.out.split("ctmc", 1)[0]
    assert "government_in_waiting=true" in said.err
