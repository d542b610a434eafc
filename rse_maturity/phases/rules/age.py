"""Age of the network.

Question
--------
How long has the network been in use?

Why it matters
--------------
Curiosity fills a network in its first months and leaves most of them soon after; habits take longer to form.

How it is read
--------------
Months since the first activity in the export (of a part of the network that came in one go, since then); growth
asks that the wave of the launch has passed, cruise a time
that it does not last. Required for both: what the launch shows is not growth.

When it says nothing
--------------------
Where the export begins in the middle of the life of the network, as its first answers show: how old it is then stands
nowhere. An export that begins later without showing it makes the network look younger.

Source
------
The curve of use after an opening, which peaks in months two to four (S20); the cuts are our judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.phases.rule import Limit, Rule

if TYPE_CHECKING:
    from rse_maturity.phases.ladder import Flags
    from rse_maturity.phases.readings import Readings


def seen_from_the_opening(readings: Readings) -> Flags:
    """Tell in which months the age is known: in all, or in none."""
    return np.full(len(readings.ends), not readings.context.begins_midway)


AGE = Rule(
    id="age",
    metric="age_months",
    unit="count",
    limits={"growth": Limit(5.0, ">="), "cruise": Limit(12.0, ">=")},
    required_for=("growth", "cruise"),
    judgement=True,
    sources="S20",
    applies=seen_from_the_opening,
)
