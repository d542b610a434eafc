"""Office time: a clock that runs when people are at work, and nearly stands still when they are not.

Acts are spread evenly, and answers delayed, on this clock; read back as real time they show office hours, the lunch
dip, quiet week-ends, the August and Christmas lulls. One unit is an ordinary working week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOURS = np.array(
    [0.004] * 6 + [0.03, 0.2, 0.7, 1.1, 1.2, 1.0, 0.35, 0.5, 1.1, 1.05, 1.0, 0.7, 0.3, 0.1, 0.08, 0.08, 0.04, 0.01]
)
WEEKDAYS = np.array([1.0, 1.1, 0.95, 1.05, 0.8, 0.05, 0.04])
OFFICE_HOURS_A_WEEK = 40.0
SEASONS: tuple[tuple[tuple[int, int], tuple[int, int], float], ...] = (
    ((7, 14), (7, 31), 0.7),
    ((8, 1), (8, 22), 0.4),
    ((8, 23), (8, 31), 0.7),
    ((12, 22), (12, 31), 0.2),
    ((1, 1), (1, 2), 0.2),
)
CLOSED = ((1, 1), (5, 1), (12, 25))
CLOSED_WEIGHT = 0.05


def months_after(day: date, months: int) -> date:
    """Return the same day of the month so many months later (or earlier), the last day where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)  # noqa: PLR2004 - December, counted from zero
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def _day_weight(day: date) -> float:
    place = (day.month, day.day)
    season = next((weight for first, last, weight in SEASONS if first <= place <= last), 1.0)
    return float(WEEKDAYS[day.weekday()]) * season * (CLOSED_WEIGHT if place in CLOSED else 1.0)


@dataclass(frozen=True, slots=True)
class Clock:
    """Office time from the first to the last day of a story.

    Attributes
    ----------
    start, days
        The first day, and how many there are.
    ticks
        Office time at each hour (UTC) since the start, strictly rising.
    edges
        Office time at the beginning of each month of the story, and at its end.
    months
        Middle of each of these months, in months since the start.
    """

    start: date
    days: int
    ticks: NDArray[np.float64]
    edges: NDArray[np.float64]
    months: NDArray[np.float64]

    @property
    def end(self) -> float:
        """Office time at the end of the last day."""
        return float(self.ticks[-1])

    def at_day(self, days: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return office time at the beginning of days, counted from the start."""
        return self.ticks[np.clip(days, 0, self.days) * 24]

    def seconds(self, office: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return seconds (UTC) since the start of the first day, within the last one at most."""
        hours = np.interp(office, self.ticks, np.arange(self.ticks.size, dtype=np.float64))
        return np.minimum(np.floor(hours * 3600.0).astype(np.int64), self.days * 86_400 - 1)

    def step(self, office: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the month of the story, counted from zero, in which each moment falls."""
        return np.clip(np.searchsorted(self.edges, office, side="right") - 1, 0, self.months.size - 1)


def office_clock(start: date, end: date, *, months: int, zone: str) -> Clock:
    """Make the clock of a story that runs from `start` to `end`, both included, in a time zone."""
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    noons = [datetime(day.year, day.month, day.day, 12, tzinfo=UTC).astimezone(ZoneInfo(zone)) for day in days]
    shifts = np.array([noon.hour - 12 for noon in noons])
    local_hours = (np.arange(24)[None, :] + shifts[:, None]) % 24
    weights = np.array([_day_weight(day) for day in days])[:, None] * HOURS[local_hours]
    ticks = np.concatenate([[0.0], np.cumsum(weights.ravel())]) / (WEEKDAYS.sum() * HOURS.sum())
    begins = [(months_after(start, n) - start).days for n in range(months)]
    last = (months_after(start, months) - start).days
    bounds = np.unique(np.clip([*begins, last, len(days)], 0, len(days)))
    return Clock(
        start=start,
        days=len(days),
        ticks=ticks,
        edges=ticks[bounds * 24],
        months=(bounds[:-1] + bounds[1:]) / 2 / 30.44,
    )
