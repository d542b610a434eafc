"""Participation that does not fall.

Question
--------
Does participation hold or rise, rather than fall?

Why it matters
--------------
A network that people are leaving is losing what it had reached, whatever its level today.

How it is read
--------------
Relative change of weekly participation over the last half-year or so; falling means beyond the limit, and with an
interval that excludes no change.

When it says nothing
--------------------
With too few complete weeks, or when a fall that seems large may still be chance.

Source
------
Our judgement, knowing that a launch peaks and recedes (S20).
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

TREND = Rule(
    id="trend",
    metric="participation_trend",
    unit="share",
    limits={"growth": Limit(-0.20, ">="), "cruise": Limit(-0.20, ">=")},
    required_for=("cruise",),
    unless_unknown=True,
    only_if_certain=True,
    judgement=True,
    sources="S20",
)
