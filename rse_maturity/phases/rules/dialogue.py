"""More than a bulletin.

Question
--------
Is the network more than a bulletin?

Why it matters
--------------
A few who announce to many who look on can reach any participation: volume without dialogue is no cruise.

How it is read
--------------
Comments over posts that open a conversation, as in the rule on comments per post, against a mark that any dialogue
passes. Required for cruise, and outside the vote.

When it says nothing
--------------------
Where posts and comments cannot be told apart.

Source
------
Where networks drift to once internal communication takes over (S76); the cut is our judgement.
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

DIALOGUE = Rule(
    id="dialogue",
    metric="comments_per_post",
    unit="ratio",
    limits={"cruise": Limit(0.5, ">=")},
    weight=0.0,
    required_for=("cruise",),
    unless_unknown=True,
    judgement=True,
    sources="S76",
)
