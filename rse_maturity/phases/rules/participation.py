"""Participation in the window.

Question
--------
Does a fair share of the people take part?

Why it matters
--------------
A network is what people do in it: posts, comments and reactions, by how many of those who could.

How it is read
--------------
People who took part in the window, over members; without a directory, over the people seen in twelve months, which
is another quantity and has limits of its own.

When it says nothing
--------------------
Without a directory, until the export holds a full year: few people have been seen by then, so that the rate is high
by itself.

Source
------
Average and leading networks (S4, S8b, S11), early adopters (S26). Over people merely seen: our judgement, nine
tenths of what mature open communities show (a fifth), and for growth the same part of it as among members.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.phases.readings import FULL_YEAR_MONTHS
from rse_maturity.phases.rule import Limit, Rule

if TYPE_CHECKING:
    from rse_maturity.phases.ladder import Flags
    from rse_maturity.phases.readings import Readings


def full_population(readings: Readings) -> Flags:
    """Tell in which months the population is complete enough to divide by."""
    if readings.context.population == "directory":
        return np.ones(len(readings.ends), dtype=bool)
    return readings.at_least_old(FULL_YEAR_MONTHS)


PARTICIPATION = Rule(
    id="participation",
    metric="participation_rate",
    unit="share",
    limits={"growth": Limit(0.10, ">="), "cruise": Limit(0.30, ">=")},
    limits_seen={"growth": Limit(0.06, ">="), "cruise": Limit(0.18, ">=")},
    weight=2.0,
    required_for=("cruise",),
    judgement=False,
    sources="S26 S11 S4 S8b",
    applies=full_population,
)
