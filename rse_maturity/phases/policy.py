"""From answers to the phase of each month, before any memory of the months before.

A rung is reached when more than half of the weight of the rules that answer it says yes, at least four of them answer,
and none of those it requires stands in the way; and only from the rung below. A tie leaves the lower phase. So no
better figure can ever lower the phase, which a vote among three phases does not warrant; where one of the three has the
majority, both agree.

Source: majority, number of signals and conditions are our judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.phases.ladder import ASKING, NO, NOT_JUDGED, OUTCOMES, UNKNOWN, YES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.config import Settings
    from rse_maturity.phases.ladder import Codes, Flags
    from rse_maturity.phases.outcomes import Answer

MINIMUM_SIGNALS = 4

VOTE = np.array([{NO: -1.0, YES: 1.0}.get(code, 0.0) for code in range(len(OUTCOMES))])
"""What an answer adds to the balance, by code."""


def raw_levels(given: Sequence[Answer], *, settings: Settings) -> Codes:
    """Return the level of every draw and month: an index of PHASES, NOT_JUDGED where too few signals answer."""
    enough = [signals(given, phase, settings=settings) >= MINIMUM_SIGNALS for phase in ASKING]
    climbing = enough[0]
    levels = np.where(climbing, 0, NOT_JUDGED)
    for level, (phase, answered) in enumerate(zip(ASKING, enough, strict=True), start=1):
        climbing = climbing & answered & _reached(given, phase, settings=settings)
        levels = np.where(climbing, level, levels)
    return levels.astype(np.int8)


def signals(given: Sequence[Answer], phase: str, *, settings: Settings) -> Codes:
    """Count the rules that answer yes or no for a rung and weigh in the vote, by draw and month."""
    counted = np.zeros_like(given[0].codes)
    for answer in given:
        if answer.phase == phase and answer.rule.weight_in_force(settings) > 0:
            counted = counted + (answer.codes <= YES)
    return counted


def _reached(given: Sequence[Answer], phase: str, *, settings: Settings) -> Flags:
    """Tell where the answers for a rung let it be reached."""
    balance = np.zeros(1)
    blocked = np.zeros(1, dtype=bool)
    for answer in given:
        if answer.phase != phase:
            continue
        balance = balance + answer.rule.weight_in_force(settings) * VOTE[answer.codes]
        if phase in answer.rule.required_for:
            blocked = blocked | (answer.codes == NO)
            if not answer.rule.unless_unknown:
                blocked = blocked | (answer.codes == UNKNOWN)
    reached: Flags = ~blocked & (balance > 0)
    return reached
