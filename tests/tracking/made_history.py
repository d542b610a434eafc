"""Entries of a history, made by hand."""

from datetime import UTC, date, datetime

from rse_maturity.model.history import Entry
from rse_maturity.model.verdict import TrajectoryPoint
from rse_maturity.tracking.snapshot import snapshot_of
from tests.views.made_analysis import METRICS, growing, measured


def analysed(end: date, *, participation: float = 0.23, **changes):
    """Return the growing network as it stands at the end of a period."""
    point = TrajectoryPoint(end=end, phase="growth", momentum="rising", metrics={"participation_rate": participation})
    rate = measured(participation, participation - 0.04, participation + 0.04, 412, "share")
    made = {"trajectory": (point,), "metrics": {**METRICS, "participation_rate": rate}, **changes}
    return growing(generated_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), **made)


def entry(end: date, *, network: str = "default", period: str = "month", **changes) -> Entry:
    analysis = analysed(end, **changes)
    return Entry(snapshot=snapshot_of(analysis, network=network, period=period), analysis=analysis)
