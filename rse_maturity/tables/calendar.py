"""Days, weeks and periods: which of them count, and which days a period looks back on."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.tables.tables import Calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[date, date] | None  # two days, both included; None holds no day
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Stretches:
    """The days of a calendar, cut so that all days of one stretch lie in the same periods.

    Attributes
    ----------
    days
        day Date, stretch u16; days that no period looks back on are left out.
    periods
        stretch u16, first u16, last u16: the periods, in a row, that hold the stretch; row i has stretch == i.
    count
        How many periods there are.
    """

    days: pl.DataFrame
    periods: pl.DataFrame
    count: int

    def every_period(self) -> pl.DataFrame:
        """List all periods: period u16."""
        return pl.DataFrame({"period": range(self.count)}, schema={"period": pl.UInt16})

    def periods_of_stretches(self) -> pl.DataFrame:
        """List which periods hold each stretch, one row for each: stretch u16, first u16, period u16."""
        return self.periods.select(
            "stretch", "first", pl.int_ranges("first", pl.col("last") + 1, dtype=pl.UInt16).alias("period")
        ).explode("period")


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


def week_spans(calendar: Calendar, *, weeks: int) -> list[Span]:
    """Return, for each period, the Mondays of its last complete weeks: at most `weeks`, None where there is none."""
    if not calendar.weeks:
        return [None] * len(calendar.ends)
    first = calendar.weeks[0]
    spans: list[Span] = []
    for end in calendar.ends:
        last = first + WEEK * (((end - first).days + 1) // 7 - 1)
        spans.append((max(first, last - WEEK * (weeks - 1)), last) if last >= first else None)
    return spans


def stretches(spans: Sequence[Span]) -> Stretches:
    """Cut the days that periods look back on where a period begins or ends.

    Parameters
    ----------
    spans
        By period; neither starts nor ends ever go back, so that the periods of a day follow each other.
    """
    held = [(period, *span) for period, span in enumerate(spans) if span is not None]
    cuts = sorted({start for _, start, _ in held} | {end + DAY for _, _, end in held})
    days: list[tuple[date, int]] = []
    periods: list[tuple[int, int, int]] = []
    for start, following in pairwise(cuts):
        inside = [period for period, first, last in held if first <= start and following - DAY <= last]
        if inside:
            stretch = len(periods)
            days.extend((start + number * DAY, stretch) for number in range((following - start).days))
            periods.append((stretch, inside[0], inside[-1]))
    return Stretches(
        days=pl.DataFrame(days, schema={"day": pl.Date, "stretch": pl.UInt16}, orient="row"),
        periods=pl.DataFrame(
            periods, schema={"stretch": pl.UInt16, "first": pl.UInt16, "last": pl.UInt16}, orient="row"
        ),
        count=len(spans),
    )
