"""Holidays and quiet seasons, and what they take out of the calendar."""

from datetime import date, timedelta

import pytest

from rse_maturity.config import Settings, TimeSettings, load_settings
from rse_maturity.errors import BadSetting
from rse_maturity.tables.calendar import calendar_between, without_lost
from rse_maturity.tables.season import exceptional_ends, ordinary_weeks, quiet_days

FIRST, LAST = date(2023, 1, 2), date(2024, 6, 30)


def days(**time):
    return quiet_days(TimeSettings(**time), first=FIRST, last=LAST)


def test_a_season_comes_every_year_within_the_days_asked_for():
    found = days(quiet=("08-01/08-31",))
    assert (min(found), max(found), len(found)) == (date(2023, 8, 1), date(2023, 8, 31), 31)


def test_a_season_may_turn_the_year():
    found = days(quiet=("12-30/01-03",))
    assert sorted(found) == [date(2023, 1, 2), date(2023, 1, 3), date(2023, 12, 30), date(2023, 12, 31)] + [
        date(2024, 1, n) for n in (1, 2, 3)
    ]


def test_a_season_with_its_year_comes_once():
    assert days(quiet=("2024-05-06/2024-05-08",)) == {date(2024, 5, n) for n in (6, 7, 8)}


def test_a_country_has_its_public_holidays():
    assert date(2023, 7, 14) in days(quiet=(), country="FR")
    assert date(2023, 7, 14) not in days(quiet=(), country="DE")
    assert days(quiet=()) == frozenset()


def test_a_country_nobody_knows_is_refused():
    with pytest.raises(BadSetting, match=r"time\.country"):
        days(country="Atlantis")


@pytest.mark.parametrize("season", ["august", "08-01", "08-01/2024-08-31", "02-30/03-01", "2024-05-10/2024-05-06", ""])
def test_a_season_that_is_none_is_refused(season):
    with pytest.raises(BadSetting, match=r"time\.quiet"):
        load_settings(overrides={"time": {"quiet": [season]}})


def laid_out(*, lost=()):
    return without_lost(calendar_between(FIRST, LAST + timedelta(days=1), until=None, window_days=28), lost)


def test_weeks_of_august_and_of_the_end_of_the_year_are_no_ordinary_ones():
    calendar = laid_out()
    odd = [
        monday
        for monday, ordinary in zip(calendar.weeks, ordinary_weeks(calendar, settings=Settings()), strict=True)
        if not ordinary
    ]
    august = [date(2023, 7, 31) + timedelta(days=7 * n) for n in range(5)]
    assert odd == [*august, date(2023, 12, 25)]


def test_a_month_of_holidays_or_with_a_lost_week_is_exceptional():
    assert exceptional_ends(laid_out(), settings=Settings()) == {date(2023, 8, 31)}
    lost = ((date(2024, 3, 4), date(2024, 3, 17)),)
    assert exceptional_ends(laid_out(lost=lost), settings=Settings()) == {date(2023, 8, 31), date(2024, 3, 31)}


def test_lost_weeks_are_in_no_calendar():
    lost = ((date(2024, 3, 6), date(2024, 3, 20)),)
    gone = set(laid_out().weeks) - set(laid_out(lost=lost).weeks)
    assert gone == {date(2024, 3, 4), date(2024, 3, 11), date(2024, 3, 18)}
