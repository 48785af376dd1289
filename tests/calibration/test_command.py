"""`standoff calibrate`: what it prints, and what it does to a file."""

import json

import pytest

import standoff as so
from standoff.cli import run
from standoff.files.read import read_bytes
from tests.calibration.rivals import base_rates, crisis, probability, text

FACTS = """base_rates:
  - {about: war, happened: 3, of: 40}  # since 1980
judgements:
  - {about: ever(north.dam), within: 6 months, says: likely, by: a minister}
"""


@pytest.fixture
def river(tmp_path):
    path = tmp_path / "river.yaml"
    path.write_text(text(rest=FACTS), "utf-8")
    return path


def shown(capsys, *arguments, status=0):
    assert run(["calibrate", *map(str, arguments)]) == status
    return capsys.readouterr()


def comments(content):
    return [line[line.index("#") :] for line in content.splitlines() if "#" in line]


def test_the_shape_of_the_json(river, capsys):
    found = json.loads(shown(capsys, river, "--json").out)
    assert sorted(found) == [
        "changes", "crisis", "factors", "facts", "improved", "loss", "search", "version",
        "warnings", "written",
    ]  # fmt: skip
    assert list(found["factors"]) == ["tempo", "precision", "effort"]
    assert sorted(found["factors"]["tempo"]) == [
        "at_bound", "factor", "held", "high", "low", "values",
    ]  # fmt: skip
    rate, judgement = found["facts"]
    shared = {
        "path", "kind", "about", "months", "low", "high", "before", "after", "met_before", "met",
    }  # fmt: skip
    assert set(rate) == shared | {"happened", "of"}
    assert set(judgement) == shared | {"says"}
    assert rate["path"] == "base_rates[0]"
    assert found["loss"]["after"] < found["loss"]["before"]
    assert found["search"]["stopped"] is None
    assert found["written"] is False


def test_the_file_is_left_alone_unless_asked(river, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    before = river.read_bytes()
    out = shown(capsys, river).out
    assert river.read_bytes() == before
    assert "South marches" in out
    assert "3 of 40 (3% to 17%)" in out
    assert "likely (55% to 80%)" in out
    assert "no → yes" in out
    assert "All tempos (2)" in out
    assert "judgements fitted to a few facts" in out


def test_written_values_are_those_shown_and_comments_stay(river, capsys):
    before = river.read_text("utf-8")
    found = json.loads(shown(capsys, river, "--json", "--write").out)
    after = river.read_text("utf-8")
    assert found["written"]
    assert comments(after) == comments(before)
    values = {change["path"]: change["after"] for change in found["changes"]}
    assert f"tempo: {values['actors.north.tempo']}   # how often" in after
    assert values["actors.north.tempo"].endswith(" per month")
    assert isinstance(values["actors.south.precision"], float)
    fitted = so.load(river)
    for fact in found["facts"]:
        within = f"{fact['months']:g} months"
        assert probability(fitted, fact["about"], within) == pytest.approx(fact["after"], abs=1e-8)


def test_only_the_changed_values_differ(river, capsys):
    before = river.read_text("utf-8")
    found = json.loads(shown(capsys, river, "--json", "--write", "--knob", "tempo").out)
    assert list(found["factors"]) == ["tempo"]
    tempo = found["changes"][0]["after"]
    expected = before.replace("tempo: 1 per month", f"tempo: {tempo}").replace(
        "given: told}\n", f"given: told}}\n    tempo: {tempo}\n"
    )
    assert river.read_text("utf-8") == expected


def test_nothing_better_is_not_written(tmp_path, capsys):
    path = tmp_path / "river.yaml"
    path.write_text(text(rest=base_rates(crisis())), "utf-8")
    before = path.read_bytes()
    said = shown(capsys, path, "--write", status=2)
    assert path.read_bytes() == before
    assert "was left as it is: no other values meet the facts better" in said.err
    assert "no common factors on them do better" in " ".join(said.out.split())


def test_what_cannot_be_written_is_refused_before_anything_runs(river, capsys):
    assert "shipped case" in shown(capsys, "cases/durand-line", "--write", status=2).err
    said = shown(capsys, river, "--write", "--set", "told=true", status=2)
    assert "leave out --set" in said.err


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(river, capsys, monkeypatch):
    def changed(path):
        return read_bytes(path) + "# a remark made meanwhile\n"

    before = river.read_bytes()
    monkeypatch.setattr("standoff.files.read.read_bytes", _second_time(changed))
    assert "was changed meanwhile" in shown(capsys, river, "--write", status=2).err
    assert river.read_bytes() == before


def _second_time(changed):
    calls = []

    def read(path):
        calls.append(path)
        return changed(path) if len(calls) > 1 else read_bytes(path)

    return read


def test_a_file_without_facts_says_what_to_do(tmp_path, capsys):
    path = tmp_path / "river.yaml"
    path.write_text(text(), "utf-8")
    said = shown(capsys, path, status=2)
    assert "nothing to calibrate against" in said.err
    assert "base_rates: [{about:" in said.err


def test_a_search_cut_short_is_shown_and_has_its_own_status(river, capsys, monkeypatch):
    ticks = iter(range(10_000))
    monkeypatch.setattr("standoff.engines.calibration.fit.monotonic", lambda: float(next(ticks)))
    said = shown(capsys, river, "--max-seconds", "12", status=3)
    assert "ended at the limit on the time" in " ".join(said.out.split())
    assert "the best values until then" in said.err
