"""Which limits, moved by how much, would change the phase: a verdict that hangs on one of them says so.

Every limit is moved by itself, in steps of a twentieth of itself, up to half of itself either way; all months are
judged again and settled as the verdict was. What is told is the smallest move that leads to another phase.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.model.verdict import Sensitivity
from rse_maturity.phases.ladder import label_of
from rse_maturity.phases.outcomes import answer_to
from rse_maturity.phases.policy import raw_levels
from rse_maturity.phases.rule import Limit
from rse_maturity.phases.trajectory import settled_levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.config import Settings
    from rse_maturity.phases.outcomes import Answer
    from rse_maturity.phases.readings import Readings

STEPS, STEPS_IN_ONE = 10, 20
"""Steps either way, and how many of them would double a limit."""

MOVES = tuple(sign * step / STEPS_IN_ONE for step in range(1, STEPS + 1) for sign in (-1, 1))
"""Relative moves, the smallest first."""


def sensitivity_of(
    level: int, given: Sequence[Answer], readings: Readings, *, settings: Settings
) -> tuple[Sensitivity, ...]:
    """Return the limits that, moved by at most half of themselves, lead to another phase, the nearest first.

    Parameters
    ----------
    level
        The level in force at the end of the last month.
    given
        The answers it rests on.
    readings
        The figures it rests on; at least one month.

    Returns
    -------
    tuple of Sensitivity
        One a rule and rung; empty where no limit alone changes anything.
    """
    found = [
        told
        for place, answer in enumerate(given)
        if (told := _of_one(place, answer, level, given, readings, settings=settings)) is not None
    ]
    return tuple(sorted(found, key=lambda one: abs(one.change)))


def _of_one(
    place: int, answer: Answer, level: int, given: Sequence[Answer], readings: Readings, *, settings: Settings
) -> Sensitivity | None:
    """Return the smallest move of one limit that leads to another phase."""
    limits = [Limit(answer.limit.value * (1 + move), answer.limit.comparison) for move in MOVES]
    moved = [answer_to(answer.rule, answer.phase, limit, readings).codes for limit in limits]
    tried = [*given]
    tried[place] = replace(answer, codes=np.concatenate(moved))
    settled = settled_levels(raw_levels(tried, settings=settings), readings=readings, time=settings.time)[:, -1]
    changed = np.flatnonzero(settled != level)
    if not changed.size or settled.size != len(MOVES):
        return None
    first = int(changed[0])
    return Sensitivity(
        rule=answer.rule.id,
        phase=answer.phase,
        metric=answer.rule.metric,
        limit=answer.limit.value,
        comparison=answer.limit.comparison,
        moved=limits[first].value,
        change=MOVES[first],
        label=label_of(int(settled[first])),
    )
