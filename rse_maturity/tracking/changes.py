"""What a figure was and is, by how much it changed, and whether beyond doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.model.comparison import MetricChange

if TYPE_CHECKING:
    from collections.abc import Callable

    from rse_maturity.model.comparison import Beyond
    from rse_maturity.model.metric import Figures, Metric

OVER_THE_POPULATION = frozenset(
    {
        *("members", "participation_rate", "contribution_rate", "habit_share", "unit_coverage", "manager_exemplarity"),
        *("activation_rate", "enrolment_rate"),
    }
)
"""Figures that are another quantity over the members of a directory than over the people seen."""


def metric_changes(first: Figures, second: Figures, *, comparable: Callable[[str], bool]) -> tuple[MetricChange, ...]:
    """Lay the figures of two analyses or snapshots side by side.

    Parameters
    ----------
    comparable
        Whether a figure, by its id, is the same quantity in both.

    Returns
    -------
    tuple of MetricChange
        Every figure of either, in the order of the second; without a difference where one has no value.
    """
    return tuple(
        _change(name, first.get(name), second.get(name), comparable=comparable(name))
        for name in dict.fromkeys((*second, *first))
    )


def beyond(old: Metric | None, new: Metric | None) -> Beyond:
    """Tell whether the two intervals do not touch: more than what a test at 5 % would ask for."""
    if old is None or new is None:
        return "unknown"
    if old.low is None or old.high is None or new.low is None or new.high is None:
        return "unknown"
    return "yes" if new.low > old.high or new.high < old.low else "no"


def _change(name: str, old: Metric | None, new: Metric | None, *, comparable: bool) -> MetricChange:
    told = new or old
    assert told is not None
    a, b = None if old is None else old.value, None if new is None else new.value
    return MetricChange(
        metric=name,
        unit=told.unit,
        first=a,
        first_low=None if old is None else old.low,
        first_high=None if old is None else old.high,
        second=b,
        second_low=None if new is None else new.low,
        second_high=None if new is None else new.high,
        difference=b - a if comparable and a is not None and b is not None else None,
        beyond=beyond(old, new) if comparable else "unknown",
        comparable=comparable,
    )
