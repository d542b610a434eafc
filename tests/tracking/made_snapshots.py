"""Hand-made histories: months of one network, whose participation is given month by month."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from rse_maturity.model.metric import Metric, Window
from rse_maturity.model.snapshot import Quality, Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFINITIONS = {
    "time": {"window_days": 28, "quiet": ["08-01/08-31"], "months_up": 3},
    "rules": {},
    "weights": {"participation": 1.0},
    "people": {"unit": "department"},
    "zone": "Europe/Paris",
    "minimum_group": 5,
}


def month_ends(count: int, *, last: date = date(2025, 6, 30)) -> list[date]:
    """Return so many month ends, oldest first."""
    ends = [last]
    while len(ends) < count:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]


def figure(value: float | None, end: date, *, half: float | None = 0.02, unit: Any = "share") -> Metric:
    """Return a figure over the 28 days up to `end`, give or take `half`."""
    bounded = value is not None and half is not None
    return Metric(
        value=value,
        low=value - half if bounded else None,
        high=value + half if bounded else None,
        unit=unit,
        window=Window(start=end - timedelta(days=27), end=end),
        status="not_measurable" if value is None else "measured",
        reason="no_times" if value is None else None,
    )


def snapshot(end: date, participation: float | None, *, half: float | None = 0.02, **changes: Any) -> Snapshot:
    """Return a month in growth; `metrics` adds figures to participation, everything else replaces."""
    metrics = {"participation_rate": figure(participation, end, half=half), **changes.pop("metrics", {})}
    told: dict[str, Any] = {
        "network": "acme",
        "period": "month",
        "end": end,
        "taken_at": datetime(end.year, end.month, monthrange(end.year, end.month)[1], 9, tzinfo=UTC),
        "tool_version": "0.1.0",
        "population": "directory",
        "definitions": DEFINITIONS,
        "phase": "growth",
        "momentum": "stable",
        "confidence": 0.9,
        "since": None,
        "flags": (),
        "exceptional": end.month == 8,
        "quality": Quality(
            events=900,
            people=200,
            rows=1000,
            rejected=20,
            last_event=datetime(end.year, end.month, end.day, 16, tzinfo=UTC),
            actors_in_directory=0.95,
            directory_in_actors=0.5,
        ),
        "metrics": metrics,
    }
    return Snapshot(**{**told, **changes})


def months(participation: Sequence[float | None], *, last: date = date(2025, 6, 30), **changes: Any) -> list[Snapshot]:
    """Return one month for each value, the last of which ends on `last`; August is a period of holidays."""
    ends = month_ends(len(participation), last=last)
    return [snapshot(end, value, **changes) for end, value in zip(ends, participation, strict=True)]
