"""track: analyses go to a history, which is shown, exported, imported, purged; its address is told nowhere."""

from __future__ import annotations

import json
from datetime import date

import pytest

from rse_maturity.i18n import catalogue
from rse_maturity.tracking.history import open_history
from rse_maturity.views.json import analysis_json
from tests.tracking.conftest import PASSWORD
from tests.tracking.made_history import analysed

JANUARY, FEBRUARY = date(2024, 1, 31), date(2024, 2, 29)


@pytest.fixture
def stored(tmp_path):
    """Two analyses on disk, one of January and one of February, and the address of a history."""
    for end in (JANUARY, FEBRUARY):
        folder = tmp_path / f"{end:%B}"
        folder.mkdir()
        (folder / "analysis.json").write_text(analysis_json(analysed(end), texts=catalogue("en")), encoding="utf-8")
    return str(tmp_path / "January"), str(tmp_path / "February" / "analysis.json"), str(tmp_path / "history.db")


def ends(address, network="default"):
    with open_history(address) as history:
        return [one.end for one in history.snapshots(network=network)]


def test_analyses_are_added_and_twice_is_once(run, stored):
    january, february, address = stored
    code, _, told = run("track", february, january, "--history", address, "--lang", "en")
    assert (code, "2 snapshots added, up to February 29, 2024." in told) == (0, True)
    assert run("track", january, "--history", address, "--lang", "en")[0] == 0
    assert ends(address) == [JANUARY, FEBRUARY]


def test_the_environment_names_the_history_and_an_option_the_network(run, stored, monkeypatch):
    monkeypatch.setenv("RSE_MATURITY_HISTORY", stored[2])
    assert run("track", stored[0], "--network", "Lyon")[0] == 0
    assert (ends(stored[2], "Lyon"), ends(stored[2])) == ([JANUARY], [])


def test_an_analysis_of_half_a_month_is_refused(run, tmp_path):
    stopped = tmp_path / "analysis.json"
    stopped.write_text(analysis_json(analysed(date(2024, 2, 28)), texts=catalogue("en")), encoding="utf-8")
    code, _, told = run("track", str(stopped), "--history", str(tmp_path / "h.db"), "--lang", "fr")
    assert code == 2
    assert "ne s’arrête pas à une fin de mois" in told


def test_a_history_is_exported_imported_and_purged(run, stored, tmp_path):
    lines, other = tmp_path / "history.jsonl", str(tmp_path / "other.db")
    assert run("track", *stored[:2], "--history", stored[2], "--export", str(lines))[0] == 0
    assert [json.loads(line)["schema"] for line in lines.read_text().splitlines()] == ["rse-maturity/history/1"] * 2
    code, _, told = run("track", "--import", str(lines), "--history", other, "--lang", "fr")
    assert (code, "2 relevés importés." in told) == (0, True)
    again = tmp_path / "again.jsonl"
    assert run("track", "--history", other, "--export", str(again))[0] == 0
    assert again.read_bytes() == lines.read_bytes()
    code, _, told = run("track", "--history", other, "--purge-before", "2024-02-01", "--lang", "en")
    assert (code, "1 snapshot that ended before February 1, 2024 forgotten." in told) == (0, True)
    assert ends(other) == [FEBRUARY]


@pytest.mark.parametrize("damage", ["{", '{"schema": "rse-maturity/history/1"}', '"Jane Doe"'])
def test_a_damaged_line_is_told_by_its_number_and_nothing_is_imported(run, stored, tmp_path, damage):
    lines = tmp_path / "history.jsonl"
    run("track", stored[0], "--history", stored[2], "--export", str(lines))
    lines.write_text(f"{lines.read_text()}\n{damage}\n")
    code, _, told = run("track", "--import", str(lines), "--history", str(tmp_path / "other.db"), "--lang", "en")
    assert code == 2
    assert "history.jsonl, line 3:" in told
    assert "Jane" not in told
    assert ends(str(tmp_path / "other.db")) == []


def test_no_history_is_asked_for(run, stored):
    code, _, told = run("track", stored[0], "--lang", "en")
    assert code == 2
    assert "RSE_MATURITY_HISTORY" in told


@pytest.mark.parametrize("address", [f"postgresql://me:{PASSWORD}@127.0.0.1:1/db", f"oracle://me:{PASSWORD}@host/db"])
def test_the_address_is_told_nowhere(run, stored, monkeypatch, address):
    monkeypatch.setenv("RSE_MATURITY_HISTORY", address)
    code, out, told = run("track", stored[0], "--lang", "en")
    assert code == 2
    assert "the database: cannot be used as a history" in told
    assert PASSWORD not in out + told
    assert "127.0.0.1" not in out + told
