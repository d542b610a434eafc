"""Gates of the phase: not lower than last time, not lower than asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.model.check import Gate
from rse_maturity.tracking.compare import RANK
from rse_maturity.tracking.periods import same_judgement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.tracking.gates.situation import Situation

NOT_JUDGED = "insufficient_data"


def phase_fell(situation: Situation) -> Iterator[Gate]:
    """Hold the phase against that of the last snapshot before in which one could be told."""
    if not situation.settings.phase_fell:
        return
    last = situation.last
    before = next((one for one in reversed(situation.earlier) if one.phase != NOT_JUDGED), None)
    gate = Gate(id="phase_fell", kind="phase_fell", verdict="unknown", stands=last.phase)
    if before is not None:
        gate = gate.model_copy(update={"stood": before.phase, "against": before.end})
    if last.phase == NOT_JUDGED:
        yield gate.model_copy(update={"reason": "not_judged"})
    elif before is None:
        yield gate.model_copy(update={"reason": "not_judged_then" if situation.earlier else "nothing_to_compare"})
    elif not same_judgement(before, last):
        yield gate.model_copy(update={"reason": "definition"})
    else:
        yield gate.model_copy(update={"verdict": "failed" if RANK[last.phase] < RANK[before.phase] else "passed"})


def phase_floor(situation: Situation) -> Iterator[Gate]:
    """Hold the phase against the one that the settings ask for."""
    asked, stands = situation.settings.phase, situation.last.phase
    if asked is None:
        return
    gate = Gate(id="phase_floor", kind="phase_floor", verdict="unknown", stands=stands, stood=asked)
    if stands == NOT_JUDGED:
        yield gate.model_copy(update={"reason": "not_judged"})
    else:
        yield gate.model_copy(update={"verdict": "failed" if RANK[stands] < RANK[asked] else "passed"})
