"""Ties that go both ways.

Question
--------
Do people answer one another?

Why it matters
--------------
Who is only answered, or only answers, has an audience; a relation goes both ways.

How it is read
--------------
Pairs of people who answered each other, over pairs with an answer at least one way.

When it says nothing
--------------------
Where the export does not tell who was answered, or with too few ties.

Source
------
The measure (S10); the cuts are our judgement.
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

TWO_WAY = Rule(
    id="two_way",
    metric="two_way_share",
    unit="share",
    limits={"growth": Limit(0.10, ">="), "cruise": Limit(0.25, ">=")},
    judgement=True,
    sources="S10",
)
