"""compare: analyses that were written before, exports, one export on two days."""

from __future__ import annotations

import json
from datetime import date

import pytest

from rse_maturity.i18n import catalogue
from rse_maturity.tracking.compare import compare
from rse_maturity.tracking.history import open_history
from rse_maturity.views.json import analysis_json
from tests.tracking.made_history import entry
from tests.views.made_analysis import growing


@pytest.fixture
def written(tmp_path, api):
    """Two analyses on disk, one of them in its folder."""
    api.compare = compare
    first, second = tmp_path / "first.json", tmp_path / "second" / "analysis.json"
    second.parent.mkdir()
    for path in (first, second):
        path.write_text(analysis_json(growing(), texts=catalogue("en")), encoding="utf-8")
    return str(first), str(second.parent)


@pytest.fixture
def followed(tmp_path, api, monkeypatch):
    """A history of two months, named by the environment."""
    api.compare = compare
    address = str(tmp_path / "history.db")
    with open_history(address, create=True) as history:
        history.add([entry(date(2024, 1, 31)), entry(date(2024, 3, 31), participation=0.4)])
    monkeypatch.setenv("RSE_MATURITY_HISTORY", address)


@pytest.mark.usefixtures("followed")
def test_two_snapshots_of_a_history_and_nobody_in_them(run):
    code, out, _ = run("compare", "--at", "2024-01-02", "--at", "2024-03-31", "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert [told[side]["end"] for side in ("first", "second")] == ["2024-01-31", "2024-03-31"]
    assert told["people"]["refused"] == "history"
    (change,) = (one for one in told["metrics"] if one["metric"] == "participation_rate")
    assert (change["difference"], change["beyond"]) == (pytest.approx(0.17), "yes")
    said = run("compare", "--at", "2024-01-02", "--at", "2024-03-31", "--lang", "fr")[1]
    assert "un historique n’en garde aucune" in " ".join(said.split())


@pytest.mark.usefixtures("followed")
def test_a_month_that_the_history_lacks_is_told_with_the_nearest(run):
    code, _, told = run("compare", "--at", "2024-02-02", "--at", "2024-03-31", "--lang", "en")
    assert code == 2
    assert "'2024-02-29'" in told


def test_analyses_are_read_not_made_again(run, api, written):
    code, out, _ = run("compare", *written, "--format", "json")
    assert code == 0
    assert json.loads(out)["first"]["name"] == "first.json"
    assert "load" not in api.calls


def test_one_export_is_looked_at_on_two_days(run, api):
    api.compare = compare
    code, out, _ = run("compare", "a.csv", "--at", "2024-03-31", "--at", "2024-06-30", "--lang", "fr")
    assert code == 0
    assert "31 mars 2024" in out
    assert api.calls["analyze"][0].time.until == date(2024, 6, 30)


def test_an_analysis_and_an_export(run, api, written):
    assert run("compare", written[0], "a.csv", "--format", "markdown")[0] == 0
    assert api.calls["load"][0] == ["a.csv"]


@pytest.mark.parametrize(
    "given",
    [
        ("a.csv",),
        ("a.csv", "b.csv", "c.csv"),
        ("a.csv", "--at", "2024-01-31"),
        ("a", "b", "--at", "2024-01-31"),
        ("--history", "h.db", "--at", "2024-01-31"),
        ("a.csv", "--history", "h.db", "--at", "2024-01-31", "--at", "2024-02-29"),
    ],
)
def test_anything_but_two_is_refused(run, given):
    code, _, told = run("compare", *given, "--lang", "en")
    assert code == 2
    assert "two analyses or exports, or one export and --at twice" in told
