"""Growth that has come to rest.

Question
--------
Has the rise come to an end?

Why it matters
--------------
A network that still gains people fast is growing: what it will be is not what it is.

How it is read
--------------
The same change of participation as in the rule on the trend; rising means beyond the limit, and with an interval
that excludes no change. Required for cruise, and outside the vote.

When it says nothing
--------------------
With too few complete weeks, or when a rise that seems large may still be chance.

Source
------
Our judgement.
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

STABILITY = Rule(
    id="stability",
    metric="participation_trend",
    unit="share",
    limits={"cruise": Limit(0.20, "<=")},
    weight=0.0,
    required_for=("cruise",),
    unless_unknown=True,
    only_if_certain=True,
    judgement=True,
    sources="",
)
