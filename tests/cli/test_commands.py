"""The command line as a user runs it: output, JSON contracts, exit statuses."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from standoff.cli import cli, run

TINY = """\
standoff: 1
title: A strait
as_of: 2026-01-15
horizon: 6 months
actors:
  north:
    name: North
    options:
      blockade: {label: Close the strait, against: [south]}
    preferences: [{prefer: north.blockade, weight: minor}, {prefer: not south.strike, weight: major}]
  south:
    name: South
    options:
      strike: {label: Strike the port, against: [north], needs: ally_ready}
    preferences: [{prefer: not north.blockade, weight: major}, {prefer: not south.strike, weight: 1..2}]
hypotheses:
  ally_ready: {claim: An ally stands ready, prior: 0.4}
signals:
  - {id: call, date: 2026-01-10, summary: The ally calls, bears_on: {ally_ready: moderate for}}
scenarios:
  war: {title: The port is struck, when: ever(south.strike), case: worst, author_says: unlikely}
  closed: {title: The strait is closed, when: ever(north.blockade)}
"""


@pytest.fixture
def tiny(tmp_path):
    path = tmp_path / "strait.yaml"
    path.write_text(TINY)
    return path


def output(capsys, *arguments):
    """Run a command that should succeed and return what it prints."""
    assert run(list(map(str, arguments))) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_has_help_with_an_example(command):
    result = CliRunner().invoke(cli, [command, "--help"], prog_name="standoff")
    assert result.exit_code == 0
    assert "Example" in result.output
    assert f"standoff {command}" in result.output


def test_check_says_what_the_file_holds(capsys, tiny):
    text = output(capsys, "check", tiny)
    assert "no errors" in text
    assert "2 actors, 2 options, 4 states, 1 signal, 2 scenarios" in text


def test_check_in_json(capsys, tiny):
    data = json.loads(output(capsys, "check", tiny, "--json"))
    assert data["ok"] is True
    assert data["states"] == 4


def test_check_lists_all_errors_and_exits_1(capsys, tiny):
    tiny.write_text(
        TINY.replace("weight: minor", "weight: minr").replace("ever(south", "evr(south")
    )
    assert run(["check", str(tiny)]) == 1
    err = capsys.readouterr().err
    assert f"{tiny}:10:" in err
    assert "did you mean 'minor'?" in err
    assert "2 errors" in err
    assert run(["check", str(tiny), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert [fault["line"] for fault in data["faults"]] == [10, 21]


def test_stability_in_json_has_the_contract_shape(capsys):
    data = json.loads(
        output(capsys, "stability", "cases/prisoners-dilemma", "--json", "--by-actor")
    )
    assert data["states"] == 4
    assert set(data["equilibria"]) == {"R", "GMR", "SMR", "SEQ", "SSEQ", "SIM"}
    assert data["equilibria"]["R"] == [[]]
    assert len(data["equilibria"]["GMR"]) == 2
    assert all(
        set(by_actor) == {"one", "two"} or len(by_actor) == 2
        for by_actor in data["stable"].values()
    )


def test_stability_of_some_concepts(capsys, tiny):
    data = json.loads(output(capsys, "stability", tiny, "--json", "--concepts", "r, seq"))
    assert list(data["equilibria"]) == ["R", "SEQ"]
    assert "stable" not in data


def test_an_unknown_concept_is_wrong_usage(capsys, tiny):
    assert run(["stability", str(tiny), "--concepts", "NASH"]) == 2
    assert "NASH" in capsys.readouterr().err


def test_forecast_in_json_has_the_contract_shape(capsys, tiny):
    data = json.loads(output(capsys, "forecast", tiny, "--json", "--draws", 16, "--jobs", 1))
    assert set(data["scenarios"]) == {"war", "closed"}
    for scenario in data["scenarios"].values():
        assert 0 <= scenario["low"] <= scenario["probability"] <= scenario["high"] <= 1
        assert scenario["curve"][0]["months"] == 0
        assert scenario["curve"][-1]["months"] == pytest.approx(6)
        assert scenario["curve"][-1]["probability"] == pytest.approx(scenario["probability"])
    assert data["ensemble"]["draws"] == 16
    assert 0 < data["ensemble"]["effective"] <= 16
    assert data["ensemble"]["seed"] == 0
    assert data["solver"]["converged"] is True
    assert data["solver"]["residual"] < 1e-8


def test_forecast_does_not_depend_on_the_number_of_processes(capsys, tiny):
    texts = [
        output(capsys, "forecast", tiny, "--json", "--draws", 12, "--jobs", jobs) for jobs in (1, 2)
    ]
    assert texts[0] == texts[1]


def test_point_forecast_has_no_band(capsys, tiny):
    data = json.loads(output(capsys, "forecast", tiny, "--json", "--point"))
    assert data["scenarios"]["war"]["low"] is None
    assert 0 < data["scenarios"]["war"]["probability"] < 1


def test_evidence_in_json_has_the_contract_shape(capsys, tiny):
    data = json.loads(output(capsys, "evidence", tiny, "--json", "--point"))
    belief = data["hypotheses"]["ally_ready"]
    assert belief["prior"] == 0.4
    assert belief["posterior"] > 0.4
    assert data["signals"][0]["id"] == "call"
    assert data["signals"][0]["effective_lr"] > 1
    assert [step["id"] for step in data["replay"]] == ["before any signal", "call"]
    assert data["replay"][1]["change"]["war"] > 0
    (piece,) = data["evidence"]
    assert (piece["kind"], piece["id"], piece["path"]) == ("signal", "call", "signals[0]")
    assert piece["without"]["hypotheses"]["ally_ready"] == pytest.approx(0.4)
    assert data["sampling"]["method"] == "enumerated"
    assert data["sampling"]["standard_error"]["war"] == 0


def test_query_answers_an_expression_and_a_scenario_alike(capsys, tiny):
    by_name = json.loads(output(capsys, "query", tiny, "war", "--json", "--point"))
    by_expression = json.loads(
        output(capsys, "query", tiny, "ever(south.strike)", "--json", "--point")
    )
    assert by_name["probability"] == pytest.approx(by_expression["probability"], abs=1e-12)
    sooner = json.loads(
        output(capsys, "query", tiny, "war", "--within", "1 month", "--json", "--point")
    )
    assert sooner["probability"] < by_name["probability"]


def test_query_from_another_state(capsys, tiny):
    data = json.loads(
        output(capsys, "query", tiny, "closed", "--at", "north.blockade", "--json", "--point")
    )
    assert data["probability"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "{}", "ever(south.srike)"], "did you mean 'south.strike'?"),
        (["query", "{}", "south.strike"], "say when"),
        (["query", "{}", "ever(south.strike", "--point"], "')' is missing"),
        (["query", "{}", "war", "--within", "6 moths"], "did you mean 'months'?"),
        (["query", "{}", "war", "--at", "south.srike"], "did you mean 'south.strike'?"),
        (["whatif", "{}"], "say what to change"),
        (["whatif", "{}", "--set", "south.strik=on"], "did you mean 'south.strike'?"),
        (["forecast", "{}", "--draws", "0"], "--draws"),
        (["forecast", "no-such-file.yaml"], "there is no file"),
        (["forecast", "cases/durand-lin"], "did you mean 'durand-line'?"),
        (["frobnicate"], "No such command"),
        (["new", "{}"], "--force replaces it"),
        (["forecast", "{}", "--as-of", "tomorrow"], "tomorrow"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_to_do(capsys, tiny, arguments, words):
    assert run([a.format(tiny) for a in arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_limit_exits_3(capsys, tiny):
    assert run(["check", str(tiny), "--max-states", "3"]) == 3
    assert "limit of 3" in capsys.readouterr().err


def test_whatif_sets_both_forecasts_side_by_side(capsys, tiny):
    arguments = ["whatif", tiny, "--set", "ally_ready=false", "--point"]
    data = json.loads(output(capsys, *arguments, "--json"))
    assert data["before"]["scenarios"]["war"]["probability"] > 0
    assert data["after"]["scenarios"]["war"]["probability"] == 0
    assert "The port is struck" in output(capsys, *arguments)


def test_new_writes_a_template_that_checks_and_forecasts(capsys, tmp_path):
    path = tmp_path / "mine.yaml"
    output(capsys, "new", path, "--template")
    assert "no errors" in output(capsys, "check", path)
    data = json.loads(output(capsys, "forecast", path, "--point", "--json"))
    assert set(data["scenarios"]) == {"strike", "deal"}


def test_guided_start_makes_a_crisis_from_answers(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    answers = ["A strait", "2026-01-15", "North", "", "state", "Close the strait", ""]
    answers += ["", "1", "minor", "", "The strait is closed", "", "1"]
    result = CliRunner().invoke(
        cli, ["new", str(path), "--guided"], input="\n".join(answers) + "\n"
    )
    assert path.exists(), result.output
    assert "no errors" in output(capsys, "check", path)
    assert "north.close_the_strait" in path.read_text()


def test_schema_is_json(capsys):
    assert json.loads(output(capsys, "schema"))["type"] == "object"


def test_cases_are_listed_printed_and_verified(capsys):
    listed = json.loads(output(capsys, "cases", "--json"))
    assert "durand-line" in {case["slug"] for case in listed}
    assert output(capsys, "cases", "chicken").startswith("#") or "standoff: 1" in output(
        capsys, "cases", "chicken"
    )
    assert "chicken" in output(capsys, "cases")
    found = json.loads(output(capsys, "cases", "chicken", "--verify", "--json"))
    assert found
    assert all(comparison["agrees"] for comparison in found)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(capsys, shell):
    assert "_STANDOFF_COMPLETE" in output(capsys, "completion", shell)


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_report_in_each_format(capsys, tiny, tmp_path, form):
    target = tmp_path / f"out.{form}"
    output(capsys, "report", tiny, "-o", target, "--point")
    text = target.read_text()
    assert "The port is struck" in text
    assert text == output(capsys, "report", tiny, "-o", "-", "--format", form, "--point")


@pytest.mark.parametrize("command", ["stability", "forecast", "evidence"])
def test_terminal_output_names_things_in_words(capsys, tiny, command):
    more = ["--point"] if command != "stability" else []
    text = output(capsys, command, tiny, *more)
    assert "\x1b[" not in text
    assert "strait" in text or "port" in text or "ally" in text


def standoff(*arguments, **options):
    """Start standoff in a process of its own."""
    command = [sys.executable, "-m", "standoff", *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def test_interrupt_exits_130_and_leaves_no_file(tmp_path):
    target = tmp_path / "report.html"
    process = standoff("report", "cases/durand-line", "--draws", 100000, "-o", target, "--jobs", 1)
    time.sleep(6)
    process.send_signal(signal.SIGINT)
    try:
        err = process.communicate(timeout=60)[1]
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 130, err
    assert "interrupted" in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_closed_pipe_is_no_error(tmp_path):
    command = f"{sys.executable} -m standoff schema | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "{"
    assert done.stderr == ""


def test_a_defect_is_reported_without_a_traceback(monkeypatch, capsys, tiny):
    import standoff.workbench

    def broken(*_):
        raise RuntimeError("boom")

    monkeypatch.setattr(standoff.workbench, "check", broken)
    monkeypatch.delenv("STANDOFF_DEBUG", raising=False)
    assert run(["check", str(tiny)]) == 70
    err = capsys.readouterr().err
    assert "the fault is not yours" in err
    assert "Traceback" not in err


def test_help_check_and_schema_start_without_numba(tiny):
    code = (
        "import sys; from standoff.cli import run;"
        f"[run(a) for a in (['--help'], ['check', {str(tiny)!r}], ['schema'])];"
        "sys.exit('numba' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, env=os.environ
    )
    assert done.returncode == 0


def test_a_time_limit_exits_3_and_says_how_far_it_came(capsys):
    assert run(["forecast", "cases/durand-line", "--max-seconds", "0.5", "--jobs", "1"]) == 3
    err = capsys.readouterr().err
    assert "of 256 draws were solved" in err
    assert "Warning" not in err


def test_opening_a_report_where_nothing_can_is_silent(tiny, tmp_path):
    opener = tmp_path / "xdg-open"
    opener.write_text("#!/bin/sh\necho no browser: $1 >&2; touch $1.opened; exit 3\n")
    opener.chmod(0o755)
    where = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    target = tmp_path / "out.md"
    process = standoff("report", tiny, "--point", "-o", target, "--open", env=where)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert err.splitlines() == [f"wrote {target}"]
    for _ in range(100):
        if (opened := target.with_name("out.md.opened")).exists():
            break
        time.sleep(0.05)
    assert opened.exists()
