"""Integer keys: names as numbers, days as places."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.tables.engine import as_enum, places

MONDAYS = pl.Series([date(2024, 1, 1) + timedelta(weeks=number) for number in range(60) if number not in (7, 8, 30)])


@given(st.lists(st.integers(0, MONDAYS.len() - 1)))
def test_a_day_has_its_place_among_others_in_any_order(chosen):
    days = MONDAYS.gather(pl.Series(chosen, dtype=pl.UInt32))
    assert places(days, MONDAYS).to_list() == chosen


def test_no_days_have_no_places():
    nothing = pl.Series([], dtype=pl.Date)
    assert places(nothing, nothing).to_list() == places(nothing, MONDAYS).to_list() == []


def test_names_are_numbered_in_their_order_and_unknown_stays_unknown():
    names = as_enum(pl.Series(["Sales", None, "Legal", "Sales"]))
    assert names.to_physical().to_list() == [1, None, 0, 1]
    assert names.to_list() == ["Sales", None, "Legal", "Sales"]


def test_nobody_known_gives_no_names():
    assert as_enum(pl.Series([None, None], dtype=pl.String)).to_list() == [None, None]
