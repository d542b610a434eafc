"""How sure the phase is: its story told again with figures drawn anew.

Each redraw (`redraws`) moves the figures of every month, judges all months and settles them as the verdict itself was
settled; the share of redraws that end in the same phase is the confidence, lowered a little for rules that could not be
answered. What an unknown rule takes away is our judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.measures.drawing.groups import DRAWS
from rse_maturity.model.verdict import Confidence
from rse_maturity.phases.ladder import UNKNOWN, YES
from rse_maturity.phases.outcomes import answers
from rse_maturity.phases.policy import raw_levels
from rse_maturity.phases.redraws import redraw
from rse_maturity.phases.trajectory import settled_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rse_maturity.config import Settings
    from rse_maturity.phases.ladder import Codes, Floats
    from rse_maturity.phases.outcomes import Answer
    from rse_maturity.phases.readings import Readings

UNKNOWN_COST = 0.25
"""What confidence loses where no weight at all could be answered; in proportion below that."""

CEILING = 0.98
"""The most that is ever said: of verdicts on made-up networks that no redraw changes, about two in a hundred are not
what the network was made as (tests/bench/verdicts.py)."""


def confidence_in(
    level: int,
    given: Sequence[Answer],
    readings: Readings,
    *,
    settings: Settings,
    people_drawn: Mapping[str, Floats] | None = None,
    draws: int = DRAWS,
    levels: Callable[..., Codes] = raw_levels,
) -> Confidence | None:
    """Return how sure the level in force is.

    Parameters
    ----------
    level
        The level in force at the end of the last month.
    given
        The answers it rests on.
    readings
        The figures it rests on; at least one month.
    people_drawn
        By metric, its values in DRAWS draws of people, by month. Figures without, and all of them where it is None, are
        drawn within their intervals.
    draws
        How many; as many as there are of people.
    levels
        How answers make the level of each month: `raw_levels`, or what stands for it in a part of the network.

    Returns
    -------
    Confidence or None
        None where no figure has an interval, so that nothing is known about doubt.
    """
    if not any(np.any(figure.high > figure.low) for figure in readings.metrics.values()):
        return None
    asked = {answer.rule.metric for answer in given}
    drawn = redraw(readings, seed=settings.seed, draws=draws, people_drawn=people_drawn, only=asked)
    raw = levels(answers(drawn, settings=settings), settings=settings)
    kept = float(np.mean(settled_levels(raw, readings=readings, time=settings.time)[:, -1] == level))
    sure = kept * (1 - UNKNOWN_COST * _unknown_share(given, settings=settings))
    method = "people" if people_drawn else "redraws"
    return Confidence(value=min(sure, CEILING), method=method, capped=sure >= CEILING)


def _unknown_share(given: Sequence[Answer], *, settings: Settings) -> float:
    """Return the part of the weight of the applicable rules that the last month could not answer."""
    weights = [
        (answer.rule.weight_in_force(settings), answer.codes[0, -1])
        for answer in given
        if answer.codes[0, -1] <= UNKNOWN
    ]
    asked = sum(weight for weight, _ in weights)
    return sum(weight for weight, code in weights if code > YES) / asked if asked else 0.0
