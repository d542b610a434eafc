"""Age of the network.

Question
--------
How long has the network been in use?

Why it matters
--------------
Curiosity fills a network in its first months and leaves most of them soon after; habits take longer to form.

How it is read
--------------
Months since the first contribution in the export; growth asks that the wave of the launch has passed, cruise a time
that it does not last. Required for both: what the launch shows is not growth.

When it says nothing
--------------------
Never: every export has a first contribution. An export that begins later than the network makes it look younger.

Source
------
The curve of use after an opening, which peaks in months two to four (S20); the cuts are our judgement.
"""

from __future__ import annotations

from rse_maturity.phases.rule import Limit, Rule

AGE = Rule(
    id="age",
    metric="age_months",
    unit="count",
    limits={"growth": Limit(5.0, ">="), "cruise": Limit(12.0, ">=")},
    required_for=("growth", "cruise"),
    judgement=True,
    sources="S20",
)
