"""Contributors who come back.

Question
--------
Do contributors come back?

Why it matters
--------------
New faces can hide that nobody stays.

How it is read
--------------
Contributors of the window before who contributed in this one too.

When it says nothing
--------------------
In the first months, and with too few contributors.

Source
------
Renewal of engaged people from month to month (S22b); the cuts are our judgement. Over people merely seen: nine
tenths of what mature open communities show (half), and for growth the same part of it as among members.
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

RETURNING = Rule(
    id="returning",
    metric="returning_share",
    unit="share",
    limits={"growth": Limit(0.50, ">="), "cruise": Limit(0.70, ">=")},
    limits_seen={"growth": Limit(0.32, ">="), "cruise": Limit(0.45, ">=")},
    judgement=True,
    sources="S22b",
)
