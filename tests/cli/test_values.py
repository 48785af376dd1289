"""Values of arguments and options that cannot be right are refused in plain words."""

import pytest
from click.testing import CliRunner

from standoff.cli import cli, run


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["forecast", ""], "name a crisis file"),
        (["forecast", "-"], "a crisis is read from a file"),
        (["diff", "cases/chicken", "-"], "a crisis is read from a file"),
        (["forecast", "cases/chicken", "--draws", "1e3"], "'1e3' is not a valid whole number"),
        (["forecast", "cases/chicken", "--draws", "0"], "not in the range 1<=x<=1000000"),
        (["forecast", "cases/chicken", "--jobs", "100000"], "not in the range 1<=x<=1024"),
        (["stability", "cases/chicken", "--robust", "--jobs", "0"], "1<=x<=1024"),
        (["forecast", "cases/chicken", "--max-seconds", "nan"], "'nan' is not a valid number"),
        (["tipping", "cases/chicken", "--max-seconds", "nan"], "'nan' is not a valid number"),
        (["stability", "cases/chicken", "--strength", "nan"], "'nan' is not a valid number"),
        (["stability", "cases/chicken", "--strength", "inf"], "'inf' is not a valid number"),
        (
            ["whatif", "cases/chicken", "--set", "row.swerve=on", "--set", "row.swerve = off"],
            "--set: row.swerve is given twice, as on and as off",
        ),
        (["query", "cases/chicken", " "], "say what to ask"),
        (["query", "cases/chicken", "crsh"], "there is no scenario 'crsh'; did you mean 'crash'?"),
        (["forecast", "cases/chicken", "--as-of", "2026-13-01"], "as in 2023-01-06"),
        (["forecast", "cases/chicken", "--as-of", "1 May"], "write year-month-day"),
    ],
)
def test_wrong_values_exit_2_and_say_why(capsys, arguments, words):
    assert run(arguments) == 2
    assert words in " ".join(capsys.readouterr().err.split())


def test_help_names_values_in_a_letter_or_a_word():
    shown = CliRunner().invoke(cli, ["forecast", "--help"], prog_name="standoff").output
    for option in ("--draws N", "--max-seconds SECONDS", "--as-of YYYY-MM-DD", "--jobs N"):
        assert option in shown
    assert "RANGE" not in shown


def test_a_number_below_1_for_strength(capsys):
    assert run(["stability", "cases/chicken", "--strength", "0.5", "--concept", "R"]) == 0
    assert "0.5" in capsys.readouterr().out
