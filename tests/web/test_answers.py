import csv
import io
import re

import pytest
from tests.report.svg_texts import parsed
from tests.web.crisis import TEXT
from tests.web.reader import Reader

from standoff import workbench
from standoff.files.read import read_text
from standoff.report.outlook import Outlook
from standoff.web.bench import Bench
from standoff.workbench import Analysis, Run

CHANGED = "off=bold&set=upper.weight[1]=2.5"


def analysis(*changes: str, point: bool = True) -> Analysis:
    crisis = workbench.whatif(read_text(TEXT, "ford.yaml"), *changes)
    return Analysis(crisis, Run(draws=16, point=point))


@pytest.mark.parametrize("level", ["quick", "full"])
def test_the_numbers_are_those_of_the_workbench(client: Reader, level: str) -> None:
    told = client.get(f"/outlook.json?{CHANGED}&level={level}").json()
    point = level == "quick"
    after = Outlook(analysis("bold=off", "upper.weight[1]=2.5", point=point)).estimates
    before = Outlook(analysis(point=point)).estimates
    for name, one in told["scenarios"].items():
        assert one["probability"] == pytest.approx(after[name].probability, abs=1e-12)
        change = after[name].probability - before[name].probability
        assert one["change"] == pytest.approx(change, abs=1e-12)
        assert (one["low"] is None) == point
    assert told["changes"] == ["bold=off", "upper.weight[1]=2.5"]
    assert told["scenarios"]["war"]["probability"] < 0.01


def test_a_pinned_baseline_is_what_changes_are_compared_with(client: Reader) -> None:
    told = client.get(f"/outlook.json?{CHANGED}&pin=bold=off").json()
    after, before = analysis("bold=off", "upper.weight[1]=2.5"), analysis("bold=off")
    for name, one in told["scenarios"].items():
        change = after.forecast.probability(name) - before.forecast.probability(name)
        assert one["change"] == pytest.approx(change, abs=1e-12)


def test_every_part_comes_as_page_data_and_table(client: Reader) -> None:
    for level in ("quick", "full"):
        parts = client.get(f"/parts.json?{CHANGED}&level={level}").json()["parts"]
        assert parts[:2] == ["headline", "comparison"]
        assert "scenarios" in parts
        for name in parts:
            query = f"{CHANGED}&level={level}"
            page = client.get(f"/part/{name}.html?{query}")
            assert page.status_code == 200, (name, page.text)
            data = client.get(f"/part/{name}.json?{query}").json()
            assert data["type"] == "Section"
            table = client.get(f"/part/{name}.csv?{query}")
            assert table.headers["content-type"].startswith("text/csv")
            list(csv.reader(io.StringIO(table.text)))


def test_no_two_parts_share_an_id(client: Reader) -> None:
    parts = client.get("/parts.json?level=full").json()["parts"]
    pages = [client.get(f"/part/{name}.html?level=full").text for name in parts]
    ids = [found for page in pages for found in re.findall(r'\bid="([^"]+)"', page)]
    assert len(ids) == len(set(ids))


def test_every_drawing_can_be_taken_alone(client: Reader) -> None:
    for name in ("scenarios", "actors", "equilibria", "signals"):
        page = client.get(f"/part/{name}.html").text
        for number in range(1, page.count("<figure") + 1):
            svg = client.get(f"/part/{name}/figure-{number}.svg")
            assert svg.headers["content-type"] == "image/svg+xml"
            parsed(svg.text)
    assert client.get("/part/scenarios/figure-99.svg").status_code == 422


def test_the_curve_before_a_change_is_drawn_behind(client: Reader) -> None:
    assert 'class="before' not in client.get("/part/scenarios.html").text
    assert client.get(f"/part/scenarios.html?{CHANGED}").text.count('class="before') == 6


