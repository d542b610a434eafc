"""Figures of all months as arrays, so that one judgement serves both the figures and their redraws.

An array of values has one row a draw and one column a month (one row, the figures themselves, for the verdict); what is
known about them is the same in every draw and has one entry a month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from rse_maturity.model.metric import Metric, PeriodFigures
    from rse_maturity.phases.judgement import Context
    from rse_maturity.phases.ladder import Flags, Floats

LAUNCH_MONTHS = 4
"""The curiosity of a launch peaks in months 2 to 4 (S20): no month until then is held up to later ones."""

FULL_YEAR_MONTHS = 12
"""Before this age, the people seen in twelve months are too few to divide by."""

YEAR = timedelta(days=365)

NOTHING = (None, None, None, None)
"""Value, low, high and denominator of a figure that there is not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One metric over the months.

    Attributes
    ----------
    values
        Draws by months; 0 where unknown.
    low, high
        95 % interval by month; the value itself where there is none.
    known
        Whether there is a value, by month.
    off_zero
        Whether there is an interval and zero lies outside it, by month.
    denominators
        By month; 0 where there is none.
    """

    values: Floats
    low: Floats
    high: Floats
    known: Flags
    off_zero: Flags
    denominators: Floats


@dataclass(frozen=True, slots=True)
class Readings:
    """Every metric over the months, and what is known besides."""

    context: Context
    ends: tuple[date, ...]
    metrics: dict[str, Reading]

    def metric(self, name: str) -> Reading:
        """Return a metric; one without a single value where it was not measured."""
        found = self.metrics.get(name)
        return _unmeasured(len(self.ends)) if found is None else found

    def at_least_old(self, months: float) -> Flags:
        """Tell in which months the network had that age; where the age is unknown, it had."""
        age = self.metric("age_months")
        old: Flags = ~age.known | (age.values[0] >= months)
        return old

    def comparable(self) -> Flags:
        """Tell in which months participation can be held up to that of other months.

        Not while the curiosity of the launch lasts; over people merely seen, not before a full year of them; not in
        months of holidays, nor in those with weeks that the export lost.
        """
        launched = 0 if self.context.begins_midway else LAUNCH_MONTHS + 1
        young = FULL_YEAR_MONTHS if self.context.population == "seen" else launched
        ordinary = np.array([end not in self.context.exceptional for end in self.ends], dtype=bool)
        comparable: Flags = self.metric("participation_rate").known & self.at_least_old(young) & ordinary
        return comparable

    def best_participation(self) -> Floats:
        """Return the best participation of the last twelve comparable months, this one included, by draw and month.

        NaN in a month that is not comparable itself.
        """
        values = self.metric("participation_rate").values
        comparable = self.comparable()
        best = np.full(values.shape, np.nan)
        for month, end in enumerate(self.ends):
            if comparable[month]:
                near = [end - other < YEAR for other in self.ends[: month + 1]]
                best[:, month] = values[:, : month + 1][:, comparable[: month + 1] & near].max(axis=1)
        return best


def read(periods: Sequence[PeriodFigures], *, context: Context, only: Collection[str] | None = None) -> Readings:
    """Lay out the figures of the months, oldest first, as arrays of one row.

    Parameters
    ----------
    periods
        In any order; none gives readings of no month.
    context
        What is known about the network besides its figures.
    only
        The metrics that are laid out; None takes all.
    """
    ordered = sorted(periods, key=lambda period: period.end)
    names = sorted({name for period in ordered for name in period.metrics if only is None or name in only})
    return Readings(
        context=context,
        ends=tuple(period.end for period in ordered),
        metrics={name: _reading([period.metrics.get(name) for period in ordered]) for name in names},
    )


def _reading(figures: Sequence[Metric | None]) -> Reading:
    """Lay out one metric; None, in a figure or for one, is not known."""
    told = [(one.value, one.low, one.high, one.denominator) if one is not None else NOTHING for one in figures]
    value, low, high, denominators = np.array(told, dtype=float).reshape(-1, len(NOTHING)).T
    known = ~np.isnan(value)
    bounded = ~np.isnan(low) & ~np.isnan(high)
    return Reading(
        values=np.where(known, value, 0.0)[np.newaxis, :],
        low=np.where(known, np.where(np.isnan(low), value, low), 0.0),
        high=np.where(known, np.where(np.isnan(high), value, high), 0.0),
        known=known,
        off_zero=known & bounded & ((low > 0) | (high < 0)),
        denominators=np.where(np.isnan(denominators), 0.0, denominators),
    )


@cache
def _unmeasured(months: int) -> Reading:
    return _reading([None] * months)
