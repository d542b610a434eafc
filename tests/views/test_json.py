"""analysis.json: valid against its schema, readable again, its sentences written."""

import json

import jsonschema
import pytest

from rse_maturity.errors import SourceNotFound, SourceUnreadable
from rse_maturity.i18n import catalogue
from rse_maturity.model.analysis import Analysis
from rse_maturity.views.json import analysis_json, json_schema, read_analysis, schema_file, shapes
from tests.views.made_analysis import growing, hostile, insufficient


@pytest.mark.parametrize("shape", shapes())
def test_the_schema_that_ships_is_that_of_the_model(shape):
    shipped = json.loads(schema_file(shape).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(shipped)
    assert shipped == json_schema(shape), "write it anew: python -m rse_maturity.views.json"


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("make", [growing, insufficient, hostile])
def test_what_is_written_is_valid_and_finite(make, lang):
    written = analysis_json(make(), texts=catalogue(lang))
    jsonschema.validate(json.loads(written), json_schema(Analysis))
    assert "NaN" not in written
    assert json.loads(written)["lang"] == lang
    assert json.loads(written)["schema"] == "rse-maturity/analysis/1"


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_sentence_is_written(lang):
    written = json.loads(analysis_json(growing(), texts=catalogue(lang)))
    said = [one["sentence"] for one in (*written["phase"]["findings"], *written["phase"]["next"], *written["advice"])]
    assert len(said) > 20
    assert all(said)
    assert not any("{" in one for one in said)


def test_an_analysis_reads_back_as_it_was_written(tmp_path):
    path = tmp_path / "analysis.json"
    path.write_text(analysis_json(growing(), texts=catalogue("en")), encoding="utf-8")
    again = read_analysis(path)
    assert analysis_json(again, texts=catalogue("en")) == path.read_text(encoding="utf-8")
    assert again.metrics == growing().metrics


def test_each_person_stands_on_a_line_just_as_the_model_has_them():
    analysis = hostile()
    written = analysis_json(analysis, texts=catalogue("en"))
    persons = analysis.model_dump(mode="json")["people"]
    lines = [line.strip().rstrip(",") for line in written.splitlines() if line.startswith('    {"person"')]
    assert len(persons) > 0
    assert [json.loads(line) for line in lines] == json.loads(written)["people"] == persons


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": "rse-maturity/analysis/2"}', "\x00"])
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "analysis.json"
    path.write_text(content)
    with pytest.raises(SourceUnreadable):
        read_analysis(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SourceNotFound):
        read_analysis(tmp_path / "none.json")
