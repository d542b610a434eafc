"""Units that are there.

Question
--------
Is every unit there?

Why it matters
--------------
A network of one enthusiastic unit is not yet the organisation's.

How it is read
--------------
Units of which a fair part is active, over all units.

When it says nothing
--------------------
Without units.

Source
------
Our judgement.
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

UNIT_COVERAGE = Rule(
    id="unit_coverage",
    metric="unit_coverage",
    unit="share",
    limits={"growth": Limit(0.5, ">="), "cruise": Limit(0.8, ">=")},
    judgement=True,
    sources="",
)
