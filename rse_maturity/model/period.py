"""Months and weeks as the steps in which a network is followed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rse_maturity.model.snapshot import Period

DAY = timedelta(days=1)
SUNDAY = 6


def period_end(day: date, *, every: Period) -> date:
    """Return the last day of the month or week that a day lies in; weeks end on Sunday."""
    if every == "month":
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day + (SUNDAY - day.weekday()) * DAY


def whole_periods(first: date, last: date, *, every: Period) -> list[date]:
    """Return the last days of the months or weeks that end between two days, both included, rising.

    >>> whole_periods(date(2024, 1, 15), date(2024, 3, 30), every="month")
    [datetime.date(2024, 1, 31), datetime.date(2024, 2, 29)]
    >>> whole_periods(date(2024, 1, 15), date(2024, 1, 28), every="week")
    [datetime.date(2024, 1, 21), datetime.date(2024, 1, 28)]
    """
    ends = []
    end = period_end(first, every=every)
    while end <= last:
        ends.append(end)
        end = period_end(end + DAY, every=every)
    return ends
