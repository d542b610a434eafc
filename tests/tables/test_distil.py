import random
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from rse_maturity.config import Settings, TimeSettings
from rse_maturity.tables.distil import distil

FRAMES = {
    "people": "person id display_name unit site expected listed in_directory team manager joined left "
    "first_participation first_contribution",
    "windows": "period person posts comments shares reactions",
    "years": "period person posts comments shares reactions",
    "weeks": "week person contributions reactions",
    "active_weeks": "period person active contributing weeks",
    "roots": "day period repeated author channel unit team first_answer_hours comments echo answerers followed_hours "
    "opening",
    "ties": "source target comments reactions",
    "tie_periods": "period people directed dyads mutual",
    "unit_ties": "period source_unit target_unit comments",
    "unit_people": "period unit people",
}


def random_rows(count, *, seed=3, people=12):
    chance = random.Random(seed)  # noqa: S311 - invented events, no secrets
    start = datetime(2022, 3, 8, tzinfo=UTC)
    rows = []
    for number in range(count):
        kind = chance.choice(["post", "comment", "comment", "reaction", "share", "view"])
        at = (start + timedelta(minutes=chance.randrange(800 * 1440))).replace(tzinfo=None).isoformat()
        row = {"event": number + 1, "at": at, "actor": chance.randrange(people), "kind": kind}
        if kind in ("comment", "reaction"):
            row["parent"] = chance.randrange(1, count + 20)
        rows.append(row)
    return rows


def run(dataset, **time):
    return distil(dataset, settings=Settings(time=TimeSettings(**time)))


def assert_as_described(tables):
    for name, columns in FRAMES.items():
        assert getattr(tables, name).columns == columns.split(), name


def test_one_row_gives_tables_of_one_day(dataset):
    tables = run(dataset([{"at": "2024-05-05T10:00", "actor": 0, "kind": "post"}]))
    assert_as_described(tables)
    assert tables.calendar.ends == (date(2024, 5, 5),)
    assert tables.windows.rows() == [(0, 0, 1, 0, 0, 0)]
    assert tables.years.rows() == [(0, 0, 1, 0, 0, 0)]
    assert tables.tie_periods.rows() == [(0, 0, 0, 0, 0)]
    assert tables.roots.select("period", "comments", "echo").rows() == [(None, 0, False)]
    assert (tables.contributors_ever, tables.has_directory) == (1, False)


def test_only_reactions_leave_no_root_and_no_comment_tie(dataset):
    rows = [
        {"at": f"2024-0{month}-05T10:00", "actor": month % 3, "kind": "reaction", "parent_actor": 3}
        for month in range(1, 7)
    ]
    tables = run(dataset(rows))
    assert_as_described(tables)
    assert tables.contributors_ever == 0
    assert tables.roots.is_empty()
    assert tables.ties["comments"].sum() == 0
    assert tables.ties.select("source", "target", "reactions").rows() == [(0, 3, 1), (1, 3, 2), (2, 3, 2)]
    assert tables.tie_periods["people"].sum() == 0


def test_the_last_day_of_the_export_and_bots_are_in_no_table(dataset, people_rows):
    rows = [
        {"event": 1, "at": "2024-01-10T10:00", "actor": 0, "kind": "post"},
        {"event": 2, "at": "2024-01-11T10:00", "actor": 1, "kind": "comment", "parent": 1},  # a bot answers
        {"event": 3, "at": "2024-01-12T10:00", "actor": 2, "kind": "comment", "parent": 2},  # somebody answers the bot
        {"event": 4, "at": "2024-01-13T10:00", "actor": 1, "kind": "post"},
        {"event": 5, "at": "2024-01-14T10:00", "actor": 3, "kind": "comment", "parent": 1},  # the day that is not over
    ]
    people = people_rows(4, columns={"is_bot": [False, True, None, None], "unit": ["A", "A", "B", "B"]})
    tables = run(dataset(rows, people=people))
    assert tables.calendar.last_day == date(2024, 1, 13)
    assert tables.people["person"].to_list() == [0, 2, 3]
    assert tables.years.rows() == [(0, 0, 1, 0, 0, 0), (0, 2, 0, 1, 0, 0)]
    assert tables.ties.is_empty()
    assert tables.unit_ties.is_empty()
    # the thread goes on through the bot: who answers it is the first human to answer
    assert tables.roots.select("author", "first_answer_hours", "comments", "echo").rows() == [(0, 48.0, 1, True)]
    assert tables.contributors_ever == 2


def test_until_ends_the_calendar_where_the_export_goes_on(dataset):
    rows = [{"at": f"2024-01-{day}T10:00", "actor": 0, "kind": "post"} for day in ("02", "20", "25")]
    assert run(dataset(rows), until=date(2024, 1, 20)).calendar.last_day == date(2024, 1, 20)


def test_nobody_ties_with_themselves(dataset):
    rows = [
        {"event": 1, "at": "2024-01-10T10:00", "actor": 0, "kind": "post"},
        {"event": 2, "at": "2024-01-11T10:00", "actor": 0, "kind": "comment", "parent": 1},
        {"event": 3, "at": "2024-01-12T10:00", "actor": 0, "kind": "reaction", "parent": 2},
        {"at": "2024-02-12T10:00", "actor": 0, "kind": "view"},
    ]
    tables = run(dataset(rows))
    assert tables.ties.is_empty()
    assert tables.roots.select("comments", "echo").rows() == [(1, False)]


def test_windows_and_years_and_weeks_agree_on_what_happened(dataset):
    tables = run(dataset(random_rows(400)))
    last = len(tables.calendar.ends) - 1
    year = tables.years.filter(pl.col("period") == last)
    month = tables.windows.filter(pl.col("period") == last)
    assert year["posts"].sum() + year["shares"].sum() >= month["posts"].sum() + month["shares"].sum() > 0
    assert tables.ties["comments"].sum() <= year["comments"].sum()
    assert tables.tie_periods["directed"].to_list()[-1] == tables.ties.filter(pl.col("comments") > 0).height
    own = tables.roots.filter(~pl.col("repeated")).height
    kinds = ("post", "share")
    rows = [row for row in random_rows(400) if row["at"][:10] <= str(tables.calendar.last_day)]
    assert own == sum(row["kind"] in kinds for row in rows)


@pytest.mark.parametrize("window_days", [7, 28, 90])
def test_the_order_of_rows_changes_nothing(dataset, event_rows, people_rows, window_days):
    events = event_rows(random_rows(600))
    columns = {"unit": ["A", "B", "C", None] * 3, "is_bot": [False] * 11 + [True]}
    once, again = (
        run(dataset(frame, people=people_rows(12, columns=columns)), window_days=window_days)
        for frame in (events, events.sample(fraction=1.0, shuffle=True, seed=9))
    )
    for field in (one for one in fields(once) if one.compare):
        first, second = getattr(once, field.name), getattr(again, field.name)
        if isinstance(first, pl.DataFrame):
            assert_frame_equal(first, second, check_row_order=field.name != "roots")
        else:
            assert first == second, field.name
