"""Every output of every run, in both languages: read back by what reads it in earnest."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from junitparser import JUnitXml
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics_families
from prometheus_client.parser import text_string_to_metric_families as prometheus_families

from rse_maturity.i18n import catalogue
from rse_maturity.measures.metrics import METRICS
from rse_maturity.model.check import Check
from rse_maturity.views import ci
from rse_maturity.views.ci import OUTPUTS
from rse_maturity.views.ci.github import command
from rse_maturity.views.json import json_schema
from tests.views.ci.made_runs import RUNS, falling, figure, first, holding, hostile, too_little

both = pytest.mark.parametrize("lang", ["en", "fr"])
every = pytest.mark.parametrize("make", RUNS)


def output(name, run, lang="en"):
    return next(one for one in OUTPUTS if one.name == name).text(run, texts=catalogue(lang))


def test_there_is_one_file_an_output():
    helpers = {"__init__", "run", "xml", "families"}
    files = {path.stem for path in Path(ci.__file__).parent.glob("*.py")} - helpers
    assert files == {one.name for one in OUTPUTS}


@both
@every
@pytest.mark.parametrize("name", [one.name for one in OUTPUTS])
def test_an_output_is_finished_text(name, make, lang):
    text = output(name, make(), lang)
    assert text == output(name, make(), lang)
    assert text.endswith("\n")
    assert not re.search(r"\{\w+[:}]|\bNone\b|\bnan\b", text, flags=re.IGNORECASE)
    text.encode()


@both
@every
def test_junit_is_read_by_a_parser_and_counts_each_gate(make, lang):
    text, run = output("junit", make(), lang), make()
    suite = next(iter(JUnitXml.fromstring(text.encode())))
    verdicts = [gate.verdict for gate in run.check.gates]
    assert (suite.tests, suite.failures, suite.skipped, suite.errors) == (
        *(len(verdicts), verdicts.count("failed"), verdicts.count("unknown")),
        0,
    )
    assert len(list(suite)) == len(verdicts)


def test_junit_says_why_a_gate_failed_or_was_left_open():
    cases = {case.name: case for case in next(iter(JUnitXml.fromstring(output("junit", falling()).encode())))}
    assert list(cases) == ["Phase has not fallen", "Participation near its best", "Participation not falling"]
    failed = cases["Participation near its best"].result[0]
    assert (failed.type, failed.message) == ("below_best", "Participation is 18%, below its best.")
    assert cases["Participation not falling"].result[0].message == "Nothing to compare yet."
    assert cases["Phase has not fallen"].is_passed


ALLOWED = {  # element: (attributes, children), after junit-10.xsd of Jenkins' xunit plugin
    "testsuites": ({"name", "time", "tests", "failures", "errors", "skipped", "disabled"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id", "package", "group"},
        {"properties", "testcase", "system-out", "system-err"},
    ),
    "properties": (set(), {"property"}),
    "property": ({"name", "value"}, set()),
    "testcase": (
        {"name", "classname", "time", "status", "class", "file", "line"},
        {"skipped", "error", "failure", "system-out", "system-err"},
    ),
    "failure": ({"type", "message"}, set()),
    "skipped": ({"type", "message"}, set()),
    "system-out": (set(), set()),
}


@every
def test_junit_has_nothing_that_the_schema_of_jenkins_does_not_know(make):
    for element in ET.fromstring(output("junit", make()).encode()).iter():  # noqa: S314 - written above
        attributes, children = ALLOWED[element.tag]
        assert set(element.attrib) <= attributes
        assert {child.tag for child in element} <= children


def samples(text, reader):
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in reader(text)
        for sample in family.samples
    }


@both
@every
def test_both_texts_for_prometheus_are_read_by_its_parsers_and_agree(make, lang):
    new, old = output("openmetrics", make(), lang), output("prometheus", make(), lang)
    assert new.endswith("# EOF\n")
    assert samples(new, openmetrics_families) == samples(old, prometheus_families)


def test_figures_carry_base_units_and_what_was_not_measured_is_absent():
    found = samples(output("openmetrics", falling()), openmetrics_families)
    network = ("network", "Acme")
    assert found["rse_maturity_participation_rate_ratio", network] == 0.18
    assert found["rse_maturity_participation_rate_low_ratio", network] == pytest.approx(0.14)
    assert found["rse_maturity_first_answer_seconds", network] == 5.5 * 3600
    assert found["rse_maturity_members", network] == 412
    assert not any(name.startswith("rse_maturity_cross_unit_ratio") for name, *_ in found)
    assert found["rse_maturity_phase", network, ("rse_maturity_phase", "growth")] == 1
    assert found["rse_maturity_phase", network, ("rse_maturity_phase", "cruise")] == 0
    assert found["rse_maturity_gate", ("gate", "below_best"), network, ("rse_maturity_gate", "failed")] == 1
    assert found["rse_maturity_check_passed", network] == 0
    assert found["rse_maturity_period_end_timestamp_seconds", network] == 1748736000  # 2025-06-01T00:00:00Z


def test_types_and_units_are_declared():
    families = {family.name: family for family in openmetrics_families(output("openmetrics", falling()))}
    assert families["rse_maturity_phase"].type == "stateset"
    assert families["rse_maturity_participation_rate_ratio"].unit == "ratio"
    assert all(family.documentation for family in families.values())


def test_participation_that_was_not_measured_is_absent():
    found = samples(output("openmetrics", too_little()), openmetrics_families)
    assert not any("participation" in name for name, *_ in found)


def read_commands(text):
    """Read workflow commands back as GitHub's runner does."""
    plain = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}
    for line in text.splitlines():
        name, title, message = re.fullmatch(r"::(\w+) title=([^:,]*)::(.*)", line).groups()
        yield name, *(re.sub("%(25|0D|0A|3A|2C)", lambda one: plain[one[0]], part) for part in (title, message))


