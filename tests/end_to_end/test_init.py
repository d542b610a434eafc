"""Settings that the program writes itself."""

from __future__ import annotations

import tomllib

import pytest

from rse_maturity.config import load_settings
from tests.end_to_end.outcomes import analysis_in


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_init_writes_settings_that_change_nothing(lang, folder, command):
    outcome = command("init", "--lang", lang)
    assert outcome.code == 0, outcome.err
    settings = load_settings(folder / "rse-maturity.toml")
    assert settings == type(settings)(lang=lang)


def test_init_never_replaces_settings_unasked(folder, command):
    (folder / "rse-maturity.toml").write_text("[people]\nunit = 'site'\n")
    outcome = command("init")
    assert outcome.code == 2
    assert (folder / "rse-maturity.toml").read_text() == "[people]\nunit = 'site'\n"
    assert command("init", "--force").code == 0
    assert load_settings(folder / "rse-maturity.toml").people.unit == "site"


def test_init_fills_in_what_was_recognised(folder, command, network):
    columns = {"timestamp": "Horodatage", "actor": "Auteur", "kind": "Type", "parent_id": "En réponse à"}
    network.events.rename(columns).write_csv(folder / "events.csv")
    network.people.rename({"department": "Service"}).write_csv(folder / "people.csv")
    outcome = command("init", "events.csv", "--people", "people.csv", "-o", "mine.toml")
    assert outcome.code == 0, outcome.err
    written = tomllib.loads((folder / "mine.toml").read_text("utf-8"))
    assert {field: written["map"][field] for field in columns} == columns
    assert written["people"]["map"]["department"] == "Service"
    assert written["people"]["files"] == ["people.csv"]
    outcome = command("analyze", "events.csv", "--config", "mine.toml", "--no-charts")
    assert outcome.code == 0, outcome.err
    assert analysis_in(folder)["input"]["events"] == network.events.height
