from dataclasses import replace

import standoff
from standoff.engines.forecast.result import Others
from standoff.report.blocks import Callout
from standoff.report.prose import plain
from standoff.report.sections import method
from standoff.workbench import Analysis


def test_what_is_needed_to_repeat_the_run(analysis: Analysis) -> None:
    facts = {term: plain(fact) for term, fact in method.facts(analysis)}
    assert facts["Seed"] == "3"
    assert facts["Hash of the crisis"] == analysis.crisis.hash
    assert facts["standoff"] == standoff.__version__
    assert facts["Draws"].startswith("32, effective ")
    assert facts["Citation"] == "made up for tests"
    assert facts["As of"] == "14 March 2031"


def test_a_solver_that_did_not_converge_is_warned_of(analysis: Analysis) -> None:
    assert not [b for b in method.section(analysis).blocks if isinstance(b, Callout)]
    solver = replace(analysis.forecast.solver, converged=False, residual=0.02)
    shaky = Analysis(analysis.crisis, analysis.run)
    shaky.__dict__["forecast"] = replace(analysis.forecast, quality=solver)
    warnings = [b for b in method.section(shaky).blocks if isinstance(b, Callout)]
    assert warnings[0].kind == "warning"
    assert "0.02" in plain(warnings[0].text[0])


def test_what_came_about_beside_another_says_so(analysis: Analysis) -> None:
    def told(guided: bool) -> str:
        solver = replace(analysis.forecast.solver, guided=guided)
        beside = Analysis(analysis.crisis, analysis.run)
        beside.__dict__["forecast"] = replace(analysis.forecast, quality=solver)
        return repr(method.section(beside))

    assert method.BESIDE[:40] in told(True)
    assert method.BESIDE[:40] not in told(False)


def test_other_equilibria_are_told_in_plain_words() -> None:
    assert "not looked for" in method.others(None)
    assert "does not prove" in method.others(Others(6, 6, 0, 0.0, 0.0))
    told = method.others(Others(8, 7, 2, 1e-9, 0.25))
    assert "8 other starts" in told
    assert "2 other equilibria" in told
    assert "25 points" in told
