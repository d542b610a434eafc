"""check: exit codes, one analysis or a history, as of a day; what cannot be followed is refused with 2."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest

from rse_maturity.i18n import catalogue
from rse_maturity.model.check import Check
from rse_maturity.model.history import Entry
from rse_maturity.tracking.history import open_history
from rse_maturity.views.json import analysis_json, json_schema
from tests.tracking.made_history import analysed
from tests.tracking.made_snapshots import months

FALLING = [0.40, 0.41, 0.40, 0.39, 0.40, 0.41, 0.40, 0.39, 0.40, 0.41, 0.40, 0.30]


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A year that holds until its last month, in a history that the environment names."""
    address = str(tmp_path / "history.db")
    with open_history(address, create=True) as history:
        history.add(Entry(snapshot=one, analysis=None) for one in months(FALLING))
    monkeypatch.setenv("RSE_MATURITY_HISTORY", address)
    monkeypatch.chdir(tmp_path)
    return address


def test_a_fall_leaves_with_1_and_a_warning_with_0(run, kept):
    code, told, _ = run("check", "--network", "acme", "--lang", "en")
    assert (code, told.splitlines()[0]) == (1, "acme: Failed")
    code, told, _ = run("check", "--network", "acme", "--warn-only", "--lang", "en")
    assert (code, told.splitlines()[0]) == (0, "acme: Failed, as a warning only")
    assert kept not in told


def test_a_history_is_checked_as_it_stood(run, kept):
    code, told, _ = run("check", "--history", kept, "--network", "acme", "--as-of", "2025-06-29", "--lang", "en")
    assert (code, "11 snapshots, the last up to May 31, 2025" in told) == (0, True)
    code, _, told = run("check", "--network", "acme", "--as-of", "2020-01-01", "--lang", "en")
    assert (code, "is before the first snapshot, which ends on 2024-07-31" in told) == (2, True)


@pytest.mark.usefixtures("kept")
def test_json_follows_its_schema_and_markdown_is_the_summary(run):
    code, told, _ = run("check", "--network", "acme", "--format", "json")
    assert code == 1
    jsonschema.validate(json.loads(told), json_schema(Check))
    failed = [gate["id"] for gate in json.loads(told)["gates"] if gate["verdict"] == "failed"]
    assert failed == ["below_best.participation_rate"]
    assert run("check", "--network", "acme", "--format", "markdown", "--lang", "fr")[1].startswith("## acme\u00a0: ")


@pytest.mark.usefixtures("kept")
def test_settings_add_gates_and_an_unknown_figure_names_the_nearest(run, tmp_path):
    settings = tmp_path / "gates.toml"
    settings.write_text("[gates.metrics.participation_rate]\nfloor = 0.35\n", encoding="utf-8")
    told = run("check", "--network", "acme", "--config", str(settings), "--lang", "en")[1]
    assert "Participation: 30%, under the floor of 35%." in told
    settings.write_text("[gates.metrics.participation]\nfloor = 0.35\n", encoding="utf-8")
    code, _, told = run("check", "--network", "acme", "--config", str(settings), "--lang", "en")
    assert (code, "Did you mean 'gates.metrics.participation_rate'?" in told) == (2, True)
    settings.write_text("[gates]\ntrend_over = 3\n", encoding="utf-8")
    assert run("check", "--network", "acme", "--config", str(settings))[0] == 2


@pytest.mark.usefixtures("kept")
def test_a_network_that_is_not_followed_names_the_nearest(run):
    code, _, told = run("check", "--network", "acmee", "--lang", "en")
    assert (code, "Did you mean 'acme'?" in told) == (2, True)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("command", ["check", "track"])
def test_weeks_that_are_not_kept_are_not_taken_for_another_network(run, command):
    code, _, told = run(command, "--network", "acme", "--every", "week", "--lang", "en")
    assert (code, "leave --every out" in told) == (2, True)


@pytest.mark.usefixtures("kept")
def test_a_history_without_a_snapshot_says_so(run):
    assert run("track", "--network", "acme", "--purge-before", "2100-01-01")[0] == 0
    for command in (["check"], ["compare", "--at", "2025-05-31", "--at", "2025-06-30"]):
        code, _, told = run(*command, "--network", "acme", "--lang", "en")
        assert (code, "it holds no snapshot" in told) == (2, True)


def test_no_history_is_refused(run, tmp_path, monkeypatch):
    monkeypatch.delenv("RSE_MATURITY_HISTORY", raising=False)
    assert run("check")[0] == 2
    assert run("check", "--history", str(tmp_path / "none.db"))[0] == 2
    (tmp_path / "text.db").write_text("hello", encoding="utf-8")
    assert run("check", "--history", str(tmp_path / "text.db"))[0] == 2


def test_one_analysis_has_nothing_to_compare_with(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written = analysis_json(analysed(date(2025, 6, 30), participation=0.23), texts=catalogue("en"))
    (tmp_path / "analysis.json").write_text(written, encoding="utf-8")
    code, told, _ = run("check", "analysis.json", "--lang", "en")
    assert (code, "A single snapshot has nothing to compare with" in told) == (0, True)
    (tmp_path / "rse-maturity.toml").write_text("[gates.metrics.participation_rate]\nfloor = 0.3\n", encoding="utf-8")
    assert run("check", str(tmp_path), "--lang", "en")[0] == 1
    assert run("check", "analysis.json", "--as-of", "2025-01-01")[0] == 2
    assert run("check", "missing.json")[0] == 2
