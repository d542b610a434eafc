"""Falls: against the snapshot before, the same period a year ago, the best of the last ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.model.check import Gate
from rse_maturity.tracking.gates.noise import widened
from rse_maturity.tracking.gates.season import PARTICIPATION, season_allowed
from rse_maturity.tracking.periods import ordinary, same_meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.model.check import GateKind
    from rse_maturity.model.metric import Metric
    from rse_maturity.model.snapshot import Snapshot
    from rse_maturity.tracking.gates.situation import Situation

ROUNDING = 1e-9  # 0.27 / 0.3 - 1 is a hair below -0.1


def fall(situation: Situation) -> Iterator[Gate]:
    """Hold figures against the last ordinary snapshot before: fails beyond the fall allowed and both intervals."""
    before = None if situation.last.exceptional else next(reversed(ordinary(situation.earlier)), None)
    missing = "exceptional" if situation.last.exceptional and situation.earlier else "nothing_to_compare"
    for metric, asked in situation.settings.metrics.items():
        if asked.fall is not None:
            yield held("fall", metric, situation.last, before, allowed=asked.fall, missing=missing)


def year_fall(situation: Situation) -> Iterator[Gate]:
    """Hold figures against the same period a year ago: fails beyond the fall allowed and both intervals."""
    against, missing = situation.year_ago, "no_year_ago"
    if against is not None and against.exceptional != situation.last.exceptional:
        against, missing = None, "exceptional"
    for metric, asked in situation.settings.metrics.items():
        if asked.year_fall is not None:
            yield held("year_fall", metric, situation.last, against, allowed=asked.year_fall, missing=missing)


def below_best(situation: Situation) -> Iterator[Gate]:
    """Hold participation against the best of the last snapshots: fails beyond both intervals, widened to the scatter.

    What was just as low a year ago is a season, not a fall. A period of holidays is held against the same one a year
    ago alone.
    """
    if situation.settings.best_of:
        yield season_allowed(situation, _below_best)


def _below_best(situation: Situation) -> Gate:
    last, by = situation.last, situation.scatter(PARTICIPATION)
    if last.exceptional:
        year_ago = situation.year_ago
        best = year_ago if year_ago is not None and year_ago.exceptional else None
        missing = "exceptional"
    else:
        recent = ordinary(situation.earlier[-situation.settings.best_of :])
        comparable = situation.comparable(PARTICIPATION)
        best = max(
            (one for one in recent if one in comparable), key=lambda one: (_low(one, by=by), one.end), default=None
        )
        missing = "not_comparable" if recent else "nothing_to_compare"
    return held("below_best", PARTICIPATION, last, best, allowed=situation.settings.least_fall, missing=missing, by=by)


def _low(snapshot: Snapshot, *, by: float) -> float:
    """Return the level that a snapshot surely had: few people may show a high share by chance."""
    bounds = widened(snapshot.metrics[PARTICIPATION], by)
    return 0.0 if bounds is None else bounds[0]


def held(
    kind: GateKind,
    metric: str,
    last: Snapshot,
    against: Snapshot | None,
    *,
    allowed: float,
    missing: str,
    by: float = 0.0,
) -> Gate:
    """Hold a figure against an earlier snapshot: fails where it fell by more than allowed, and surely fell at all.

    Parameters
    ----------
    allowed
        Largest fall, as a part of what the figure was.
    missing
        Why there is nothing to hold it against, where `against` is None.
    by
        Scatter that intervals are widened to.

    Returns
    -------
    Gate
        Its value is the relative change; its bounds lie below 0 where the two intervals do not touch. A figure that
        has no interval is held against the limit alone.
    """
    now = last.metrics.get(metric)
    gate = Gate(
        id=f"{kind}.{metric}",
        kind=kind,
        verdict="unknown",
        metric=metric,
        unit="share",
        limit=-allowed or 0.0,
        figure_unit=None if now is None else now.unit,
        now=None if now is None else now.value,
        against=None if against is None else against.end,
    )
    if now is None or now.value is None:
        return gate.model_copy(update={"reason": "not_measured", "against": None})
    if against is None:
        return gate.model_copy(update={"reason": missing})
    before = against.metrics.get(metric)
    if before is None or before.value is None:
        return gate.model_copy(update={"reason": "not_measured_then"})
    if not same_meaning(against, last, metric=metric):
        return gate.model_copy(update={"reason": "definition"})
    if before.value <= 0:
        return gate.model_copy(update={"reason": "was_zero", "before": before.value})
    change = now.value / before.value - 1
    low, high = relative_bounds(before, now, by=by)
    fell = change < -allowed - ROUNDING
    noise = fell and low is not None and (high is None or high >= 0)
    return gate.model_copy(
        update={
            "value": change,
            "low": low,
            "high": high,
            "before": before.value,
            "verdict": "failed" if fell and not noise else "passed",
            "reason": "noise" if noise else None,
        }
    )


def relative_bounds(before: Metric, now: Metric, *, by: float) -> tuple[float | None, float | None]:
    """Bound a relative change by the far ends of both intervals, at 95 % or more; None where there are none."""
    old, new = widened(before, by), widened(now, by)
    if old is None or new is None:
        return None, None
    return new[0] / old[1] - 1, new[1] / old[0] - 1 if old[0] > 0 else None
