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

    from numpy.typing import NDArray

    from rse_maturity.config import TimeSettings
    from rse_maturity.phases.ladder import Codes, Flags
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
    moving = np.array([counts(end, readings) for end in readings.ends], dtype=bool)
    lifted, lowered = _lifted(raw, moving, months=time.months_up), _lowered(raw, moving, months=time.months_down)
    level = np.full(raw.shape[0], 0 if newborn else NOT_JUDGED, dtype=raw.dtype)
    settled = np.empty_like(raw)
    for month, moves in enumerate(moving):
        level = np.where(level == NOT_JUDGED, raw[:, month], level)
        if moves:
            level = np.where(level == NOT_JUDGED, level, np.maximum(level, lifted[:, month]))
            level = np.minimum(level, lowered[:, month])
        settled[:, month] = level
    return settled


def _lifted(raw: Codes, moving: Flags, *, months: int) -> Codes:
    """Return the highest rung that so many consecutive months reach, by draw and month; NOT_JUDGED where none is."""
    counted = (raw != NOT_JUDGED) & moving
    held = [_in_a_row(raw >= rung, counted) >= months for rung in range(len(PHASES))]
    rung = np.sum(held, axis=0, dtype=raw.dtype)  # who reaches a rung reaches those below
    lifted: Codes = np.where(rung > 0, rung - 1, NOT_JUDGED).astype(raw.dtype)
    return lifted


def _lowered(raw: Codes, moving: Flags, *, months: int) -> Codes:
    """Return the lowest rung that so many consecutive months do not exceed; the one above all where there is none."""
    counted = (raw != NOT_JUDGED) & moving
    held = [_in_a_row(raw <= rung, counted) >= months for rung in range(len(PHASES))]
    above: Codes = (len(PHASES) - np.sum(held, axis=0)).astype(raw.dtype)
    return above


def _in_a_row(hit: Flags, counted: Flags) -> NDArray[np.int64]:
    """Count how many of the months that count were hits, up to each, since the last one that was none."""
    hits = np.cumsum(hit & counted, axis=1)
    counts_since: NDArray[np.int64] = hits - np.maximum.accumulate(np.where(counted & ~hit, hits, 0), axis=1)
    return counts_since


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
