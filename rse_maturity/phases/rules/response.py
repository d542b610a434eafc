"""Messages that get an answer.

Question
--------
Does somebody answer?

Why it matters
--------------
Who is answered writes again; a network that leaves messages without an answer teaches people not to write.

How it is read
--------------
Messages that open a conversation and get a comment from somebody else in time, over all that are old enough.

When it says nothing
--------------------
Where the export does not tell what a message answers.

Source
------
Open groups (S29, S29b), and what an answer changes (S29); the cuts are our judgement.
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

RESPONSE = Rule(
    id="response",
    metric="response_rate",
    unit="share",
    limits={"growth": Limit(0.50, ">="), "cruise": Limit(0.75, ">=")},
    judgement=True,
    sources="S29 S29b",
)
