"""What the gates look at: a history up to one snapshot, the settings, and the day on which it is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rse_maturity.tracking.gates.noise import scatter
from rse_maturity.tracking.periods import ordinary, same_meaning, value_of, windows_apart, year_before

if TYPE_CHECKING:
    from datetime import date

    from rse_maturity.config import GateSettings
    from rse_maturity.model.snapshot import Snapshot


SCATTER_OVER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """At least one snapshot, oldest first, all of one network and one step."""

    snapshots: tuple[Snapshot, ...]
    settings: GateSettings
    today: date

    @property
    def last(self) -> Snapshot:
        """Return the snapshot that is judged."""
        return self.snapshots[-1]

    @property
    def earlier(self) -> tuple[Snapshot, ...]:
        """Return the snapshots before it."""
        return self.snapshots[:-1]

    @property
    def year_ago(self) -> Snapshot | None:
        """Return the snapshot of the same period a year ago."""
        return year_before(self.earlier, self.last)

    def comparable(self, metric: str) -> tuple[Snapshot, ...]:
        """Return the earlier snapshots of ordinary periods in which a figure has a value and means the same."""
        return tuple(
            one
            for one in ordinary(self.earlier)
            if value_of(one, metric) is not None and same_meaning(one, self.last, metric=metric)
        )

    def scatter(self, metric: str) -> float:
        """Return what a figure has scattered by over the last year or so: see `noise.scatter`."""
        apart = windows_apart(self.comparable(metric), metric=metric)[-SCATTER_OVER:]
        return scatter([value_of(one, metric) or 0.0 for one in apart])

    def until(self, snapshot: Snapshot) -> Situation:
        """Return the history as it stood at one of its snapshots."""
        return replace(self, snapshots=tuple(one for one in self.snapshots if one.end <= snapshot.end))
