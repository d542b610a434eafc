"""The gates: each looks at a history up to its last snapshot and says passed, failed, or unknown with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.tracking.gates.falls import below_best, fall, year_fall
from rse_maturity.tracking.gates.limits import ceiling, floor, freshness, match_rate, refused_rows
from rse_maturity.tracking.gates.phases import phase_fell, phase_floor
from rse_maturity.tracking.gates.trend import falling_trend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rse_maturity.model.check import Gate
    from rse_maturity.tracking.gates.situation import Situation

GATES: tuple[Callable[[Situation], Iterator[Gate]], ...] = (
    phase_fell,
    below_best,
    falling_trend,
    phase_floor,
    floor,
    ceiling,
    fall,
    year_fall,
    match_rate,
    refused_rows,
    freshness,
)
"""One function a kind, named after it, in the order in which they are told; one that is switched off gives no gate."""
