"""One file a rule, listed here in the order in which they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.phases.rules.absence import ABSENCE
from rse_maturity.phases.rules.age import AGE
from rse_maturity.phases.rules.comments_per_post import COMMENTS_PER_POST
from rse_maturity.phases.rules.cross_unit import CROSS_UNIT
from rse_maturity.phases.rules.dialogue import DIALOGUE
from rse_maturity.phases.rules.enrolment import ENROLMENT
from rse_maturity.phases.rules.founders import FOUNDERS
from rse_maturity.phases.rules.habit import HABIT
from rse_maturity.phases.rules.holding import HOLDING
from rse_maturity.phases.rules.participation import PARTICIPATION
from rse_maturity.phases.rules.response import RESPONSE
from rse_maturity.phases.rules.returning import RETURNING
from rse_maturity.phases.rules.self_sustained import SELF_SUSTAINED
from rse_maturity.phases.rules.stability import STABILITY
from rse_maturity.phases.rules.trend import TREND
from rse_maturity.phases.rules.two_way import TWO_WAY
from rse_maturity.phases.rules.unit_coverage import UNIT_COVERAGE

if TYPE_CHECKING:
    from rse_maturity.phases.rule import Rule

RULES: tuple[Rule, ...] = (
    AGE,
    ENROLMENT,
    PARTICIPATION,
    TREND,
    STABILITY,
    HOLDING,
    SELF_SUSTAINED,
    FOUNDERS,
    HABIT,
    RETURNING,
    RESPONSE,
    COMMENTS_PER_POST,
    DIALOGUE,
    CROSS_UNIT,
    TWO_WAY,
    UNIT_COVERAGE,
    ABSENCE,
)
