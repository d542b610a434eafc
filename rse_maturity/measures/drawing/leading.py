"""How many people make half of the contributions, when people are drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.measures.metrics.absence_factor import LOST_SHARE

if TYPE_CHECKING:
    from rse_maturity.measures.drawing.added import Added
    from rse_maturity.measures.drawing.groups import Floats, Groups, Integers

LEADERS = 300
"""Nothing hangs on a few where more people than these make half of the contributions."""
SPARE = 20
"""People looked at besides, as a draw may take more of them than twice what the network itself does."""


def leading_voices(contributions: Added, groups: Groups) -> Floats:
    """Return the smallest number of people who hold half of the contributions, by draw and period.

    Parameters
    ----------
    contributions
        Those of 12 months, by period.

    Returns
    -------
    array of shape (DRAWS, periods)
        NaN in a period in which some draw needs more people than are looked at, or has nothing to share.
    """
    counts = np.full((len(groups.times), contributions.cells), np.nan)
    assert contributions.amounts is not None
    total = groups.drawn(contributions.by_group(groups.of, groups=groups.times.shape[1]))
    order = np.argsort(contributions.cell, kind="stable")
    ends = np.cumsum(np.bincount(contributions.cell, minlength=contributions.cells))
    for period, here in enumerate(np.split(order, ends[:-1])):
        rows, amounts = contributions.people.take(here), contributions.amounts.take(here)
        leaders = _leaders(amounts, groups.place.take(rows))
        if leaders.size:
            times = groups.times[:, groups.of[rows[leaders]]]
            counts[:, period] = _needed(amounts[leaders], times, half=np.ceil(total[:, period] * LOST_SHARE))
    return counts


def _leaders(amounts: Integers, place: Integers) -> Integers:
    """Return the leading contributors, the first one first: twice as many as half of the contributions take, and more.

    People of the same amount stand in the order of their places. None where half takes more people than are looked at.
    """
    rank = amounts + place / (place.max(initial=0) + 1)
    most = 2 * LEADERS
    leaders = np.argpartition(-rank, most)[:most] if len(rank) > most else np.arange(len(rank))
    leaders = leaders[np.argsort(-rank[leaders])]
    held = np.cumsum(amounts[leaders])
    needed = int(np.searchsorted(held, amounts.sum() * LOST_SHARE))
    return leaders[: 2 * needed + SPARE] if needed < LEADERS else leaders[:0]


def _needed(amounts: Integers, times: Floats, *, half: Floats) -> Floats:
    """Count the people that half of the contributions takes, the leading ones first; NaN where they do not suffice.

    Parameters
    ----------
    amounts : array of shape (people,)
        What each makes, falling.
    times : array of shape (draws, people)
        How often each is there.
    half : array of shape (draws,)
        What has to be made up.
    """
    held = np.cumsum(times * amounts, axis=1)
    short = held < half[:, np.newaxis]
    if short[:, -1].any() or (half == 0).any():
        return np.full(len(half), np.nan)
    last, draws = short.sum(axis=1), np.arange(len(half))
    beyond = held[draws, last] - half
    taken: Floats = np.einsum("dp,dp->d", times, short) + times[draws, last] - np.floor(beyond / amounts[last])
    return taken
