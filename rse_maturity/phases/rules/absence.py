"""People on whom half of the contributions hang.

Question
--------
Does the network hang on a handful of people?

Why it matters
--------------
When those who write most leave, their part of it goes with them.

How it is read
--------------
The smallest number of people who make half of the contributions. In a small network the limit of cruise is a part
of its contributors where this is less, as no small network has that many leading voices.

When it says nothing
--------------------
With too few contributions.

Source
------
The measure (S36); the cuts are our judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.phases.rule import Limit, Rule

if TYPE_CHECKING:
    from rse_maturity.phases.ladder import Floats
    from rse_maturity.phases.readings import Readings

HANDFUL, PART = 4.0, 0.02
"""What is never eased; and the part of the contributors that is enough in a small network."""


def eased_when_small(limit: float, readings: Readings) -> Floats:
    """Return the limit, or a part of the contributors where this is less, by month; a handful is never eased."""
    contributors = readings.metric("absence_factor").denominators
    eased = np.minimum(limit, np.maximum(HANDFUL, PART * contributors))
    return np.where(contributors > 0, eased, limit)[np.newaxis, :]


ABSENCE = Rule(
    id="absence",
    metric="absence_factor",
    unit="people",
    limits={"growth": Limit(4.0, ">="), "cruise": Limit(10.0, ">")},
    judgement=True,
    sources="S36",
    compared=eased_when_small,
)
