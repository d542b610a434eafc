"""Answers across units.

Question
--------
Do people answer beyond their own unit?

Why it matters
--------------
The organisation chart already links people of one unit; what the network adds is between units.

How it is read
--------------
Share of answers that cross a boundary, over the share that chance would give with the same people and units.
Required for cruise: volume within the units alone is no cruise.

When it says nothing
--------------------
Without units, or with too few ties.

Source
------
A permutation test (S49) on two real workplaces; the cuts are our judgement.
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

CROSS_UNIT = Rule(
    id="cross_unit",
    metric="cross_unit_ratio",
    unit="ratio",
    limits={"growth": Limit(0.3, ">="), "cruise": Limit(0.6, ">=")},
    weight=2.0,
    required_for=("cruise",),
    unless_unknown=True,
    judgement=True,
    sources="S49",
)
