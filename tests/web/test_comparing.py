from itertools import pairwise
from pathlib import Path

import pytest
from tests.web.crisis import TEXT
from tests.web.reader import Reader


def test_another_file_of_the_folder_stands_beside(client: Reader, file: Path) -> None:
    other = TEXT.replace("prior: 0.4", "prior: 0.9").replace(
        "The ford of Lun\nbegins", "Later\nbegins"
    )
    (file.parent / "later.yaml").write_text(other, encoding="utf-8")
    told = client.get("/beside.json?with=later.yaml").json()
    table = told["blocks"][0]
    assert [column["title"] for column in table["columns"][1:3]] == ["The ford of Lun", "Later"]
    war = next(row for row in table["rows"] if row["cells"][0] == "A raid on the ford")
    assert war["cells"][3] == pytest.approx(war["cells"][2]["value"] - war["cells"][1]["value"])
    assert war["cells"][3] > 0
    assert "<table" in client.get("/beside.html?with=later.yaml").text
    assert "Later" in client.get("/beside.csv?with=later.yaml").text


def test_the_same_crisis_on_another_day_stands_beside(client: Reader) -> None:
    told = client.get("/beside.json?with_as_of=2031-02-01").json()
    titles = [column["title"] for column in told["blocks"][0]["columns"][1:3]]
    assert titles == ["On 1 March 2031", "On 1 February 2031"]
    assert any("dares to fight" in str(item) for item in told["blocks"][1]["items"])


def test_only_what_is_offered_can_be_compared(client: Reader, file: Path) -> None:
    (file.parent.parent / "secret.yaml").write_text(TEXT, encoding="utf-8")
    for other in ("../secret.yaml", "/etc/passwd", "nothing.yaml", "cases/nothing"):
        response = client.get(f"/beside.json?with={other}")
        assert response.status_code == 422
        assert "neither beside this file" in response.json()["error"]
    assert client.get("/beside.json?with_as_of=soon").status_code == 422


def test_scenarios_of_one_crisis_alone_have_a_row_without_a_difference(client: Reader) -> None:
    rows = client.get("/beside.json?with=cases/korea-2017").json()["blocks"][0]["rows"]
    assert len(rows) > 3
    for row in rows:
        here, there, change = row["cells"][1:]
        assert (change is None) == (here is None or there is None)
    assert any(row["cells"][3] is None for row in rows)


def test_the_days_are_those_of_the_replay(client: Reader) -> None:
    told = client.get("/replay.json").json()
    assert [step["id"] for step in told["steps"]][-1] in ("denial", "")
    steps = told["steps"]
    for before, after in pairwise(steps):
        for name, change in after["change"].items():
            moved = after["scenarios"][name] - before["scenarios"][name]
            assert change == pytest.approx(moved, abs=1e-12)
