"""Life beyond those who started it, where nobody says who they are.

Question
--------
Would half of the network remain without the few who make most of it?

Why it matters
--------------
A network is in its inception while those who started it make half of the activity themselves. Where nobody names them,
a handful who make half of it stand for them.

How it is read
--------------
The smallest number of people who make half of the contributions, against a handful. Required to leave creation, outside
the vote.

When it says nothing
--------------------
Where the community team is known: then the share that the members make themselves answers the question. Of one part of
the network: in a department of thirty, three leading voices are no founders.

Source
------
The half is that of the life-cycle of communities (S42), the measure is S36; that a handful stands for the founders is
our judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.phases.rule import Limit, Rule

if TYPE_CHECKING:
    from rse_maturity.phases.ladder import Flags
    from rse_maturity.phases.readings import Readings


def team_unknown(readings: Readings) -> Flags:
    """Tell in which months nobody says what the community team makes of the whole network."""
    unknown: Flags = ~readings.metric("self_sustained_share").known & ~np.bool_(readings.context.part)
    return unknown


FOUNDERS = Rule(
    id="founders",
    metric="absence_factor",
    unit="people",
    limits={"growth": Limit(4.0, ">=")},
    weight=0.0,
    required_for=("growth",),
    unless_unknown=True,
    judgement=True,
    sources="S42 S36",
    applies=team_unknown,
)
