"""Habit of contributors.

Question
--------
Do those who contribute come nearly every week?

Why it matters
--------------
Participation counts whoever passed once; habit tells whether the network is part of the work.

How it is read
--------------
Habitual contributors over all who contributed in the weeks looked at.

When it says nothing
--------------------
With too few complete weeks.

Source
------
The definition of habit (S30); the cuts are our judgement. Over people merely seen: nine tenths of what mature open
communities show (a tenth), and for growth the same part of it as among members.
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

HABIT = Rule(
    id="habit",
    metric="habit_share_of_contributors",
    unit="share",
    limits={"growth": Limit(0.10, ">="), "cruise": Limit(0.30, ">=")},
    limits_seen={"growth": Limit(0.03, ">="), "cruise": Limit(0.09, ">=")},
    required_for=("cruise",),
    judgement=True,
    sources="S30",
)
