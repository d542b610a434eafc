"""Life without the community team.

Question
--------
Does the network live without the team that animates it?

Why it matters
--------------
What its members make by themselves is what remains when the animation stops; it marks the phases best.

How it is read
--------------
Contributions that do not come from the community team, over all.

When it says nothing
--------------------
Where nobody says who belongs to that team: the share is then unknown, and asks for nothing.

Source
------
The life-cycle of communities (S42).
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

SELF_SUSTAINED = Rule(
    id="self_sustained",
    metric="self_sustained_share",
    unit="share",
    limits={"growth": Limit(0.5, ">="), "cruise": Limit(0.9, ">")},
    weight=2.0,
    required_for=("growth", "cruise"),
    unless_unknown=True,
    judgement=False,
    sources="S42",
)
