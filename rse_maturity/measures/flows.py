"""Who comes, comes back and is lost: contributors from one month to the next, in complete weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from rse_maturity.measures.figures import values, withhold
from rse_maturity.measures.spans import QUIET_WEEKS, returning_weeks
from rse_maturity.tables.calendar import complete_weeks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel

REGULAR_CONTRIBUTIONS = 4
"""In the weeks before, from which a contributor is a regular."""

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Flows:
    """Contributors in the last weeks of each period: arrays of shape (periods,).

    Attributes
    ----------
    writing
        Who contributed in these weeks.
    new
        Of them, those whose first contribution it was.
    back
        Of them, those who had contributed before, and not in the `QUIET_WEEKS` weeks before.
    regulars
        Who contributed at least `REGULAR_CONTRIBUTIONS` times in the `QUIET_WEEKS` weeks before.
    lost
        Of them, those who did not contribute in these weeks.
    around
        Who was writing or a regular before.
    """

    writing: NDArray[np.int64]
    new: NDArray[np.int64]
    back: NDArray[np.int64]
    regulars: NDArray[np.int64]
    lost: NDArray[np.int64]
    around: NDArray[np.int64]


def flows_of(panel: Panel) -> Flows:
    """Count who came, came back and was lost, for a panel by period; 0 where there are too few weeks to tell."""
    calendar, length = panel.tables.calendar, returning_weeks(panel.settings.time)
    first = panel.people.get_column("first_contribution").to_numpy()
    counts = np.zeros((6, len(calendar.ends)), dtype=np.int64)
    for period, end in enumerate(calendar.ends):
        last = complete_weeks(calendar, end)
        start, before = last - length, max(0, last - length - QUIET_WEEKS)
        if start < 0:
            continue
        now = panel.facts.attendance.wrote(slice(start, last))
        recent = panel.facts.attendance.contributions(slice(before, start))
        regular = recent >= REGULAR_CONTRIBUTIONS
        new = now & (first >= np.datetime64(calendar.weeks[start]))
        back = now & (recent == 0) & (first < np.datetime64(calendar.weeks[before]))
        counts[:, period] = [part.sum() for part in (now, new, back, regular, regular & ~now, now | regular)]
    return Flows(*counts)


def flow(
    panel: Panel, counts: NDArray[np.int64], *, among: NDArray[np.int64], over: Literal["month", "flow"]
) -> pl.DataFrame:
    """Make figures of counts of people.

    Parameters
    ----------
    counts, among
        The people counted, and those whom they are among: arrays of shape (periods,).
    over
        The weeks that had to be looked at: those of the period, or also the `QUIET_WEEKS` before.

    Returns
    -------
    DataFrame
        COLUMNS of `figures`. Without a value: where too few people were there, where weeks are missing, and where an
        export that begins midway does not yet tell who is new.
    """
    calendar = panel.tables.calendar
    length = returning_weeks(panel.settings.time)
    needed = length + (QUIET_WEEKS if over == "flow" else 0)
    passed = [complete_weeks(calendar, end) for end in calendar.ends]
    short = [period for period, last in enumerate(passed) if last < needed]
    unknown = [period for period, last in enumerate(passed) if last < length + QUIET_WEEKS]
    lost = [
        period
        for period, last in enumerate(passed)
        if last >= needed and calendar.weeks[last - 1] - calendar.weeks[last - needed] != (needed - 1) * WEEK
    ]
    counted = panel.keys.select("key").with_columns(
        value=pl.Series(counts).cast(pl.Float64), denominator=pl.Series(among)
    )
    rows = values(panel, counted, few="few_people", minimum=0)
    rows = withhold(rows, panel.in_periods(short), status="too_few", reason="few_weeks")
    rows = withhold(rows, panel.in_periods(lost), status="too_few", reason="lost_window")
    midway = unknown if panel.tables.begins_midway else []
    rows = withhold(rows, panel.in_periods(midway), status="too_few", reason="begins_midway")
    return withhold(rows, pl.col("denominator") < panel.minimum, status="too_few", reason="few_people")
