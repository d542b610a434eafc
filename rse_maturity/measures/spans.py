"""Which days each kind of window covers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from rse_maturity.model.metric import Window
from rse_maturity.tables.calendar import complete_weeks, year_until

if TYPE_CHECKING:
    from rse_maturity.config import TimeSettings
    from rse_maturity.measures.metric_spec import WindowKind
    from rse_maturity.tables.tables import Calendar

QUIET_WEEKS = 13
"""The 90 days of S35, in complete weeks: who was silent for so long comes back rather than stays."""

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def returning_weeks(time: TimeSettings) -> int:
    """Return how many complete weeks stand for one window."""
    return max(1, round(time.window_days / 7))


def span(kind: WindowKind, end: date, *, calendar: Calendar, time: TimeSettings) -> Window:
    """Return the days that a metric looks at, for the period that ends with `end`.

    Parameters
    ----------
    kind
        window: the `window_days` days up to the end; answer: as many, ended `answer_days` before it; newcomer: as many,
        ended `newcomer_days` before it; month, flow, returning, habit, momentum: complete weeks; year: 12 months; end:
        that day; history: since the first event.

    Returns
    -------
    Window
        Both days included; weeks that the export does not have are not in it.
    """
    if kind in {"month", "flow", "returning", "habit", "momentum"}:
        length = {
            "month": returning_weeks(time),
            "flow": returning_weeks(time) + QUIET_WEEKS,
            "returning": 2 * returning_weeks(time),
            "habit": time.habit_weeks,
            "momentum": time.momentum_weeks,
        }[kind]
        return _weeks(calendar, end, length)
    if kind == "end":
        return Window(start=end, end=end)
    if kind == "year":
        return Window(start=year_until(end)[0], end=end)
    if kind == "history":
        return Window(start=calendar.first_day, end=end)
    last = end - {"window": 0, "answer": time.answer_days, "newcomer": time.newcomer_days}[kind] * DAY
    return Window(start=last - (time.window_days - 1) * DAY, end=last)


def _weeks(calendar: Calendar, end: date, length: int) -> Window:
    """Return the last `length` complete weeks, or the day of the end where there is none."""
    past = calendar.weeks[: complete_weeks(calendar, end)]
    if not past:
        return Window(start=end, end=end)
    return Window(start=past[max(0, len(past) - length)], end=past[-1] + WEEK - DAY)
