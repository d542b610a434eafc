"""Days that the export does not tell of as they were: weeks that it lost, days on which old history was imported.

A gap in the export is a gap, not silence; messages that were all moved to a new platform in one day were not written on
that day. Both are found by their size alone, and the limits are our judgement.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.schema import PARTICIPATION
from rse_maturity.tables.engine import collect
from rse_maturity.tables.season import quiet_days

if TYPE_CHECKING:
    from rse_maturity.config import TimeSettings
    from rse_maturity.tables.calendar import Span

DAY = timedelta(days=1)

EMPTY_DAYS = 14
"""Days in a row without any event, holidays apart, that are a gap where the weeks around are busy."""

BUSY_WEEK = 20.0
"""Events in the median week of the year around, from which two empty weeks are no chance."""

HALF_YEAR = timedelta(weeks=26)

TIMES_BUSIEST, ACTS_EACH, LEAST_ACTS, LEAST_DAYS = 10.0, 5.0, 500, 28
"""A day on which history was imported has more than ten times the acts of a very busy day (the 95th percentile), more
than five by everybody who is in it, and hundreds in all, in an export of four weeks at least."""

BUSY_QUANTILE = 0.95


def imported_days(events: pl.DataFrame) -> list[date]:
    """Return the days on which older history was imported, rising.

    Parameters
    ----------
    events
        EVENTS.
    """
    took_part = events.lazy().filter(pl.col("kind").is_in(PARTICIPATION))
    counts = collect(took_part.group_by("day").len()).drop_nulls()
    if counts.height < LEAST_DAYS:
        return []
    busy = counts.get_column("len").quantile(BUSY_QUANTILE, "higher") or 0.0
    heavy = counts.filter(pl.col("len") > max(TIMES_BUSIEST * busy, LEAST_ACTS)).get_column("day").sort()
    if heavy.is_empty():
        return []
    each = collect(
        took_part.filter(pl.col("day").is_in(heavy.implode()))
        .group_by("day")
        .agg(each=pl.len() / pl.col("actor").n_unique())
    )
    return each.filter(pl.col("each") > ACTS_EACH).get_column("day").sort().to_list()


def lost_spans(events: pl.DataFrame, *, first: date, last: date, time: TimeSettings) -> tuple[Span, ...]:
    """Return the spans of days that the export lost, rising: nothing happens there, though the weeks around are busy.

    Parameters
    ----------
    events
        EVENTS, of any kind.
    first, last
        Days of the calendar, both included.
    time
        Holidays do not count as days without events.
    """
    counts = collect(events.lazy().filter(pl.col("day").is_between(first, last)).group_by("day").len().sort("day"))
    present: list[date] = counts.get_column("day").to_list()
    gaps = [(day + DAY, following - DAY) for day, following in pairwise(present)]
    long = [(start, end) for start, end in gaps if (end - start).days + 1 >= EMPTY_DAYS]
    if not long:
        return ()
    quiet = quiet_days(time, first=first, last=last)
    return tuple(
        (start, end)
        for start, end in long
        if sum(start + n * DAY not in quiet for n in range((end - start).days + 1)) >= EMPTY_DAYS
        and _busy(counts, start, end)
    )


def _busy(counts: pl.DataFrame, start: date, end: date) -> bool:
    """Tell whether the weeks around a gap, as far as half a year, are busy; empty ones do not count."""
    around = counts.filter(pl.col("day").is_between(start - HALF_YEAR, end + HALF_YEAR))
    weeks = around.group_by(pl.col("day").dt.truncate("1w")).agg(pl.col("len").sum()).get_column("len")
    median = weeks.median()
    return isinstance(median, float) and median >= BUSY_WEEK
