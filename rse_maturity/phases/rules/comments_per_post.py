"""Comments per post.

Question
--------
Is it a dialogue, or a notice board?

Why it matters
--------------
Growth is when people comment on what colleagues post; a network that only announces stays a bulletin.

How it is read
--------------
Comments over posts that open a conversation.

When it says nothing
--------------------
Where posts and comments cannot be told apart.

Source
------
The mean of a large sample (S4b); the lower cut is our judgement.
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

COMMENTS_PER_POST = Rule(
    id="comments_per_post",
    metric="comments_per_post",
    unit="ratio",
    limits={"growth": Limit(1.0, ">="), "cruise": Limit(2.0, ">=")},
    judgement=True,
    sources="S4b",
)
