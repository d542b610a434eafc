from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from rse_maturity.config import load_settings
from rse_maturity.errors import DateOrderUnknown
from rse_maturity.sources.times import plan_times


def times(values, *, zone="UTC", general=True, **settings):
    table = pl.DataFrame({"t": pl.Series(values)})
    plan = plan_times(
        table.lazy(), table, "t", zone=zone, settings=load_settings(None, overrides=settings), path="x", general=general
    )
    by_day = plan.by_day if plan.by_day is not None else pl.lit(value=False)
    return plan.kind, table.select(at=plan.at, by_day=by_day)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant", "by_day"),
    [
        ("2024-03-04T09:15:00Z", utc(2024, 3, 4, 9, 15), False),
        ("2024-03-04 09:15:00+02:00", utc(2024, 3, 4, 7, 15), False),
        ("2024-03-04T09:15:00-0330", utc(2024, 3, 4, 12, 45), False),
        ("2024-03-04T09:15:00.5Z", utc(2024, 3, 4, 9, 15, 0, 500_000), False),
        ("2024-03-04 09:15", utc(2024, 3, 4, 8, 15), False),
        ("24/03/2024 à 9h15", utc(2024, 3, 24, 8, 15), False),
        ("24/03/2024 - 09:15:30", utc(2024, 3, 24, 8, 15, 30), False),
        ("24-03-24", utc(2024, 3, 23, 23), True),
        ("1er août 2024", utc(2024, 7, 31, 22), True),
        ("lundi 4 mars 2024 à 10h", utc(2024, 3, 4, 9), False),
        ("Mar 4, 2024 9:15 PM", utc(2024, 3, 4, 20, 15), False),
        ("12/12/2024 12:05 am", utc(2024, 12, 11, 23, 5), False),
        ("1709543700", utc(2024, 3, 4, 9, 15), False),
        ("1709543700123", utc(2024, 3, 4, 9, 15, 0, 123_000), False),
        ("45355,5", utc(2024, 3, 4, 11), False),
        ("2024-03-04", utc(2024, 3, 3, 23), True),
    ],
)
def test_ways_of_writing_a_date_in_paris(text, instant, by_day):
    _, read = times([text], zone="Europe/Paris", lang="fr")
    assert read.row(0) == (instant, by_day)


@pytest.mark.parametrize("text", ["bad", "31/02/2024", "2024-13-01", "14:00", "2024-03-04T25:00:00Z", "", "99"])
def test_what_is_no_date_is_null(text):
    assert times([text, "25/12/2024"])[1]["at"][0] is None


def test_the_hour_that_comes_twice_is_the_first_and_the_one_that_never_comes_is_an_hour_later():
    _, read = times(["2024-10-27 02:30:00", "2024-03-31 02:30:00"], zone="Europe/Paris", general=False)
    assert read["at"].to_list() == [utc(2024, 10, 27, 0, 30), utc(2024, 3, 31, 1, 30)]


def test_one_value_above_twelve_decides_for_the_column():
    assert times(["03/04/2024", "25/04/2024"])[1]["at"][0] == utc(2024, 4, 3)
    assert times(["03/04/2024", "04/25/2024"])[1]["at"][0] == utc(2024, 3, 4)


def test_the_decision_may_come_after_the_first_thousand_rows():
    kind, read = times(["03/04/2024"] * 2000 + ["04/25/2024"])
    assert (kind, read["at"][0]) == ("mdy", utc(2024, 3, 4))


def test_else_the_settings_decide_then_the_language_then_nobody():
    assert times(["03/04/2024"], time={"date_order": "mdy"}, lang="fr")[1]["at"][0] == utc(2024, 3, 4)
    assert times(["03/04/2024"], lang="fr")[1]["at"][0] == utc(2024, 4, 3)
    with pytest.raises(DateOrderUnknown, match="'t' may be day-first"):
        times(["03/04/2024"], lang="en")


def test_the_fast_way_reads_what_the_patient_way_reads():
    for values in (["2024-03-04T09:15:00Z", "2024-12-31T23:59:59Z"], ["2024-03-04 09:15:00", "2024-07-01 00:00:00"]):
        fast = times(values, zone="America/New_York", general=False)[1]
        assert fast["at"].equals(times(values, zone="America/New_York")[1]["at"])


def test_the_fast_way_takes_no_offset_for_its_own():
    column = ["2024-03-04T09:15:00Z"] * 1200 + ["2024-03-04T09:15:00+02:00"]
    table = pl.DataFrame({"t": column})
    settings = load_settings(None, overrides={})
    plan = plan_times(table.lazy(), table.head(1000), "t", zone="UTC", settings=settings, path="x", general=False)
    assert table.select(plan.at).to_series()[-1] is None


@pytest.mark.parametrize(
    ("common", "instant", "kind"),
    [
        ("24/03/2024 09:15", utc(2024, 3, 24, 8, 15), "dmy"),
        ("03/24/2024", utc(2024, 3, 23, 23), "mdy"),
        ("2024-03-24", utc(2024, 3, 23, 23), "date"),
        ("2024-03-24T09:15:00.25Z", utc(2024, 3, 24, 9, 15, 0, 250_000), "iso"),
        ("2024-03-24 09:15:00+02:00", utc(2024, 3, 24, 7, 15), "iso_offset"),
    ],
)
def test_a_form_that_a_column_shares_is_read_alone_and_leaves_the_others_for_a_second_look(common, instant, kind):
    told, read = times([common] * 9 + ["4 mars 2024"], zone="Europe/Paris", general=False)
    assert (told, read["at"].to_list()) == (kind, [instant] * 9 + [None])
