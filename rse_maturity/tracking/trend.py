"""The trend of a history: what changed at the last snapshot, and from where on figures mean something else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rse_maturity.model.snapshot import Break, Trend
from rse_maturity.tracking.changes import metric_changes
from rse_maturity.tracking.definitions import differences
from rse_maturity.tracking.periods import ordinary, same_meaning, year_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.model.comparison import MetricChange
    from rse_maturity.model.snapshot import Snapshot


def trend_of(snapshots: Sequence[Snapshot]) -> Trend:
    """Say how a network has changed.

    Parameters
    ----------
    snapshots
        At least one, oldest first, all of one network and one step.

    Returns
    -------
    Trend
        The last snapshot beside the last ordinary one before, and beside the same period a year ago. A period of
        holidays, a campaign or an outage is compared with its like alone: a summer is not a decline.
    """
    *earlier, last = snapshots
    before = None if last.exceptional else next(reversed(ordinary(earlier)), None)
    year_ago = year_before(earlier, last)
    unlike = year_ago is not None and year_ago.exceptional != last.exceptional
    then = None if unlike else year_ago
    return Trend(
        network=last.network,
        period=last.period,
        snapshots=tuple(snapshots),
        since_last=None if before is None else _changes(before, last),
        last_against=None if before is None else before.end,
        last_reason=None if before else "exceptional" if earlier else "nothing_to_compare",
        since_year=None if then is None else _changes(then, last),
        year_against=None if then is None else then.end,
        year_reason=None if then else "exceptional" if unlike else "nothing_to_compare",
        breaks=tuple(
            Break(end=second.end, caveats=caveats)
            for first, second in pairwise(snapshots)
            if (caveats := differences(first, second))
        ),
    )


def _changes(first: Snapshot, second: Snapshot) -> tuple[MetricChange, ...]:
    """Lay two snapshots side by side; a figure that means something else in each has no difference."""
    return metric_changes(
        first.metrics, second.metrics, comparable=lambda metric: same_meaning(first, second, metric=metric)
    )
