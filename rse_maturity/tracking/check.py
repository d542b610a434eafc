"""`check`: every gate put to the last snapshot of a history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.model.check import Check
from rse_maturity.tracking.definitions import differences
from rse_maturity.tracking.gates import GATES
from rse_maturity.tracking.gates.season import PARTICIPATION
from rse_maturity.tracking.gates.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rse_maturity.config import GateSettings
    from rse_maturity.model.snapshot import Snapshot


def check_of(
    snapshots: Sequence[Snapshot], settings: GateSettings, *, at: datetime, version: str, warn_only: bool = False
) -> Check:
    """Say whether adoption holds.

    Parameters
    ----------
    snapshots
        At least one, oldest first, all of one network and one step. One alone has nothing to compare with: gates that
        compare are unknown, and unknown gates fail nothing.
    settings
        Which gates, with which limits.
    at
        The moment of the check, which freshness is counted to.

    version
        Of the program that checks.

    Returns
    -------
    Check
        Gates in the order of `GATES`; caveats say what the last snapshot does not have in common with the one before.
    """
    situation = Situation(snapshots=tuple(snapshots), settings=settings, today=at.date())
    gates = tuple(gate for gates in GATES for gate in gates(situation))
    last, figure = situation.last, situation.last.metrics.get(PARTICIPATION)
    return Check(
        tool_version=version,
        checked_at=at,
        network=last.network,
        end=last.end,
        snapshots=len(situation.snapshots),
        phase=last.phase,
        momentum=last.momentum,
        confidence=last.confidence,
        participation=None if figure is None else figure.value,
        participation_low=None if figure is None else figure.low,
        participation_high=None if figure is None else figure.high,
        gates=gates,
        caveats=differences(situation.earlier[-1], last) if situation.earlier else (),
        passed=all(gate.verdict != "failed" for gate in gates),
        warn_only=warn_only,
    )
