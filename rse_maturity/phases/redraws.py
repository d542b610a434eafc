"""Figures drawn anew: what the months might have shown, by chance.

Where it is known what single people add to a figure, its values are those of draws of people, the same people for all
such figures and all months. Any other figure is drawn within its interval: a share between 0 and 1 on the logit scale,
any other figure on its own scale, with the two halves of its interval as they are. Some intervals are known for the
last month alone: the other months borrow its width. Half of the deviation of such a figure is the same in all months,
as it is largely the same people who are counted; that half is our judgement.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from rse_maturity.phases.ladder import Flags, Floats
    from rse_maturity.phases.readings import Reading, Readings

WIDTH = 1.959964
"""Standard deviations from the middle of a normal law to the end of its 95 % interval."""

SHARED = 0.5
"""Part of the variance of a figure that is the same in all months."""

EDGE = 1e-6
"""Shares are kept this far from 0 and 1, where the logit has no end."""


def redraw(
    readings: Readings,
    *,
    seed: int,
    draws: int,
    people_drawn: Mapping[str, Floats] | None = None,
    only: Collection[str] | None = None,
) -> Readings:
    """Return readings whose values are drawn anew, one row a draw.

    Parameters
    ----------
    readings
        The figures themselves.
    seed
        The draws of a figure depend on its name and the seed alone, not on the order or number of the others.
    draws
        How many.
    people_drawn
        By metric, its values in as many draws of people, by month; NaN where there is none.
    only
        The metrics that are drawn; None draws all.
    """
    counted = people_drawn or {}
    drawn = {
        name: replace(figure, values=_with_other_people(figure, counted[name]))
        if name in counted and _told(figure, counted[name]).any()
        else replace(figure, values=_within(figure, name, seed=seed, draws=draws))
        for name, figure in readings.metrics.items()
        if only is None or name in only
    }
    return replace(readings, metrics={**readings.metrics, **drawn})


def _told(figure: Reading, counted: Floats) -> Flags:
    """Tell for which months draws of people say what the figure would be."""
    told: Flags = figure.known & np.isfinite(counted).any(axis=0)
    return told


def _with_other_people(figure: Reading, counted: Floats) -> Floats:
    """Return the values in each draw of people; a month without them moves in proportion as the latest one with them.

    A draw with nothing to divide by leaves the value.
    """
    told, value = _told(figure, counted), figure.values[0]
    values = np.where(np.isfinite(counted), counted, value)
    last = np.flatnonzero(told)[-1]
    in_proportion = values[:, [last]] / value[last] if value[last] else np.ones((len(values), 1))
    return np.where(told, values, value * in_proportion)


def _within(figure: Reading, name: str, *, seed: int, draws: int) -> Floats:
    """Return values within the interval, by draw and month."""
    return _moved(_bounded(figure), _deviations(name, seed=seed, draws=draws, months=figure.values.shape[1]))


@lru_cache(maxsize=64)
def _deviations(name: str, *, seed: int, draws: int, months: int) -> Floats:
    """Draw standard deviations by draw and month: the same for a figure of every part of the network."""
    chance = np.random.default_rng((seed & 0xFFFFFFFF, zlib.crc32(name.encode())))
    same, own = chance.standard_normal((draws, 1)), chance.standard_normal((draws, months))
    deviations: Floats = np.sqrt(SHARED) * same + np.sqrt(1 - SHARED) * own
    deviations.flags.writeable = False
    return deviations


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
    below, above = (np.maximum(side, 0.0) / WIDTH for side in (middle - low, high - middle))
    return np.where(deviation < 0, below, above)


def _within_one(low: Floats, value: Floats, high: Floats) -> Flags:
    inside: Flags = (np.minimum(low, value) >= 0) & (np.maximum(value, high) <= 1)
    return inside


def _logit(share: Floats) -> Floats:
    inside = np.clip(share, EDGE, 1 - EDGE)
    return np.log(inside / (1 - inside))
