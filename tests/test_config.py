from datetime import date

import pytest

from rse_maturity.config import Settings, load_settings
from rse_maturity.errors import BadSetting, SourceNotFound, UnknownSetting


def write(folder, text):
    path = folder / "rse-maturity.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold():
    assert load_settings() == Settings()


def test_the_file_overrides_the_defaults_and_the_options_override_the_file(tmp_path):
    path = write(tmp_path, '[time]\nzone = "Europe/Paris"\nsince = 2024-01-01\n')
    settings = load_settings(path, overrides={"time": {"since": date(2024, 2, 1)}})
    assert (settings.time.zone, settings.time.since) == ("Europe/Paris", date(2024, 2, 1))


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("[tme]\n", "tme", "time"),
        ("[time]\nzne = 1\n", "time.zne", "time.zone"),
        ("[gates.metrics.gini]\nflor = 1\n", "gates.metrics.gini.flor", "gates.metrics.gini.floor"),
        ("[rules.habit]\nlimits = 1\n", "rules.habit.limits", "rules.habit.limit"),
        ('[[outage]]\nnme = "x"\nstart = 2024-01-01\nend = 2024-01-02\nname = "y"\n', "outage.0.nme", "outage.0.name"),
    ],
)
def test_an_unknown_key_names_the_nearest(tmp_path, text, key, nearest):
    with pytest.raises(UnknownSetting) as caught:
        load_settings(write(tmp_path, text))
    assert caught.value.fields["key"] == key
    assert caught.value.fields["nearest"] == nearest


@pytest.mark.parametrize("text", ["[time", "[time]\nwindow_days = 2\n", "[privacy]\nminimum_group = 2\n"])
def test_a_bad_file_or_value_is_told(tmp_path, text):
    with pytest.raises(BadSetting):
        load_settings(write(tmp_path, text))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(SourceNotFound):
        load_settings(tmp_path / "none.toml")
