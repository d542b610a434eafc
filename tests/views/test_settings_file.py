from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rse_maturity.config import Section, Settings, Span, load_settings
from rse_maturity.i18n import LANGUAGES, catalogue
from rse_maturity.views.settings_file import RuleDefaults, settings_file

if TYPE_CHECKING:
    from pydantic import BaseModel

RULES = (
    RuleDefaults("often", {"growth": 0.1, "cruise": 0.3}, {"growth": 0.06}, 2.0),
    RuleDefaults("wide", {"growth": 0.3}, {}, 1.0),
)


def uncommented(text: str) -> str:
    return re.sub(r"(?m)^#(?=\S)", "", text)


def loaded(text: str, folder) -> Settings:
    path = folder / "rse-maturity.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def keys(model: type[BaseModel], place: str = "") -> list[str]:
    """List every key that the settings know, as it is written in the file."""
    found = []
    for name, field in model.model_fields.items():
        nested = [part for part in (field.annotation, *get_args(field.annotation)) if isinstance(part, type)]
        sections = [part for part in nested if issubclass(part, Section)]
        found += keys(sections[0], name) if sections and not place else [f"{place}.{name}" if place else name]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_as_written_it_changes_nothing(lang, tmp_path):
    assert loaded(settings_file(Settings(), rules=RULES, texts=catalogue(lang)), tmp_path) == Settings()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_with_every_key_uncommented_it_can_be_read(lang, tmp_path):
    read = loaded(uncommented(settings_file(Settings(), rules=RULES, texts=catalogue(lang))), tmp_path)
    assert read.rules["often"].limit == {"growth": 0.1, "cruise": 0.3}
    assert read.rules["often"].limit_without_directory == {"growth": 0.06}
    assert read.rules["wide"].weight == 1.0
    assert len(read.campaign) == len(read.outage) == 1
    assert read.gates.metrics["participation_rate"].floor == 0.3
    stated = dict.fromkeys(("zone", "country", "date_order", "since", "until"))
    assert read.time.model_copy(update=stated) == Settings().time


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_key_is_named_under_its_section_with_an_explanation(lang):
    text = settings_file(Settings(), rules=RULES, texts=catalogue(lang))
    section, named = "", set()
    for line in text.splitlines():
        if head := re.match(r"#?\[+([a-z_]+)(?:\.([a-z_]+))?\]+$", line):
            section = head[1]
            named.add(f"{head[1]}.{head[2]}" if head[2] in {"map", "metrics"} else head[1])
        elif key := re.match(r"#?([a-z_]+) = ", line):
            named.add(f"{section}.{key[1]}" if section else key[1])
    assert set(keys(Settings)) - named == set()
    known = catalogue(lang).raw("settings.keys")
    assert all(known[head][key] for head in ("input", "people", "time", "privacy", "gates") for key in known[head])


def test_what_is_set_is_live_and_comes_back(tmp_path):
    chosen = Settings(
        lang="fr",
        map={"actor": 'Nom "affiché"', "timestamp": "Créé\tle"},
        people={"map": {"person_id": "N° de personne"}, "unit": "site", "files": ("a b.csv",)},
        time={"zone": "Europe/Paris", "since": date(2024, 1, 31), "momentum_change": 0.1},
        rules={"wide": {"limit": {"cruise": 0.9}}},
        campaign=(Span(name="Lancement\\1", start=date(2024, 1, 1), end=date(2024, 2, 1)),) * 2,
    )
    assert loaded(settings_file(chosen, rules=RULES, texts=catalogue("fr")), tmp_path) == chosen


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.text(), min_size=1))
def test_any_column_name_comes_back(tmp_path_factory, columns):
    chosen = Settings(map=columns)
    text = settings_file(chosen, rules=(), texts=catalogue("en"))
    assert loaded(text, tmp_path_factory.mktemp("any")) == chosen
