from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.tables.activity import ACTS, active_weeks, acts, firsts, weeks
from rse_maturity.tables.calendar import calendar_between, windows, years
from rse_maturity.tables.stretches import stretches, summed

MONDAY = date(2024, 1, 1)


def by_period(events, spans, *, size):
    cut = stretches(spans)
    return summed(acts(events.lazy(), cut.days), cut.bounds, names=ACTS, size=size)[0]


def by_week(events, calendar, *, size):
    cut = stretches([(week, week + timedelta(days=6)) for week in calendar.weeks])
    return weeks(summed(acts(events.lazy(), cut.days), cut.bounds, names=ACTS, size=size)[0], calendar)


def test_acts_are_counted_by_kind_and_presence_is_none(event_rows):
    events = event_rows(
        [
            {"at": "2024-01-05T10:00", "actor": 0, "kind": "post"},
            {"at": "2024-01-05T11:00", "actor": 0, "kind": "comment"},
            {"at": "2024-01-06T11:00", "actor": 0, "kind": "comment"},
            {"at": "2024-01-06T11:00", "actor": 1, "kind": "share"},
            {"at": "2024-01-06T11:00", "actor": 1, "kind": "upload"},
            {"at": "2024-01-31T11:00", "actor": 1, "kind": "reaction"},
            {"at": "2024-01-06T11:00", "actor": 2, "kind": "view"},
            {"at": "2024-02-01T11:00", "actor": 3, "kind": "post"},
        ]
    )
    table = by_period(events, [(date(2024, 1, 4), date(2024, 1, 31))], size=4)
    assert table.rows() == [(0, 0, 1, 2, 0, 0), (0, 1, 0, 0, 2, 1)]
    assert table.columns == ["span", "person", "posts", "comments", "shares", "reactions"]
    assert table.dtypes == [pl.UInt16, *[pl.UInt32] * 5]


def test_a_day_in_two_windows_counts_in_both(event_rows):
    events = event_rows([{"at": "2024-02-20T10:00", "actor": 0, "kind": "post"}])
    calendar = calendar_between(date(2024, 1, 1), date(2024, 3, 11), until=None, window_days=28)
    assert calendar.ends[1:] == (date(2024, 2, 29), date(2024, 3, 10))
    table = by_period(events, windows(calendar, days=28), size=1)
    assert table["span"].to_list() == [1, 2]


def test_a_year_of_the_last_period_ends_on_its_day(event_rows):
    events = event_rows([{"at": f"{day}T10:00", "actor": 0, "kind": "post"} for day in ("2023-03-10", "2023-03-11")])
    calendar = calendar_between(date(2023, 2, 1), date(2024, 3, 11), until=None, window_days=28)
    table = by_period(events, years(calendar), size=1)
    last = len(calendar.ends) - 1
    assert table.filter(pl.col("span") == last)["posts"].to_list() == [1]  # 2023-03-11..2024-03-10
    assert table.filter(pl.col("span") == last - 1)["posts"].to_list() == [2]  # 2023-03-01..2024-02-29


def test_firsts_are_of_any_act_of_participation_and_of_contribution(event_rows):
    events = event_rows(
        [
            {"at": "2024-01-03T10:00", "actor": 0, "kind": "comment"},
            {"at": "2024-01-02T10:00", "actor": 0, "kind": "reaction"},
            {"at": "2024-01-01T10:00", "actor": 0, "kind": "login"},
            {"at": "2024-01-04T10:00", "actor": 1, "kind": "view"},
        ]
    )
    assert firsts(events.lazy()).sort("person").rows() == [
        (0, date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 3)),
        (1, date(2024, 1, 4), None, None),
    ]


def test_weeks_are_complete_ones(event_rows):
    days = ("2024-01-01", "2024-01-07", "2024-01-08", "2024-01-15")
    events = event_rows([{"at": f"{day}T10:00", "actor": 5, "kind": "post"} for day in days])
    calendar = calendar_between(MONDAY, date(2024, 1, 16), until=None, window_days=28)
    table = by_week(events, calendar, size=6)
    assert table.rows() == [(MONDAY, 5, 2, 0), (date(2024, 1, 8), 5, 1, 0)]
    assert table.dtypes == [pl.Date, pl.UInt32, pl.UInt32, pl.UInt32]


def test_no_week_gives_no_active_week(event_rows):
    events = event_rows([{"at": "2024-01-03T10:00", "actor": 0, "kind": "post"}])
    calendar = calendar_between(date(2024, 1, 3), date(2024, 1, 3), until=None, window_days=28)
    table = active_weeks(by_week(events, calendar, size=1), calendar, habit_weeks=12, size=1)
    assert table.is_empty()
    assert table.columns == ["period", "person", "active", "contributing", "weeks"]


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 3), st.booleans()), min_size=1, max_size=60),
    st.integers(2, 14),
    st.integers(0, 6),
)
def test_active_weeks_are_those_that_a_patient_reader_counts(acts, habit, start):
    from_day = MONDAY + timedelta(days=start)
    calendar = calendar_between(from_day, from_day + timedelta(days=201), until=None, window_days=28)
    cells = {}
    for number, person, contributes in acts:
        day = from_day + timedelta(days=number)
        monday = day - timedelta(days=day.weekday())
        if monday in calendar.weeks:
            cell = cells.setdefault((monday, person), [0, 0])
            cell[0 if contributes else 1] += 1
    table = pl.DataFrame(
        [(monday, person, *counts) for (monday, person), counts in sorted(cells.items())],
        schema={"week": pl.Date, "person": pl.UInt32, "contributions": pl.UInt32, "reactions": pl.UInt32},
        orient="row",
    )
    expected = []
    for period, end in enumerate(calendar.ends):
        last = [week for week in calendar.weeks if week + timedelta(days=6) <= end][-habit:]
        for person in range(4):
            active = [cells[week, person] for week in last if (week, person) in cells]
            if active:
                contributing = sum(contributions > 0 for contributions, _ in active)
                expected.append((period, person, len(active), contributing, len(last)))
    assert active_weeks(table, calendar, habit_weeks=habit, size=4).rows() == expected
