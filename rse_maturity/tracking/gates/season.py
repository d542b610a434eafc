"""What comes back every year is a season, not a fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.tracking.gates.noise import widened
from rse_maturity.tracking.periods import same_meaning

if TYPE_CHECKING:
    from collections.abc import Callable

    from rse_maturity.model.check import Gate
    from rse_maturity.tracking.gates.situation import Situation

PARTICIPATION = "participation_rate"


def season_allowed(situation: Situation, gate_of: Callable[[Situation], Gate]) -> Gate:
    """Ask a gate of participation; let it pass where it failed a year ago too and participation is no lower than then.

    No lower: the intervals of the two, widened to the scatter, touch or the later one is higher.
    """
    gate, year_ago = gate_of(situation), situation.year_ago
    if gate.verdict != "failed" or year_ago is None or not same_meaning(year_ago, situation.last, metric=PARTICIPATION):
        return gate
    by = situation.scatter(PARTICIPATION)
    now, then = (widened(one.metrics[PARTICIPATION], by) for one in (situation.last, year_ago))
    if now is None or then is None or now[1] < then[0] or gate_of(situation.until(year_ago)).verdict != "failed":
        return gate
    return gate.model_copy(update={"verdict": "passed", "reason": "season"})
