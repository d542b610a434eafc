"""Days, weeks and periods: which of them count, and which days a period looks back on."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from rse_maturity.tables.tables import Calendar

Span = tuple[date, date]  # two days, both included
Bounds = tuple[int, int] | None  # two numbers, both included; None holds none
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def calendar_between(first_day: date, last_event_day: date, *, until: date | None, window_days: int) -> Calendar:
    """Lay out the days, weeks and periods of an export.

    Parameters
    ----------
    first_day, last_event_day
        Days of the first and of the last event, in the organisation's zone.
    until
        The last day asked for; it counts as complete where the export reaches it.
    window_days
        A month end is a period once this many days have passed since the start.
    """
    reached = until is not None and last_event_day >= until
    last_day = max(first_day, until if reached and until is not None else last_event_day - DAY)
    ends = []
    end = month_end(first_day)
    while end < last_day:
        if (end - first_day).days + 1 >= window_days:
            ends.append(end)
        end = month_end(end + DAY)
    monday = first_day + timedelta(days=-first_day.weekday() % 7)
    complete = max(0, ((last_day - monday).days + 1) // 7)
    weeks = tuple(monday + number * WEEK for number in range(complete))
    return Calendar(first_day=first_day, last_day=last_day, ends=(*ends, last_day), weeks=weeks)


def month_end(day: date) -> date:
    """Return the last day of the month that `day` lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def year_until(end: date) -> tuple[date, date]:
    """Return the 12 months that end with a day: twelve calendar months where it ends one.

    >>> year_until(date(2024, 2, 29))
    (datetime.date(2023, 3, 1), datetime.date(2024, 2, 29))
    >>> year_until(date(2024, 9, 15))
    (datetime.date(2023, 9, 16), datetime.date(2024, 9, 15))
    """
    following = (
        end + DAY
    )  # never 29 February less a year: that day would follow the 28th, and the year before ends there
    if (following.month, following.day) == (2, 29):
        return date(end.year - 1, 3, 1), end
    return following.replace(year=following.year - 1), end


def years(calendar: Calendar) -> list[Span]:
    """Return, for each period, the 12 months that end with it."""
    return [year_until(end) for end in calendar.ends]


def windows(calendar: Calendar, *, days: int, before: int = 0) -> list[Span]:
    """Return, for each period, the `days` days that end `before` days before its end."""
    return [(end - timedelta(days=before + days - 1), end - timedelta(days=before)) for end in calendar.ends]


def complete_weeks(calendar: Calendar, end: date) -> int:
    """Count the complete weeks of the calendar that are over at `end`, last day included."""
    return bisect_right(calendar.weeks, end - WEEK + DAY)


def without_lost(calendar: Calendar, lost: tuple[Span, ...]) -> Calendar:
    """Leave the weeks out that the export lost, wholly or in part."""
    if not lost:
        return calendar
    kept = tuple(
        monday for monday in calendar.weeks if all(monday + WEEK <= start or end < monday for start, end in lost)
    )
    return replace(calendar, weeks=kept, lost=lost)


def week_bounds(calendar: Calendar, *, weeks: int) -> list[Bounds]:
    """Return, for each period, the first and the last of its last complete weeks (at most `weeks`), counted from 0."""
    counts = [complete_weeks(calendar, end) for end in calendar.ends]
    return [(max(0, count - weeks), count - 1) if count > 0 else None for count in counts]
