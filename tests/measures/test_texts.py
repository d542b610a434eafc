"""Each metric is one file, one entry of METRICS and one table of texts per language."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import rse_maturity.measures.metrics as folder
from rse_maturity.config import Settings
from rse_maturity.i18n import LANGUAGES, catalogue
from rse_maturity.measures.metric_spec import Reason, blanks
from rse_maturity.measures.metrics import METRICS
from rse_maturity.measures.needs import NEEDS

FIELDS = {"name", "short", "definition", "formula", "reading", "beware", "source"}
IDS = [spec.id for spec in METRICS]
CONTRACT = """
members enrolment_rate bulk_enrolment_share activation_rate participation_rate contribution_rate unit_coverage
habit_share returning_share newcomer_conversion response_rate first_answer_hours unanswered_share comments_per_post
two_way_share
connections_per_active core_share cross_unit_ratio self_sustained_share gini top_decile_share absence_factor
manager_exemplarity
"""


def texts(lang):
    file = resources.files("rse_maturity.i18n").joinpath(lang, "metrics.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def test_the_files_of_the_folder_are_the_metrics():
    files = {path.stem for path in Path(folder.__file__).parent.glob("*.py")} - {"__init__"}
    assert sorted(IDS) == sorted(files)
    assert set(CONTRACT.split()) <= set(IDS)


@pytest.mark.parametrize("spec", METRICS, ids=IDS)
def test_a_metric_is_measured_in_the_file_of_its_name_which_says_what_to_know(spec):
    module = spec.compute.__module__
    assert module.rpartition(".")[2] == spec.id
    told = Path(folder.__file__).with_name(f"{spec.id}.py").read_text(encoding="utf-8").split('"""')[1]
    for head in ("Formula:", "Window:", "Needs:", "Beware:", "Source:"):
        assert f"\n{head} " in told
    for number in spec.sources:
        assert re.search(rf"\b{number}\b", told)
    assert set(spec.needs) <= set(NEEDS)
    assert spec.judgement == ("judgement" in told.partition("Source:")[2])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_metric_and_every_reason_has_its_texts_and_no_text_is_without_one(lang):
    found = texts(lang)
    assert set(found) == {*IDS, "reasons"}
    assert set(found["reasons"]) == set(get_args(Reason))
    for metric in IDS:
        assert set(found[metric]) == FIELDS, metric


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("spec", METRICS, ids=IDS)
def test_every_blank_is_filled(lang, spec):
    values = blanks(spec, settings=Settings())
    for field in FIELDS:
        text = catalogue(lang).text(f"metrics.{spec.id}.{field}", **values)
        assert "{" not in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("spec", METRICS, ids=IDS)
def test_the_source_names_every_published_basis_and_admits_judgement(lang, spec):
    source = texts(lang)[spec.id]["source"]
    assert set(re.findall(r"S\d+[a-z]?\b", source)) == set(spec.sources)
    assert spec.judgement == any(
        word in source for word in ("our own judgement", "Our own judgement", "propre appréciation")
    )


@pytest.mark.parametrize("spec", METRICS, ids=IDS)
def test_both_languages_fill_the_same_blanks(spec):
    for field in FIELDS:
        english, french = (
            {name for _, name, _, _ in Formatter().parse(texts(lang)[spec.id][field]) if name} for lang in ("en", "fr")
        )
        assert english == french, field


def test_french_is_typeset_as_in_french():
    for table in texts("fr").values():
        for text in table.values():
            assert not re.search(r" [;:!?%]|'|[^\u202f][;!?]", text), text


def test_reasons_need_no_blank():
    for lang in LANGUAGES:
        assert not any("{" in text for text in texts(lang)["reasons"].values())