def test_the_story_of_a_state(client: Reader) -> None:
    page = client.get("/part/equilibria.html").text
    states = re.findall(r'class="state" data-key="(\d+)"', page)
    assert states
    for state in states:
        assert "Stable for" in client.get(f"/state-{state}.html").text
    assert client.get("/state-999.html").status_code == 422


def test_the_ledger_says_how_far_each_signal_pushed(client: Reader) -> None:
    told = client.get("/signals.json").json()
    steps = {step.id: step for step in analysis().replay.steps}
    leading = max(analysis().forecast.scenarios, key=analysis().forecast.probability)
    for name, push in told["pushes"].items():
        assert push["change"] == pytest.approx(steps[name].change[leading], abs=1e-12)
    assert set(told["pushes"]) == {"speech", "denial"}
    assert set(client.get("/signals.json?off=signal.denial").json()["pushes"]) == {"speech"}


def test_the_ledger_and_the_days_tell_the_numbers_of_the_page_at_either_level(
    client: Reader,
) -> None:
    for level in ("quick", "full"):
        pushes = client.get(f"/signals.json?level={level}").json()["pushes"]
        days = client.get(f"/replay.json?level={level}").json()["steps"]
        told = client.get(f"/outlook.json?level={level}").json()
        leading = told["leading"]
        for step in days:
            if step["id"] in pushes:
                assert step["change"][leading] == pytest.approx(pushes[step["id"]]["change"])
        for name, scenario in told["scenarios"].items():
            last = days[-1]["scenarios"][name]
            assert last == pytest.approx(scenario["probability"], abs=1e-6)


def test_a_slider_is_computed_ahead_at_its_places(client: Reader) -> None:
    places = client.get("/slider.json?name=upper.weight[1]").json()["places"]
    assert [place for place, _ in places] == [0.0, 1.0, 2.0, 3.0, 4.0]
    curves = client.get(f"/curves.json?set={places[4][1]}").json()
    forecast = analysis("upper.weight[1]=4").forecast
    assert curves["closed"][-1] == pytest.approx(forecast.probability("closed"), abs=1e-12)
    assert len(curves["closed"]) == len(forecast.months)
    assert client.get("/slider.json?name=upper.nothing").status_code == 422


def test_views_as_data_and_patch(client: Reader) -> None:
    brief = client.get(f"/brief.json?{CHANGED}").json()
    assert brief["sections"][0]["id"] == "brief"
    assert (
        client.get("/brief.csv").text.startswith("“") or "Scenario" in client.get("/brief.csv").text
    )
    whole = client.get("/workbench.json?level=full").json()
    assert {section["id"] for section in whole["sections"]} >= {"headline", "scenarios", "drivers"}
    patch = client.get(f"/patch.yaml?{CHANGED}").text
    assert "# what if: bold=off" in patch
    assert "hypotheses:" in patch


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/outlook.json?set=upper.dum=on", "did you mean 'upper.dam'"),
        ("/outlook.json?set=upper.weight[1]=huge", "huge"),
        ("/part/nothing.html", "no part"),
        ("/part/scenarios.pdf", "no form"),
        ("/outlook.json?level=best", "neither quick nor full"),
        ("/curves.json?as_of=soon", "YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_answered_is_said_plainly(client: Reader, path: str, told: str) -> None:
    response = client.get(path)
    assert response.status_code == 422
    assert told in response.json()["error"]


def test_an_unknown_draft_asks_for_the_text_again(client: Reader) -> None:
    assert client.get("/outlook.json?draft=0123").status_code == 410
    mark = client.post("/check", json={"text": TEXT.replace("prior: 0.4", "prior: 0.9")}).json()[
        "mark"
    ]
    told = client.get(f"/outlook.json?draft={mark}").json()
    assert told["scenarios"]["war"]["probability"] > analysis().forecast.probability("war")


def test_asking_twice_computes_once(client: Reader, bench: Bench) -> None:
    client.get("/part/scenarios.html")
    runs = bench.calculations.runs
    for _ in range(3):
        client.get("/part/scenarios.html")
    assert bench.calculations.runs == runs