def test_github_gets_an_error_for_each_failure_and_one_notice():
    assert list(read_commands(output("github", falling()))) == [
        ("error", "Acme: Participation near its best", "Participation is 18%, below its best."),
        (
            *("notice", "Acme"),
            "Growth, participation 18% (14% – 22%). 1 gate passed, 1 gate failed, 1 gate left open",
        ),
    ]
    assert [name for name, *_ in read_commands(output("github", falling(warn_only=True)))] == ["warning", "notice"]
    assert [name for name, *_ in read_commands(output("github", holding()))] == ["notice"]


def test_no_name_begins_a_command_of_its_own():
    commands = list(read_commands(output("github", hostile())))
    assert [name for name, *_ in commands] == ["error", "notice"]
    assert commands[0][2] == "100 %\r\n::error::no"
    assert command("error", title="a:b,c%", message="a:b,c%\n") == "::error title=a%3Ab%2Cc%25::a:b,c%25%0A"


CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "required": ["path", "lines"],
                "properties": {"path": {"not": {"pattern": "^\\./"}}, "lines": {"required": ["begin"]}},
            },
        },
    },
}


@both
@every
def test_gitlab_gets_a_finding_for_each_failure_in_the_fields_that_it_asks_for(make, lang):
    found = json.loads(output("codequality", make(), lang))
    jsonschema.validate(found, CODE_QUALITY)
    assert len(found) == len(make().failed)
    assert len({one["fingerprint"] for one in found}) == len(found)


def test_a_finding_of_gitlab_keeps_its_fingerprint_when_figures_change():
    before, after = (json.loads(output("codequality", run)) for run in (falling(), falling(participation=0.1)))
    assert before[0]["fingerprint"] == after[0]["fingerprint"]


def test_annotations_of_gitlab_are_a_link_named_after_what_was_found():
    made = json.loads(output("annotations", falling()))
    link = made["Acme"][0]["external_link"]
    assert link["url"] == "https://ci.example/runs/7?a=(1)"
    assert link["label"].startswith("Growth, participation 18%")
    assert json.loads(output("annotations", first())) == {"Acme": []}


@every
def test_json_is_valid_and_reads_back(make):
    text = output("json", make())
    jsonschema.validate(json.loads(text), json_schema(Check))
    assert Check.model_validate_json(text) == make().check


@pytest.mark.parametrize(("lang", "said"), [("en", "Maturity of the network: "), ("fr", "Maturité du réseau\u00a0: ")])
def test_a_network_without_a_name_is_not_called_default(lang, said):
    unnamed = falling(network="default")
    assert output("summary", unnamed, lang).startswith(f"## {said}")
    assert 'network="default"' in output("openmetrics", unnamed, lang)


def test_every_metric_there_is_has_a_name_of_its_own():
    run = falling()
    figures = {spec.id: figure(1.5, 1, 2, unit=spec.unit) for spec in METRICS}
    last = run.trend.snapshots[-1].model_copy(update={"metrics": figures})
    trend = run.trend.model_copy(update={"snapshots": (last,)})
    families = list(openmetrics_families(output("openmetrics", replace(run, trend=trend))))
    names = [family.name for family in families]
    assert len(names) == len(set(names)) == 3 * len(METRICS) + 9
