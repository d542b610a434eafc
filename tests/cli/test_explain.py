"""Everything that has a name is explained, in both languages, with the settings in force."""

from pathlib import Path
from typing import get_args

import pytest

from rse_maturity.cli.known import known
from rse_maturity.cli.texts import topic
from rse_maturity.config import Settings
from rse_maturity.i18n import catalogue
from rse_maturity.measures.metrics import METRICS
from rse_maturity.model.check import GateKind
from rse_maturity.model.people import RoleName
from rse_maturity.model.verdict import FlagName
from rse_maturity.phases.rules import RULES
from rse_maturity.sources.format import TOLD
from rse_maturity.sources.formats import FORMATS
from rse_maturity.views.explain import PHASES, explanation, index
from rse_maturity.views.explanation_page import references
from rse_maturity.views.paper import Paper
from tests.formats_table import START, with_table

PAPER = Paper(width=100)
EVERYTHING = known(Settings())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_name_is_listed_and_explained(lang):
    texts = catalogue(lang)
    listed = index(EVERYTHING, texts=texts, paper=PAPER)
    names = [*(one.id for one in METRICS), *(one.id for one in RULES), *PHASES, *(one.name for one in FORMATS)]
    for name in (*names, *get_args(FlagName), *get_args(GateKind), *get_args(RoleName)):
        assert name in listed
        said = explanation(name, EVERYTHING, texts=texts, paper=PAPER)
        assert "{" not in said
        assert all(len(line) <= 100 for line in said.split("\n"))


def test_every_published_basis_has_its_reference():
    named = {source for one in METRICS for source in one.sources} | {
        source for one in RULES for source in one.sources.split()
    }
    assert named <= set(references())


def test_limits_of_the_settings_are_those_that_are_shown():
    own = Settings.model_validate({"rules": {"response": {"limit": {"growth": 0.61}, "weight": 3}}})
    said = explanation("response", known(own), texts=catalogue("en"), paper=PAPER)
    assert "≥\u00a061%" in said
    assert "your settings" in said
    assert "Weighs 3.0" in said
    assert "≥\u00a050%" not in said


def test_windows_of_the_settings_are_those_that_are_shown():
    own = Settings.model_validate({"time": {"window_days": 35}})
    assert "35 days" in explanation("participation_rate", known(own), texts=catalogue("en"), paper=PAPER)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_all_formats_are_shown_with_what_they_tell(lang):
    said = explanation("formats", EVERYTHING, texts=catalogue(lang), paper=PAPER)
    assert [line.split()[0] for line in said.split("\n")[2 : len(FORMATS) + 2]] == [one.name for one in FORMATS]
    assert all(len(line) <= 100 for line in said.split("\n"))


def test_formats_tell_by_the_words_there_are():
    assert {name for one in FORMATS for name in one.tells} <= set(TOLD)
    assert {state for one in FORMATS for state in one.tells.values()} <= {"yes", "inherited", "no"}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_texts_of_formats_are_those_of_formats(lang):
    assert set(topic(lang, "formats")) == {one.name for one in FORMATS}, f"i18n/{lang}/formats.toml"


def test_the_table_of_the_readme_is_up_to_date():
    readme = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    assert f"{START}\n| format |" in readme
    assert with_table(readme) == readme, "python tests/formats_table.py"
