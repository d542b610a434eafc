"""From an export to files: languages, pipes, same bytes, settings, privacy."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from tests.end_to_end.outcomes import analysis_in, names_in

PICTURES = ["bubbles.png", "relations.png", "trajectory.png"]


def rse_maturity(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "rse_maturity", *arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_same_input_gives_the_same_bytes(export, tmp_path_factory):
    made = []
    for threads in ("1", "4"):
        place = tmp_path_factory.mktemp("run")
        for name in ("events.csv", "people.csv"):
            (place / name).write_bytes((export / name).read_bytes())
        told = {"SOURCE_DATE_EPOCH": "1700000000", "RSE_MATURITY_KEY": "k"}
        own = {"POLARS_MAX_THREADS": threads, "PYTHONHASHSEED": threads}
        run = rse_maturity("analyze", "events.csv", "--people", "people.csv", "--lang", "fr", cwd=place, **told, **own)
        assert run.returncode == 0, run.stderr
        output = place / "events-maturity"
        files = {file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*") if file.is_file()}
        made.append((run.stdout, files))
    assert made[0][0] == made[1][0]
    assert sorted(made[0][1]) == sorted(made[1][1])
    assert {"analysis.json", *PICTURES} <= set(made[0][1])
    for name, content in made[0][1].items():
        assert content == made[1][1][name], name
    assert json.loads(made[0][1]["analysis.json"])["generated_at"] == "2023-11-14T22:13:20Z"


def test_both_languages_say_the_same(export, command):
    told = {}
    for lang in ("en", "fr"):
        outcome = command("analyze", "events.csv", "--people", "people.csv", "--no-charts", "--lang", lang)
        assert outcome.code == 0, outcome.err
        told[lang] = outcome.out, analysis_in(export)
    english, french = told["en"][1], told["fr"][1]
    assert (english["lang"], french["lang"]) == ("en", "fr")
    assert english["metrics"] == french["metrics"]
    assert [finding["outcome"] for finding in english["phase"]["findings"]] == [
        finding["outcome"] for finding in french["phase"]["findings"]
    ]
    assert told["en"][0] != told["fr"][0]
    assert not re.search(r"\w [;:!?%]", told["fr"][0])
    assert "\x1b" not in told["en"][0] + told["fr"][0]


def test_the_locale_chooses_the_language(export):
    run = rse_maturity("analyze", "events.csv", "--no-charts", cwd=export, LC_ALL="fr_FR.UTF-8")
    assert run.returncode == 0, run.stderr
    assert analysis_in(export)["lang"] == "fr"


@pytest.mark.usefixtures("export")
@pytest.mark.parametrize("width", [60, 100, 160])
def test_the_summary_fits_its_width(width, command, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    outcome = command("analyze", "events.csv", "--people", "people.csv", "--no-charts")
    assert outcome.code == 0, outcome.err
    assert max(map(len, outcome.out.splitlines())) <= width


def test_json_on_standard_output_is_the_file_and_nothing_else(export, command):
    outcome = command("analyze", "events.csv", "--people", "people.csv", "--no-charts", "--format", "json")
    assert outcome.code == 0, outcome.err
    assert json.loads(outcome.out) == analysis_in(export)


@pytest.mark.usefixtures("export")
def test_markdown_on_standard_output(command):
    outcome = command("analyze", "events.csv", "--people", "people.csv", "--no-charts", "--format", "markdown")
    assert outcome.code == 0, outcome.err
    assert outcome.out.startswith("#")


@pytest.mark.usefixtures("export")
def test_quiet_is_quiet(command):
    outcome = command("analyze", "events.csv", "--people", "people.csv", "--no-charts", "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_standard_input(export):
    with (export / "events.csv").open("rb") as source:
        run = subprocess.run(
            [sys.executable, "-m", "rse_maturity", "analyze", "-", "--no-charts"],
            cwd=export, stdin=source, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert (export / "stdin-maturity" / "analysis.json").exists()


def test_json_never_holds_nan_and_follows_its_keys(export, command):
    assert command("analyze", "events.csv", "--people", "people.csv", "--no-charts").code == 0
    text = (export / "events-maturity" / "analysis.json").read_text("utf-8")
    assert not re.search(r"\b(NaN|Infinity)\b", text)
    analysis = json.loads(text)
    assert analysis["schema"] == "rse-maturity/analysis/1"
    named = (
        "members enrolment_rate bulk_enrolment_share activation_rate participation_rate contribution_rate "
        "unit_coverage "
        "habit_share returning_share newcomer_conversion response_rate first_answer_hours unanswered_share "
        "comments_per_post two_way_share connections_per_active core_share cross_unit_ratio self_sustained_share gini "
        "top_decile_share absence_factor manager_exemplarity"
    )
    assert set(named.split()) <= set(analysis["metrics"])
    assert analysis["trajectory"][-1]["phase"] == analysis["phase"]["label"]
    for figure in analysis["metrics"].values():
        assert (figure["value"] is None) == (figure["status"] != "measured")
        bounds = [bound for bound in (figure["low"], figure["value"], figure["high"]) if bound is not None]
        assert bounds == sorted(bounds)


def test_the_figures_are_those_of_a_count_by_hand(export, command, network):
    assert command("analyze", "events.csv", "--people", "people.csv", "--no-charts", "--zone", "UTC").code == 0
    rates = analysis_in(export)["metrics"]
    events = network.events.with_columns(day=pl.col("timestamp").str.slice(0, 10).str.to_date())
    last = events["day"].max() - timedelta(days=1)
    members = network.people.filter(
        ~pl.col("is_bot"), pl.col("joined_at") <= last, pl.col("left_at").is_null() | (pl.col("left_at") > last)
    )["person_id"].to_list()
    acts = events.filter(
        pl.col("day").is_between(last - timedelta(days=27), last),
        pl.col("kind").is_in(["post", "comment", "reaction"]),
        pl.col("actor").is_in(members),
    )
    contributions = acts.filter(pl.col("kind") != "reaction")
    assert rates["members"]["value"] == len(members)
    assert rates["participation_rate"]["value"] == pytest.approx(acts["actor"].n_unique() / len(members))
    assert rates["contribution_rate"]["value"] == pytest.approx(contributions["actor"].n_unique() / len(members))


def test_inspect_writes_nothing(export, command):
    before = names_in(export)
    outcome = command("inspect", "events.csv", "--people", "people.csv")
    assert outcome.code == 0, outcome.err
    assert "timestamp" in outcome.out
    assert names_in(export) == before


@pytest.mark.parametrize("story", ["creation", "decline", "broadcast"])
def test_every_story_goes_the_whole_way(story, folder, command):
    assert command("simulate", "-o", "made", "--story", story, "--people", "90", "--lang", "en").code == 0
    outcome = command("analyze", "made/events.csv", "--people", "made/people.csv", "-o", "out")
    assert outcome.code == 0, outcome.err
    analysis = analysis_in(folder)
    drawn = analysis["pictures"]
    expected = {"trajectory.png"} | {f"{name}.png" for name, picture in drawn.items() if picture is not None}
    judged = [unit for unit in analysis["units"] if unit["phase"] not in (None, "insufficient_data")]
    if len(judged) > 1:
        expected.add("heatmap.png")
    assert {name for name in names_in(folder / "out") if name.endswith(".png")} == expected
    assert drawn["bubbles"] is not None


def test_the_same_command_twice_refuses_nothing_and_simulate_keeps_foreign_files(command):
    assert command("simulate", "-o", "made", "--people", "40", "--months", "1").code == 0
    assert command("simulate", "-o", "made", "--people", "41", "--months", "1").code == 0
    Path("made/events.csv").write_text("date,user\n2024-01-01,a\n")
    outcome = command("simulate", "-o", "made", "--people", "40", "--months", "1")
    assert outcome.code == 2
    assert Path("made/events.csv").read_text() == "date,user\n2024-01-01,a\n"
