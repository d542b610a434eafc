"""The phase month by month, with a memory: a month alone moves nothing.

Up only after `time.months_up` consecutive months at least as high, down after `time.months_down` at least as low. A
month without a judgement neither counts nor interrupts; nor does a last month that is not over, nor one of holidays or
with weeks that the export lost.
"""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.phases.ladder import NOT_JUDGED, PHASES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rse_maturity.config import TimeSettings
    from rse_maturity.phases.ladder import Codes
    from rse_maturity.phases.readings import Readings


def settled_levels(raw: Codes, *, readings: Readings, time: TimeSettings) -> Codes:
    """Return the level in force at the end of every month.

    A network whose first month is younger than `time.months_up` months begins in creation: only its later months can
    lift it. One that is older begins where its first judged month puts it.

    Parameters
    ----------
    raw
        Levels of `policy.raw_levels`, draws by months.

    Returns
    -------
    array
        Same shape; NOT_JUDGED until a first month is judged.
    """
    age = readings.metric("age_months")
    seen_from_birth = bool(age.known.any()) and bool(age.known[0]) and not readings.context.begins_midway
    newborn = seen_from_birth and float(age.values[0, 0]) < time.months_up
    level = np.full(raw.shape[0], 0 if newborn else NOT_JUDGED)
    at_least = np.zeros((len(PHASES), raw.shape[0]), dtype=int)
    at_most = np.zeros_like(at_least)
    settled = np.empty_like(raw)
    for month, end in enumerate(readings.ends):
        now = raw[:, month]
        judged = now != NOT_JUDGED
        level = np.where((level == NOT_JUDGED) & judged, now, level)
        if counts(end, readings):
            for rung in range(len(PHASES)):
                at_least[rung] = np.where(judged, np.where(now >= rung, at_least[rung] + 1, 0), at_least[rung])
                at_most[rung] = np.where(judged, np.where(now <= rung, at_most[rung] + 1, 0), at_most[rung])
            for rung in range(len(PHASES)):
                level = np.where((rung > level) & (at_least[rung] >= time.months_up) & (level >= 0), rung, level)
            for rung in reversed(range(len(PHASES))):
                level = np.where((rung < level) & (at_most[rung] >= time.months_down), rung, level)
        settled[:, month] = level
    return settled


def confirmed_on(levels: Sequence[int], ends: Sequence[date], *, first_day: date) -> date | None:
    """Return the end of the month in which the present phase was confirmed, without a change since.

    That is the last day of the month that completed the consecutive months asked for; for a phase held from the
    beginning, the first day of the export. None where no month was judged.
    """
    since = None
    for month, end in enumerate(ends):
        if levels[month] != NOT_JUDGED and (month == 0 or levels[month] != levels[month - 1]):
            since = end if month else first_day
    return since


def counts(end: date, readings: Readings) -> bool:
    """Tell whether a month can move the phase: it is over, and was neither a holiday nor partly lost."""
    return is_whole_month(end) and end not in readings.context.exceptional


def is_whole_month(end: date) -> bool:
    """Tell whether a period ends with its calendar month."""
    return end.day == monthrange(end.year, end.month)[1]
