from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.tables.calendar import calendar_between, week_bounds, year_until

DAYS = st.dates(date(2019, 1, 1), date(2025, 12, 31))


def test_last_day_is_the_one_before_the_last_event_and_months_end_before_it():
    calendar = calendar_between(date(2024, 1, 10), date(2024, 4, 16), until=None, window_days=28)
    assert calendar.last_day == date(2024, 4, 15)
    assert calendar.ends == (date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 15))


def test_a_month_end_counts_from_its_28th_day_on():
    assert calendar_between(date(2024, 1, 4), date(2024, 2, 3), until=None, window_days=28).ends[0] == date(2024, 1, 31)
    assert calendar_between(date(2024, 1, 5), date(2024, 2, 3), until=None, window_days=28).ends == (date(2024, 2, 2),)


def test_until_counts_only_where_the_export_reaches_it():
    reached = calendar_between(date(2024, 1, 1), date(2024, 4, 16), until=date(2024, 4, 16), window_days=28)
    beyond = calendar_between(date(2024, 1, 1), date(2024, 4, 16), until=date(2024, 5, 1), window_days=28)
    assert (reached.last_day, beyond.last_day) == (date(2024, 4, 16), date(2024, 4, 15))


def test_a_last_day_that_ends_a_month_stands_once():
    calendar = calendar_between(date(2024, 1, 1), date(2024, 3, 1), until=None, window_days=28)
    assert calendar.ends == (date(2024, 1, 31), date(2024, 2, 29))


def test_one_day_is_its_own_last_day():
    calendar = calendar_between(date(2024, 5, 5), date(2024, 5, 5), until=None, window_days=28)
    assert (calendar.last_day, calendar.ends, calendar.weeks) == (date(2024, 5, 5), (date(2024, 5, 5),), ())


def test_weeks_are_whole_weeks_from_monday_to_sunday():
    monday = date(2024, 1, 1)
    whole = calendar_between(monday, date(2024, 1, 15), until=None, window_days=28)
    assert whole.weeks == (monday, date(2024, 1, 8))
    cut = calendar_between(date(2024, 1, 2), date(2024, 1, 14), until=None, window_days=28)
    assert cut.weeks == ()


def test_a_year_is_twelve_calendar_months_or_ends_on_the_day():
    assert year_until(date(2024, 2, 29)) == (date(2023, 3, 1), date(2024, 2, 29))
    assert year_until(date(2024, 2, 28)) == (date(2023, 3, 1), date(2024, 2, 28))
    assert year_until(date(2025, 2, 28)) == (date(2024, 3, 1), date(2025, 2, 28))
    assert year_until(date(2024, 9, 15)) == (date(2023, 9, 16), date(2024, 9, 15))
    assert year_until(date(2023, 12, 31)) == (date(2023, 1, 1), date(2023, 12, 31))


@given(DAYS, st.integers(0, 300), st.integers(2, 14))
def test_a_period_has_the_last_complete_weeks_up_to_its_end(first, length, weeks):
    calendar = calendar_between(first, first + timedelta(days=length), until=None, window_days=28)
    for end, bound in zip(calendar.ends, week_bounds(calendar, weeks=weeks), strict=True):
        complete = [number for number, week in enumerate(calendar.weeks) if week + timedelta(days=6) <= end][-weeks:]
        assert bound == ((complete[0], complete[-1]) if complete else None)
