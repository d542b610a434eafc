"""Participation near its best of the year.

Question
--------
Is participation still near the best it has been this year?

Why it matters
--------------
Networks fall back; a level that was higher not long ago is no cruising speed.

How it is read
--------------
Participation against a part of its best month among the last twelve; the limit is stated as that part and compared
as a rate. Required for cruise, and outside the vote.

When it says nothing
--------------------
While the curiosity of the launch lasts, and without a directory before a full year: earlier months are no
yardstick.

Source
------
Our judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.phases.rule import Limit, Rule

if TYPE_CHECKING:
    from rse_maturity.phases.ladder import Floats
    from rse_maturity.phases.readings import Readings


def part_of_best(part: float, readings: Readings) -> Floats:
    """Return that part of the best participation of twelve months, by draw and month."""
    return part * readings.best_participation()


HOLDING = Rule(
    id="holding",
    metric="participation_rate",
    unit="share",
    limits={"cruise": Limit(0.7, ">=")},
    weight=0.0,
    required_for=("cruise",),
    unless_unknown=True,
    judgement=True,
    sources="",
    compared=part_of_best,
)
