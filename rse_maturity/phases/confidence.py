"""How sure the phase is: its story told again with figures drawn anew within their intervals.

Each redraw moves every figure of every month, judges all months and settles them as the verdict itself was settled; the
share of redraws that end in the same phase is the confidence, lowered a little for rules that could not be answered.

A share between 0 and 1 is drawn on the logit scale, any other figure on its own scale, with the two halves of its
interval as they are. Some intervals are known for the last month alone: the other months borrow its width. Half of a
figure's deviation is the same in all months, as it is largely the same people who are counted. That half, and what an
unknown rule takes away, are our judgement.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.model.verdict import Confidence
from rse_maturity.phases.ladder import UNKNOWN, YES
from rse_maturity.phases.outcomes import answers
from rse_maturity.phases.policy import raw_levels
from rse_maturity.phases.trajectory import settled_levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.config import Settings
    from rse_maturity.phases.ladder import Flags, Floats
    from rse_maturity.phases.outcomes import Answer
    from rse_maturity.phases.readings import Reading, Readings

DRAWS = 500
WIDTH = 1.959964
"""Standard deviations from the middle of a normal law to the end of its 95 % interval."""

SHARED = 0.5
"""Part of the variance of a figure that is the same in all months."""

UNKNOWN_COST = 0.25
"""What confidence loses where no weight at all could be answered; in proportion below that."""

CEILING = 0.98
"""The most that is ever said: of verdicts on made-up networks that no redraw changes, about two in a hundred are not
what the network was made as (tests/bench/verdicts.py)."""

EDGE = 1e-6
"""Shares are kept this far from 0 and 1, where the logit has no end."""


def confidence_in(level: int, given: Sequence[Answer], readings: Readings, *, settings: Settings) -> Confidence | None:
    """Return how sure the level in force is.

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
    Confidence or None
        None where no figure has an interval, so that nothing is known about doubt.
    """
    if not any(np.any(figure.high > figure.low) for figure in readings.metrics.values()):
        return None
    drawn = redraw(readings, seed=settings.seed)
    raw = raw_levels(answers(drawn, settings=settings), settings=settings)
    kept = float(np.mean(settled_levels(raw, readings=readings, time=settings.time)[:, -1] == level))
    sure = kept * (1 - UNKNOWN_COST * _unknown_share(given, settings=settings))
    return Confidence(value=min(sure, CEILING), method="redraws", capped=sure >= CEILING)


def redraw(readings: Readings, *, seed: int, draws: int = DRAWS) -> Readings:
    """Return readings whose values are drawn anew within their intervals, one row a draw.

    The draws of a figure depend on its name and the seed alone, not on the order or number of the others.
    """
    drawn = {}
    for name, figure in readings.metrics.items():
        chance = np.random.default_rng((seed & 0xFFFFFFFF, zlib.crc32(name.encode())))
        months = len(readings.ends)
        same, own = chance.standard_normal((draws, 1)), chance.standard_normal((draws, months))
        deviation = np.sqrt(SHARED) * same + np.sqrt(1 - SHARED) * own
        drawn[name] = replace(figure, values=_moved(_bounded(figure), deviation))
    return replace(readings, metrics=drawn)


def _bounded(figure: Reading) -> Reading:
    """Give months without interval the width of the latest one: as it is for shares, else in proportion."""
    bare = figure.known & (figure.high <= figure.low)
    wide = np.flatnonzero(figure.known & ~bare)
    if not wide.size:
        return figure
    last = wide[-1]
    value, low, high = figure.values[0], figure.low[last], figure.high[last]
    middle = figure.values[0, last]
    if _within_one(low, middle, high):
        lower, upper = np.maximum(value + low - middle, 0.0), np.minimum(value + high - middle, 1.0)
    else:
        scale = value / middle if middle else np.ones_like(value)
        lower, upper = value - np.abs(scale) * (middle - low), value + np.abs(scale) * (high - middle)
    return replace(figure, low=np.where(bare, lower, figure.low), high=np.where(bare, upper, figure.high))


def _moved(figure: Reading, deviation: Floats) -> Floats:
    """Move values by standard deviations, within their bounds."""
    value = figure.values[0]
    share = _within_one(figure.low, value, figure.high)
    linear = value + deviation * _step(figure.low, value, figure.high, deviation)
    bounded = np.where(figure.low >= 0, np.maximum(linear, 0.0), linear)
    low, middle, high = (_logit(np.where(share, one, 0.5)) for one in (figure.low, value, figure.high))
    logit = middle + deviation * _step(low, middle, high, deviation)
    moved = np.where(share, 1 / (1 + np.exp(-logit)), bounded)
    return np.where(figure.high > figure.low, moved, value)


def _step(low: Floats, middle: Floats, high: Floats, deviation: Floats) -> Floats:
    """Return one standard deviation on the side of the interval that the deviation lies on."""
    return np.maximum(np.where(deviation < 0, middle - low, high - middle), 0.0) / WIDTH


def _within_one(low: Floats, value: Floats, high: Floats) -> Flags:
    inside: Flags = (np.minimum(low, value) >= 0) & (np.maximum(value, high) <= 1)
    return inside


def _logit(share: Floats) -> Floats:
    inside = np.clip(share, EDGE, 1 - EDGE)
    return np.log(inside / (1 - inside))


def _unknown_share(given: Sequence[Answer], *, settings: Settings) -> float:
    """Return the part of the weight of the applicable rules that the last month could not answer."""
    weights = [
        (answer.rule.weight_in_force(settings), answer.codes[0, -1])
        for answer in given
        if answer.codes[0, -1] <= UNKNOWN
    ]
    asked = sum(weight for weight, _ in weights)
    return sum(weight for weight, code in weights if code > YES) / asked if asked else 0.0
