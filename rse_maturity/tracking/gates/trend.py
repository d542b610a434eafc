"""A fall that no single month shows: participation that goes down snapshot after snapshot."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.model.check import Gate
from rse_maturity.slopes import relative_changes
from rse_maturity.tracking.gates.noise import Z, widened
from rse_maturity.tracking.gates.season import PARTICIPATION, season_allowed
from rse_maturity.tracking.periods import windows_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from rse_maturity.model.snapshot import Snapshot
    from rse_maturity.tracking.gates.situation import Situation

STRETCHES = (1, 2, 3)
"""How many times the least number of snapshots the line is drawn through: a slow fall needs more of them."""

CHANGE_FROM_NOTHING = 2.0
"""What a line that begins at 0 rises by, relative to its middle."""

SURE = 2.5758293035489  # 99.5 % point of the normal law: three lines are tried


def falling_trend(situation: Situation) -> Iterator[Gate]:
    """Draw a line through the last snapshots of ordinary periods: fails where it falls, surely and by enough.

    Surely: Theil-Sen's slope is below 0 with both of its bounds, that of Sen's ranks at 95 % (of four snapshots, every
    one lower than the one before) and that of the intervals of the figures at 99 %. By enough: more than the least
    fall. Lines through the last 4, 8 and 12 are tried; the first that fails is told, else the shortest.
    """
    if situation.settings.trend_over:
        yield season_allowed(situation, _falling_trend)


def _falling_trend(situation: Situation) -> Gate:
    least = situation.settings.trend_over
    gate = Gate(
        id=f"falling_trend.{PARTICIPATION}",
        kind="falling_trend",
        verdict="unknown",
        metric=PARTICIPATION,
        unit="share",
        limit=-situation.settings.least_fall or 0.0,
    )
    now = situation.last.metrics.get(PARTICIPATION)
    if now is None or now.value is None:
        return gate.model_copy(update={"reason": "not_measured"})
    gate = gate.model_copy(update={"now": now.value, "figure_unit": now.unit})
    if not situation.earlier:
        return gate.model_copy(update={"reason": "nothing_to_compare"})
    if situation.last.exceptional:
        return gate.model_copy(update={"reason": "exceptional"})
    by = situation.scatter(PARTICIPATION)
    points = windows_apart((*situation.comparable(PARTICIPATION), situation.last), metric=PARTICIPATION)
    lines = [_line(gate, points[-least * times :], by=by) for times in STRETCHES if len(points) >= least * times]
    if not lines:
        return gate.model_copy(update={"reason": "few_snapshots", "span": len(points)})
    return next((line for line in lines if line.verdict == "failed"), lines[0])


def _line(gate: Gate, points: tuple[Snapshot, ...], *, by: float) -> Gate:
    figures = [one.metrics[PARTICIPATION] for one in points]
    values = np.array([[figure.value for figure in figures]], dtype=np.float64)
    days = np.array([one.end.toordinal() for one in points])
    change, least, most = (float(one[0]) for one in relative_changes(days, values))
    told = gate.model_copy(update={"span": len(points), "against": points[0].end, "before": figures[0].value})
    if math.isnan(change):
        return told.model_copy(update={"reason": "was_zero"})
    bounds = [bound for figure in figures if (bound := widened(figure, by)) is not None]
    if len(bounds) < len(figures):
        return told.model_copy(update={"reason": "no_interval"})
    doubt = _doubt(days, np.array(bounds)) / float(np.median(values))
    value, low = _since_beginning(change), _since_beginning(min(least, change - doubt))
    high = _since_beginning(max(most, change + doubt))
    assert told.limit is not None
    fell = value is not None and value < told.limit
    sure = high is not None and high < 0
    return told.model_copy(
        update={
            "value": value,
            "low": low,
            "high": high,
            "verdict": "failed" if fell and sure else "passed",
            "reason": "noise" if fell and not sure else None,
        }
    )


def _since_beginning(change: float) -> float | None:
    """Return a change relative to where a line begins, from one relative to its middle; None where it begins at 0."""
    return change / (1 - change / 2) if change < CHANGE_FROM_NOTHING else None


def _doubt(days: NDArray[np.int64], bounds: NDArray[np.float64]) -> float:
    """Return the half width, at 99 %, of the change along a line, from the intervals of its points.

    Parameters
    ----------
    bounds : array of shape (points, 2)
        Low and high of each, at 95 %.
    """
    errors = (bounds[:, 1] - bounds[:, 0]) / (2 * Z)
    places = days - days.mean()
    slope = math.sqrt(float((places**2 * errors**2).sum())) / float((places**2).sum())
    return SURE * slope * float(days[-1] - days[0])
