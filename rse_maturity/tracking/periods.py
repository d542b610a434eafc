"""Which snapshots of a history may be held against each other: same meaning, same season."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rse_maturity.tracking.changes import OVER_THE_POPULATION
from rse_maturity.tracking.definitions import differences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.model.snapshot import Snapshot

YEAR_OF_WEEKS = timedelta(weeks=52)
OF_UNITS = frozenset({"unit_coverage", "cross_unit_ratio", "ei_index"})
WEEKLY_TREND = "participation_trend"
OF_VERDICT = frozenset({"country", "quiet", "months_up", "months_down", "minimum_weeks"})
OF_TREND = frozenset({"momentum_change", "momentum_weeks", "momentum_minimum_weeks"})
"""Settings of time that say which weeks are ordinary, when a phase is confirmed, and how the weekly trend is measured:
other figures do not read them."""


def year_before(earlier: Sequence[Snapshot], last: Snapshot) -> Snapshot | None:
    """Return the snapshot of the same period a year ago: the same month, or 52 weeks before; None where none is."""
    if last.period == "week":
        return next((one for one in earlier if one.end == last.end - YEAR_OF_WEEKS), None)
    asked = (last.end.year - 1, last.end.month)
    return next((one for one in reversed(earlier) if (one.end.year, one.end.month) == asked), None)


def ordinary(snapshots: Sequence[Snapshot]) -> tuple[Snapshot, ...]:
    """Leave out the periods of holidays, a campaign or an outage."""
    return tuple(one for one in snapshots if not one.exceptional)


def value_of(snapshot: Snapshot, metric: str) -> float | None:
    """Return a figure of a snapshot; None where it was not measured."""
    figure = snapshot.metrics.get(metric)
    return None if figure is None else figure.value


def windows_apart(snapshots: Sequence[Snapshot], *, metric: str) -> tuple[Snapshot, ...]:
    """Thin snapshots out, the newest kept, until the windows of a figure share no day: two that do are not two proofs.

    Parameters
    ----------
    snapshots
        Oldest first, each with the figure.
    """
    kept: list[Snapshot] = []
    for one in reversed(snapshots):
        if not kept or one.metrics[metric].window.end < kept[-1].metrics[metric].window.start:
            kept.append(one)
    return tuple(reversed(kept))


def same_meaning(first: Snapshot, second: Snapshot, *, metric: str) -> bool:
    """Tell whether a figure is the same quantity in both."""
    for one in differences(first, second):
        if one.id == "population" and metric in OVER_THE_POPULATION:
            return False
        if one.id == "unit" and metric in OF_UNITS:
            return False
        if one.id == "definitions" and (metric == WEEKLY_TREND or not (OF_VERDICT | OF_TREND).issuperset(one.what)):
            return False
    return True


def same_judgement(first: Snapshot, second: Snapshot) -> bool:
    """Tell whether phases were judged in the same way in both: population, windows, limits."""
    return not any(one.id in ("population", "definitions", "limits", "least") for one in differences(first, second))
