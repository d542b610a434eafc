"""A trend in words: what is chosen, what is marked, what is left open; the same in every form."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import jsonschema
import pytest

from rse_maturity.i18n import catalogue
from rse_maturity.model.snapshot import Trend
from rse_maturity.tracking.trend import trend_of
from rse_maturity.views.json import json_schema
from rse_maturity.views.paper import Paper
from rse_maturity.views.trend import trend_csv, trend_json
from rse_maturity.views.trend_layout import trend_markdown, trend_text
from tests.tracking.made_snapshots import DEFINITIONS, figure, month_ends, months, snapshot

YEAR = [0.20, 0.22, 0.24, 0.26, 0.28, 0.30, 0.30, 0.32, 0.33, 0.34, 0.35, 0.36, 0.37]


def year(last=date(2025, 6, 30)):
    ends = month_ends(len(YEAR), last=last)
    return trend_of(
        [
            snapshot(end, value, metrics={"habit_share": figure(value / 2, end, half=None)})
            for end, value in zip(ends, YEAR, strict=True)
        ]
    )


def text(trend, *, lang="en", width=100, encoding="utf-8", **kwargs):
    return trend_text(trend, texts=catalogue(lang), paper=Paper(width=width, encoding=encoding), **kwargs)


def test_what_changed_since_last_time_and_since_a_year_ago_is_told_with_its_doubt():
    told = text(year())
    assert "Participation  20% (Jun 2024) → 37% (Jun 2025)" in told
    last, year_ago = told.split("Since ")[1:]
    assert last.startswith("May 31, 2025, the last ordinary period before")
    assert "Participation  36% (34% – 38%) → 37% (35% – 39%)" in last.replace("\u00a0", " ")
    assert "+1 point            no" in last
    assert year_ago.startswith("June 30, 2024, a year ago")
    assert "+17 points           yes" in year_ago


def test_a_figure_is_chosen_by_its_name():
    told = text(year(), metrics=["habit_share"])
    assert "Habit  10%" in told
    assert "Participation  " not in told
    assert "Of 1 other figure, difference beyond both intervals: Participation (+17 points)." in told


def test_august_is_marked_and_not_compared():
    told = text(year(last=date(2025, 8, 31)))
    assert "Aug 2025 *" in told
    assert "Since the last ordinary period\n  Holidays, a campaign or an outage fill one of the two periods" in told
    assert "Since August 31, 2024, a year ago" in told


def test_a_first_snapshot_says_that_there_is_nothing_to_compare():
    told = text(trend_of(months([0.3])))
    assert "1 snapshot, up to June 30, 2025" in told
    assert told.count("Nothing to compare yet.") == 2
    assert "Beyond both" not in told


def test_where_a_definition_changed_is_marked_and_explained():
    before, after = months([0.3, 0.3])
    wider = {**DEFINITIONS, "time": {**DEFINITIONS["time"], "window_days": 14}}
    told = text(trend_of([before, after.model_copy(update={"definitions": wider})]))
    assert "Jun 2025 !" in told
    assert "! June 30, 2025: Windows or spans differ (window_days)" in told
    assert "other quantity" in told


def test_the_line_of_blocks_holds_what_it_has_room_for_and_says_from_when():
    told = text(trend_of(months([0.3] * 60)), width=40)
    assert "30% (Jul 2022) → 30%" in told
    assert "█" * 36 in told
    assert "█" * 37 not in told


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("width", [60, 100, 160])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_line_is_wider_than_the_paper(lang, width, encoding):
    told = text(year(last=date(2025, 8, 31)), lang=lang, width=width, encoding=encoding)
    assert max(map(len, told.splitlines())) <= width
    assert told.isascii() == (encoding == "ascii")


def test_markdown_holds_the_same():
    told = trend_markdown(year(), texts=catalogue("fr"))
    assert "| juin 2025 | Croissance | 37\u202f% | 19\u202f% |" in told
    assert "`▅▅▆▆▆▇▇▇▇▇███`" in told
    assert "\n## Depuis le 30 juin 2024, un an plus tôt\n" in told


def test_a_hostile_name_is_only_a_name():
    hostile = [one.model_copy(update={"network": "<b>|\x1b[31m"}) for one in months([0.3])]
    assert "\x1b" not in text(trend_of(hostile))
    assert trend_markdown(trend_of(hostile), texts=catalogue("en")).startswith("# Trend: \\<b\\>\\| \\[31m\n")


def test_json_follows_its_schema_and_comes_back():
    told = trend_json(year())
    jsonschema.validate(json.loads(told), json_schema(Trend))
    assert Trend.model_validate_json(told) == year()


def test_csv_has_one_row_for_each_snapshot_and_figure():
    rows = list(csv.DictReader(io.StringIO(trend_csv(year()))))
    assert len(rows) == 26
    assert (rows[0]["end"], rows[0]["metric"], rows[0]["value"]) == ("2024-06-30", "participation_rate", "0.2")
    assert (rows[1]["low"], rows[1]["exceptional"], rows[4]["exceptional"]) == ("", "false", "true")
    assert len(trend_csv(year(), metrics=["habit_share"]).splitlines()) == 14
