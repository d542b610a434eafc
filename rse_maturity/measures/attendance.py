"""Who was there in which week, and how much each wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.spans import returning_weeks
from rse_maturity.tables.calendar import complete_weeks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.measures.facts import Facts

MOST = 254  # contributions of one person in one week that are told apart: no limit is near it


@dataclass(frozen=True, slots=True)
class Attendance:
    """The weeks of every person.

    Attributes
    ----------
    marks : array of shape (weeks, people)
        0 for who did not take part, else 1 + the contributions, `MOST` at most; people by row of `Facts.people`.
    """

    marks: NDArray[np.uint8]

    def there(self, weeks: slice) -> NDArray[np.bool_]:
        """Tell who took part in which of some weeks."""
        return self.marks[weeks] > 0

    def wrote(self, weeks: slice) -> NDArray[np.bool_]:
        """Tell who contributed in any of some weeks."""
        return np.asarray((self.marks[weeks] > 1).any(axis=0))

    def contributions(self, weeks: slice) -> NDArray[np.uint32]:
        """Add up what each contributed in some weeks."""
        return np.asarray((np.maximum(self.marks[weeks], 1) - 1).sum(axis=0, dtype=np.uint32))


def attendance(facts: Facts) -> Attendance:
    """Lay out the table of weeks as one array, a byte for each week of each person."""
    people, rows = facts.people.height, facts.week_rows
    marks = np.zeros(facts.weeks.len() * people, dtype=np.uint8)
    told = facts.tables.weeks.select(
        place=facts.week_places.cast(pl.Int64) * people + rows,
        mark=(pl.col("contributions").clip(upper_bound=MOST) + 1).cast(pl.UInt8),
    )
    known = told.filter(rows.is_not_null()) if rows.null_count() else told
    marks[known.get_column("place").to_numpy()] = known.get_column("mark").to_numpy()
    return Attendance(marks.reshape(facts.weeks.len(), people))


def there_and_back(facts: Facts) -> list[tuple[int, NDArray[np.int64], NDArray[np.int64]]]:
    """Tell of each period with enough complete weeks who contributed in the weeks before, and who of them did again.

    Both are rows of `Facts.people`.
    """
    calendar, length = facts.tables.calendar, returning_weeks(facts.settings.time)
    found = []
    for period, end in enumerate(calendar.ends):
        last = complete_weeks(calendar, end)
        if last >= 2 * length:
            there = facts.attendance.wrote(slice(last - 2 * length, last - length))
            back = there & facts.attendance.wrote(slice(last - length, last))
            found.append((period, np.flatnonzero(there), np.flatnonzero(back)))
    return found
