"""One file a metric; METRICS lists them all, in the order in which they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.metrics.absence_factor import ABSENCE_FACTOR
from rse_maturity.measures.metrics.activation_rate import ACTIVATION_RATE
from rse_maturity.measures.metrics.age_months import AGE_MONTHS
from rse_maturity.measures.metrics.bulk_enrolment_share import BULK_ENROLMENT_SHARE
from rse_maturity.measures.metrics.comments_per_post import COMMENTS_PER_POST
from rse_maturity.measures.metrics.connections_per_active import CONNECTIONS_PER_ACTIVE
from rse_maturity.measures.metrics.contribution_rate import CONTRIBUTION_RATE
from rse_maturity.measures.metrics.core_share import CORE_SHARE
from rse_maturity.measures.metrics.cross_unit_ratio import CROSS_UNIT_RATIO
from rse_maturity.measures.metrics.ei_index import EI_INDEX
from rse_maturity.measures.metrics.enrolment_rate import ENROLMENT_RATE
from rse_maturity.measures.metrics.first_answer_hours import FIRST_ANSWER_HOURS
from rse_maturity.measures.metrics.gini import GINI
from rse_maturity.measures.metrics.habit_share import HABIT_SHARE
from rse_maturity.measures.metrics.habit_share_of_contributors import HABIT_SHARE_OF_CONTRIBUTORS
from rse_maturity.measures.metrics.health_index import HEALTH_INDEX
from rse_maturity.measures.metrics.manager_exemplarity import MANAGER_EXEMPLARITY
from rse_maturity.measures.metrics.members import MEMBERS
from rse_maturity.measures.metrics.newcomer_conversion import NEWCOMER_CONVERSION
from rse_maturity.measures.metrics.newcomer_welcome import NEWCOMER_WELCOME
from rse_maturity.measures.metrics.participation_rate import PARTICIPATION_RATE
from rse_maturity.measures.metrics.participation_trend import PARTICIPATION_TREND
from rse_maturity.measures.metrics.reaction_only_share import REACTION_ONLY_SHARE
from rse_maturity.measures.metrics.response_rate import RESPONSE_RATE
from rse_maturity.measures.metrics.returning_share import RETURNING_SHARE
from rse_maturity.measures.metrics.self_sustained_share import SELF_SUSTAINED_SHARE
from rse_maturity.measures.metrics.top_decile_share import TOP_DECILE_SHARE
from rse_maturity.measures.metrics.top_ten_share import TOP_TEN_SHARE
from rse_maturity.measures.metrics.two_way_share import TWO_WAY_SHARE
from rse_maturity.measures.metrics.unanswered_share import UNANSWERED_SHARE
from rse_maturity.measures.metrics.unit_coverage import UNIT_COVERAGE

if TYPE_CHECKING:
    from rse_maturity.measures.metric_spec import MetricSpec

METRICS: tuple[MetricSpec, ...] = (
    MEMBERS,
    ENROLMENT_RATE,
    BULK_ENROLMENT_SHARE,
    ACTIVATION_RATE,
    PARTICIPATION_RATE,
    CONTRIBUTION_RATE,
    HEALTH_INDEX,
    UNIT_COVERAGE,
    HABIT_SHARE,
    HABIT_SHARE_OF_CONTRIBUTORS,
    RETURNING_SHARE,
    NEWCOMER_CONVERSION,
    NEWCOMER_WELCOME,
    PARTICIPATION_TREND,
    AGE_MONTHS,
    RESPONSE_RATE,
    FIRST_ANSWER_HOURS,
    UNANSWERED_SHARE,
    REACTION_ONLY_SHARE,
    COMMENTS_PER_POST,
    TWO_WAY_SHARE,
    CONNECTIONS_PER_ACTIVE,
    CORE_SHARE,
    CROSS_UNIT_RATIO,
    EI_INDEX,
    SELF_SUSTAINED_SHARE,
    GINI,
    TOP_DECILE_SHARE,
    TOP_TEN_SHARE,
    ABSENCE_FACTOR,
    MANAGER_EXEMPLARITY,
)
