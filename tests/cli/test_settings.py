"""Every option of the commands that read sources reaches the settings."""

from datetime import date
from pathlib import Path

import pytest

from rse_maturity.cli.options import Reading
from rse_maturity.cli.settings import plain_settings, reading_settings
from rse_maturity.cli.texts import asked_language, locale_language
from rse_maturity.errors import BadSetting


@pytest.fixture(autouse=True)
def alone(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.parametrize(
    ("option", "given", "place", "expected"),
    [
        ("people", [Path("hr.csv"), Path("more.csv")], ("people", "files"), (Path("hr.csv"), Path("more.csv"))),
        ("format_in", "generic", ("input", "format"), "generic"),
        ("map", ["actor=Login", "timestamp=a = b"], ("map",), {"actor": "Login", "timestamp": "a = b"}),
        ("since", "2024-01-31", ("time", "since"), date(2024, 1, 31)),
        ("until", "2024-12-31", ("time", "until"), date(2024, 12, 31)),
        ("zone", "Europe/Paris", ("time", "zone"), "Europe/Paris"),
        ("date_order", "dmy", ("time", "date_order"), "dmy"),
        ("aliases", Path("same.csv"), ("input", "aliases"), Path("same.csv")),
        ("unit", "site", ("people", "unit"), "site"),
        ("exclude_channel", ["union"], ("input", "exclude_channels"), ("union",)),
        ("exclude_person", ["u7"], ("input", "exclude_persons"), ("u7",)),
        ("names", True, ("privacy", "persons"), "names"),
        ("lang", "fr", ("lang",), "fr"),
        ("strict", True, ("input", "strict"), True),
    ],
)
def test_an_option_reaches_the_settings(option, given, place, expected):
    found = reading_settings(Reading(**{option: given}))
    for part in place:
        found = getattr(found, part)
    assert found == expected


def test_an_option_wins_over_the_file_and_leaves_the_rest():
    Path("own.toml").write_text('lang = "fr"\n[people]\nunit = "site"\n[time]\nzone = "Asia/Tokyo"\n', encoding="utf-8")
    found = reading_settings(Reading(config=Path("own.toml"), unit="title"))
    assert (found.people.unit, found.time.zone, found.lang) == ("title", "Asia/Tokyo", "fr")


def test_who_objected_in_the_file_does_not_come_back_by_an_option():
    Path("own.toml").write_text('[input]\nexclude_persons = ["u1"]\nexclude_channels = ["a"]\n', encoding="utf-8")
    found = reading_settings(Reading(config=Path("own.toml"), exclude_person=["u2"]))
    assert (found.input.exclude_persons, found.input.exclude_channels) == (("u1", "u2"), ("a",))


def test_a_file_found_by_itself_is_named_on_standard_error_unless_quiet(capsys):
    Path("rse-maturity.toml").write_text('[people]\nunit = "site"\n', encoding="utf-8")
    assert reading_settings(Reading()).people.unit == "site"
    assert "rse-maturity.toml" in capsys.readouterr().err
    reading_settings(Reading(), quiet=True)
    assert capsys.readouterr().err == ""


def test_the_language_is_the_option_then_the_file_then_the_locale(monkeypatch):
    assert plain_settings(config=None, lang=None).lang == "en"
    monkeypatch.setenv("LC_ALL", "fr_BE.UTF-8")
    assert plain_settings(config=None, lang=None).lang == "fr"
    Path("own.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert plain_settings(config=Path("own.toml"), lang=None).lang == "en"
    assert plain_settings(config=Path("own.toml"), lang="fr").lang == "fr"


def test_the_first_variable_that_is_set_decides_the_locale():
    assert locale_language({"LC_ALL": "", "LC_MESSAGES": "fr_FR.UTF-8", "LANG": "en_GB"}) == "fr"
    assert locale_language({"LC_ALL": "en_GB", "LC_MESSAGES": "fr_FR.UTF-8"}) == "en"
    assert locale_language({}) == "en"


def test_the_language_is_known_before_options_are_parsed(monkeypatch):
    assert asked_language(["analyze", "--lang", "fr"]) == "fr"
    monkeypatch.setenv("LC_ALL", "fr_FR")
    assert asked_language(["--lang=en"]) == "en"
    assert asked_language(["--lang"]) == "fr"


@pytest.mark.parametrize("reading", [{"since": "31/01/2024"}, {"map": ["actor"]}, {"map": ["=Login"]}])
def test_a_value_that_does_not_fit_is_refused(reading):
    with pytest.raises(BadSetting):
        reading_settings(Reading(**reading))
