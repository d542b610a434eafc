"""Enrolment of those who may join.

Question
--------
Have the people who may join done so?

Why it matters
--------------
Where joining is an act of will, it is the first sign of interest; a part of the staff never registers.

How it is read
--------------
Members over the people who are eligible.

When it says nothing
--------------------
Without a directory of the people expected; and where people were enrolled automatically, which says nothing about
their interest.

Source
------
Shares that register (S25); the cuts are our judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.phases.rule import Limit, Rule

if TYPE_CHECKING:
    from rse_maturity.phases.ladder import Flags
    from rse_maturity.phases.readings import Readings


def by_will(readings: Readings) -> Flags:
    """Tell in which months members joined of their own will: in all, or in none."""
    return np.full(len(readings.ends), not readings.context.bulk_enrolled)


ENROLMENT = Rule(
    id="enrolment",
    metric="enrolment_rate",
    unit="share",
    limits={"growth": Limit(0.5, ">="), "cruise": Limit(0.7, ">=")},
    judgement=True,
    sources="S25",
    applies=by_will,
)
