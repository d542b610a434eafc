"""The output folder: whole or not at all, its own files and nothing else."""

import csv
import json
import os
from pathlib import Path

import polars as pl
import pytest

from rse_maturity.errors import OutputRefused
from rse_maturity.i18n import catalogue
from rse_maturity.model.metric import SurvivalCurve, SurvivalPoint
from rse_maturity.model.schema import REJECTED
from rse_maturity.views import folder
from rse_maturity.views.folder import check_output, write_folder
from tests.views.made_analysis import growing, hostile, insufficient

NOTHING_REFUSED = pl.DataFrame(schema=REJECTED)
REFUSED = pl.DataFrame(
    {"source": ["a.csv"], "line": [7], "field": ["timestamp"], "reason": ["not_a_time"]}, schema=REJECTED
)
TABLES = {
    f"tables/{name}.csv"
    for name in ("metrics", "months", "weeks", "units", "sites", "communities", "relations", "people")
}


@pytest.fixture(autouse=True)
def pictures(monkeypatch):
    """Pictures are somebody else's: any file will do here."""

    def draw(_, place, **__):
        place.joinpath("bubbles.png").write_bytes(b"x")

    monkeypatch.setattr(folder, "_draw", draw)


def write(output, analysis=None, *, rejected=NOTHING_REFUSED, charts=False, lang="en"):
    return write_folder(analysis or growing(), rejected, output, charts=charts, texts=catalogue(lang))


def names(output):
    return {str(path.relative_to(output)) for path in output.rglob("*") if path.is_file()}


def test_everything_is_written_and_named(tmp_path):
    output = tmp_path / "new" / "deep"
    files = write(output, rejected=REFUSED, charts=True)
    assert names(output) == {"analysis.json", "bubbles.png", "rejected.csv", *TABLES}
    assert {str(path.relative_to(output)) for path in files} == names(output)
    assert (output / "rejected.csv").read_text() == "source,line,field,reason\na.csv,7,timestamp,not_a_time\n"
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_the_same_analysis_gives_the_same_bytes(tmp_path):
    write(tmp_path / "a", rejected=REFUSED)
    write(tmp_path / "b", rejected=REFUSED)
    for name in names(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_second_run_removes_its_stale_files_and_nothing_else(tmp_path):
    write(tmp_path, rejected=REFUSED, charts=True)
    tmp_path.joinpath("notes.txt").write_text("mine")
    tmp_path.joinpath("tables", "mine.csv").write_text("mine")
    write(tmp_path, insufficient())
    assert names(tmp_path) == {"analysis.json", "notes.txt", "tables/mine.csv", *TABLES}
    assert json.loads(tmp_path.joinpath("analysis.json").read_text())["phase"]["label"] == "insufficient_data"


def test_a_file_of_our_name_that_is_not_ours_is_refused(tmp_path):
    tmp_path.joinpath("rejected.csv").write_text("mine")
    with pytest.raises(OutputRefused):
        write(tmp_path)
    assert names(tmp_path) == {"rejected.csv"}


def test_a_failure_while_drawing_leaves_nothing(tmp_path, monkeypatch):
    def fail(_, place, **__):
        raise OutputRefused(path=place, why="full")

    monkeypatch.setattr(folder, "_draw", fail)
    with pytest.raises(OutputRefused):
        write(tmp_path / "out", charts=True)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_while_moving_puts_the_old_files_back(tmp_path, monkeypatch):
    write(tmp_path, rejected=REFUSED)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    whole = Path.replace

    def replace(self, target):
        if self.parts[-3:] == ("new", "tables", "people.csv"):
            raise OSError(28, "No space left on device")
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OutputRefused, match="No space left"):
        write(tmp_path, insufficient())
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before
    with pytest.raises(OutputRefused):
        write(tmp_path / "fresh")
    assert not tmp_path.joinpath("fresh").exists()


def test_a_file_in_the_way_is_refused_before_the_work(tmp_path):
    tmp_path.joinpath("taken").write_text("")
    for place in ("taken", "taken/below"):
        with pytest.raises(OutputRefused):
            check_output(tmp_path / place)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputRefused):
        check_output(tmp_path / "out")
    tmp_path.chmod(0o700)


def test_no_cell_is_a_formula_or_holds_a_control_character(tmp_path):
    write(tmp_path, hostile())
    for name in TABLES:
        with tmp_path.joinpath(name).open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    assert not cell.startswith(("=", "@", "\t")), cell
                    assert "\x1b" not in cell
    with tmp_path.joinpath("tables/people.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["display_name"] == "'=HYPERLINK(1)"


def test_tables_hold_the_figures_and_nothing_for_what_is_not_known(tmp_path):
    write(tmp_path)
    with tmp_path.joinpath("tables/metrics.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["metric"]: row for row in csv.DictReader(file)}
    assert rows["participation_rate"]["value"] == "0.2306"
    assert rows["unit_coverage"]["value"] == ""
    assert rows["unit_coverage"]["reason"] == "no_unit"


def table(folder, name):
    with folder.joinpath("tables", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_series_stand_in_tables_of_months_and_weeks(tmp_path):
    analysis = growing()
    write(tmp_path, analysis)
    months, weeks = table(tmp_path, "months.csv"), table(tmp_path, "weeks.csv")
    last = analysis.trajectory[-1]
    assert (months[-1]["end"], months[-1]["phase"]) == (last.end.isoformat(), last.phase)
    assert float(months[-1]["participation_rate"]) == last.metrics["participation_rate"]
    assert (weeks[0]["week"], weeks[0]["active"], weeks[0]["posts"]) == ("2023-07-31", "40", "")


def test_survival_has_a_table_where_it_was_asked_for(tmp_path):
    points = (
        SurvivalPoint(at=1.0, share=0.8, low=0.6, high=0.9, at_risk=8),
        SurvivalPoint(at=2.0, share=1.0, low=None, high=None, at_risk=2),
    )
    curve = SurvivalCurve(metric="space_survival_months", unit="months", total=10, ended=2, points=points)
    write(tmp_path, growing(survival=(curve,)))
    rows = table(tmp_path, "survival.csv")
    assert [(row["metric"], row["at"], row["share"], row["low"]) for row in rows] == [
        ("space_survival_months", "1.0", "0.8", "0.6"),
        ("space_survival_months", "2.0", "1.0", ""),
    ]
    write(tmp_path)
    assert not tmp_path.joinpath("tables", "survival.csv").exists()
