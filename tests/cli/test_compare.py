"""compare: analyses that were written before, exports, one export on two days."""

from __future__ import annotations

import json
from datetime import date

import pytest

from rse_maturity.i18n import catalogue
from rse_maturity.tracking.compare import compare
from rse_maturity.views.json import analysis_json
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
    [("a.csv",), ("a.csv", "b.csv", "c.csv"), ("a.csv", "--at", "2024-01-31"), ("a", "b", "--at", "2024-01-31")],
)
def test_anything_but_two_is_refused(run, given):
    code, _, told = run("compare", *given, "--lang", "en")
    assert code == 2
    assert "two analyses or exports, or one export and --at twice" in told
