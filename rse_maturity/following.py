"""A network followed over time: the whole months or weeks of an export, each analysed with what was known by its end.

An export is read once. Each period is then judged by itself, from the events up to its last day: whoever was not seen
by then, what was answered afterwards, a kind of act that nobody had used yet are no part of it. So a snapshot is the
same on whatever day it is taken, and a month rebuilt from a later export is that of a job that ran at the time: no
field differs. What no export dates stays as it is today: the directory, the fields of people, the rows that were
refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.errors import NoWholePeriod
from rse_maturity.model.history import Entry
from rse_maturity.model.period import DAY, period_end, whole_periods
from rse_maturity.sources.assembly import assembled
from rse_maturity.sources.loading import read_sources
from rse_maturity.tables.distil import calendar_of
from rse_maturity.tracking.snapshot import snapshot_of, without_persons

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rse_maturity.config import Settings
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.dataset import Dataset
    from rse_maturity.model.progress import Progress
    from rse_maturity.model.snapshot import Period


def entries(
    sources: Sequence[str | Path],
    *,
    every: Period,
    backfill: bool,
    settings: Settings,
    analyse: Callable[[Dataset, Settings], Analysis],
    accept: Callable[[Dataset], None],
    progress: Progress,
) -> Iterator[Entry]:
    """Return what a history keeps of the last whole period of an export, or of each of them, oldest first.

    Parameters
    ----------
    every
        A month, or a week that ends on a Sunday.
    backfill
        Every period that is over, from the first with a full window (`time.window_days`) on; else the last alone.
    analyse
        What makes an analysis; persons are not asked of it.
    accept
        Told of the data set before anything is made of it; it may refuse.

    Raises
    ------
    InputError, SettingsError
        As `load`; NoWholePeriod where no period is over.
    """
    read = read_sources(sources, settings=settings, progress=progress)
    known, _ = assembled(read, settings=settings)
    accept(known)
    days = calendar_of(known, settings=settings)
    ends = whole_periods(days.first_day, days.last_day, every=every)
    if not ends:
        what = "no whole month" if every == "month" else "no whole week"
        raise NoWholePeriod(path=known.sources[0].name, what=what, first=days.first_day, last=days.last_day)
    full = days.first_day + (settings.time.window_days - 1) * DAY
    asked = [end for end in ends if end >= full] if backfill else []
    asked = asked or ends[-1:]
    nobody = settings.privacy.model_copy(update={"persons": "none"})
    for end in asked:
        time = settings.time.model_copy(update={"until": end})
        then = settings.model_copy(update={"time": time, "privacy": nobody})
        analysis = analyse(assembled(read, settings=then)[0], then)
        yield entry_of(analysis, network=settings.network, period=every)


def entry_of(analysis: Analysis, *, network: str, period: Period) -> Entry:
    """Return what a history keeps of an analysis of a whole period."""
    return Entry(snapshot=snapshot_of(analysis, network=network, period=period), analysis=without_persons(analysis))


def is_whole(analysis: Analysis, *, every: Period) -> bool:
    """Tell whether an analysis ends with a month or a week: one that stops in the middle is no snapshot of it."""
    end = analysis.trajectory[-1].end if analysis.trajectory else None
    return end is not None and end == period_end(end, every=every)
