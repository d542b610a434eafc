"""The examples for CI, run for real: their own shell, on the exports of a made-up network that falls."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
import pytest
import yaml
from junitparser import JUnitXml
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics_families
from prometheus_client.parser import text_string_to_metric_families as prometheus_families

from rse_maturity.simulate import STORIES, simulate
from tests.end_to_end.ci_machine import EXAMPLES, Machine


@pytest.fixture(scope="module")
def exports(tmp_path_factory):
    """Two exports of one network, each with the directory: until before it falls, and the months in which it did."""
    network = simulate(STORIES["decline"], people=60, months=16, seed=1, end=date(2025, 5, 31))
    folder = tmp_path_factory.mktemp("exports")
    day = pl.col("timestamp").str.slice(0, 10)
    for name, since, until in (("before", "0", "2024-09-30"), ("after", "2024-10-01", "9")):
        (folder / name).mkdir()
        network.events.filter(day.is_between(pl.lit(since), pl.lit(until))).write_csv(folder / name / "events.csv")
        network.people.write_csv(folder / name / "people.csv")
    return folder


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.mark.parametrize(
    ("schema", "file"), [("github-workflows", "github-workflow.yml"), ("gitlab-ci", "gitlab-ci.yml")]
)
def test_the_structure_is_what_the_forge_knows(schema, file):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(EXAMPLES / file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_shell_holds_an_expression_of_the_forge():
    """What is put into a script before the shell reads it can be code: environment variables cannot."""
    steps = yaml.safe_load((EXAMPLES / "github-workflow.yml").read_text(encoding="utf-8"))["jobs"]["maturity"]["steps"]
    assert not any("${{" in step.get("run", "") for step in steps)


def test_the_workflow_of_github_month_after_month(machine, exports):
    first = machine.github(1, EXPORT=str(exports / "before"), TODAY="2024-10-02")
    assert first.passed, first.printed
    second = machine.github(2, EXPORT=str(exports / "after"), TODAY="2025-06-02")
    assert {step for step, code in second.codes.items() if code} == {"Check"}, second.printed
    assert second.codes["Check"] == 1

    kept = machine.git("log", "--format=%s", "maturity", folder=machine.origin).splitlines()
    assert kept == ["Snapshot", "Snapshot"]
    files = machine.git("ls-tree", "--name-only", "maturity", folder=machine.origin).splitlines()
    assert files == ["badge.svg", "history.sqlite"]
    assert "::error title=Example" in second.printed["Check"]
    assert "::error" not in first.printed["Check"]
    summary = (machine.home / "summary2.md").read_text(encoding="utf-8")
    assert summary.startswith("## Example: ")
    assert "https://forge.example/acme/maturity/actions/runs/2" in summary
    suite = next(iter(JUnitXml.fromfile(str(machine.artifacts / "2" / "maturity" / "junit.xml"))))
    assert suite.failures >= 1
    ET.parse(machine.artifacts / "2" / "maturity" / "badge.svg")  # noqa: S314 - written by us

    shutil.rmtree(machine.artifacts)
    machine.artifacts.mkdir()
    third = machine.github(3, EXPORT=str(exports / "after"), TODAY="2025-07-02")
    assert {step for step, code in third.codes.items() if code} == {"Restore the data set"}
    assert "The data set of the last run is gone" in third.printed["Restore the data set"]
    assert len(machine.git("log", "--format=%s", "maturity", folder=machine.origin).splitlines()) == 2


def test_the_job_of_gitlab(machine, exports):
    done, folder = machine.gitlab(
        EXPORT=str(exports / "before"), RSE_MATURITY_HISTORY=str(machine.home / "h"), TODAY="2024-10-02"
    )
    assert done.passed, done.printed
    assert next(iter(JUnitXml.fromfile(str(folder / "junit.xml")))).failures == 0
    assert json.loads((folder / "codequality.json").read_text(encoding="utf-8")) == []
    link = json.loads((folder / "annotations.json").read_text(encoding="utf-8"))["Example"][0]["external_link"]
    assert link["url"] == "https://forge.example/acme/-/jobs/1/artifacts/browse"
    families = {family.name for family in openmetrics_families((folder / "metrics.txt").read_text(encoding="utf-8"))}
    assert {"rse_maturity_phase", "rse_maturity_participation_rate_ratio"} <= families


def test_the_script_for_cron(machine, exports):
    folder = machine.checkout("cron")
    code, printed = machine.shell("./monthly.sh", folder=folder, EXPORT=str(exports / "before"), TODAY="2024-10-02")
    assert code == 0, printed
    text = Path(folder, "rse_maturity.prom").read_text(encoding="utf-8")
    assert {family.name for family in prometheus_families(text)} >= {"rse_maturity_phase", "rse_maturity_gate"}
