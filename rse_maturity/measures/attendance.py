"""Who was there in which week, and how much each wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel

MOST = 254  # contributions of one person in one week that are told apart: no limit is near it


@dataclass(frozen=True, slots=True)
class Attendance:
    """The weeks of every person.

    Attributes
    ----------
    marks : array of shape (weeks, people)
        0 for who did not take part, else 1 + the contributions, `MOST` at most; people by row of `Panel.people`.
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


def attendance(panel: Panel) -> Attendance:
    """Lay out the table of weeks as one array, a byte for each week of each person."""
    acts = panel.tables.weeks
    rows = panel.rows_of(acts.get_column("person"))
    known = rows.is_not_null()
    marks = np.zeros((panel.weeks.len(), panel.people.height), dtype=np.uint8)
    told = acts.get_column("contributions").clip(upper_bound=MOST).cast(pl.UInt8) + 1
    marks[panel.week_places.filter(known).to_numpy(), rows.filter(known).to_numpy()] = told.filter(known).to_numpy()
    return Attendance(marks)
