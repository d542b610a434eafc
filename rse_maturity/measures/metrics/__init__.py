"""One file a metric; METRICS lists them all, in the order in which they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.metrics.absence_factor import ABSENCE_FACTOR
from rse_maturity.measures.metrics.activation_rate import ACTIVATION_RATE
from rse_maturity.measures.metrics.age_months import AGE_MONTHS
from rse_maturity.measures.metrics.bass_imitation import BASS_IMITATION
from rse_maturity.measures.metrics.bass_innovation import BASS_INNOVATION
from rse_maturity.measures.metrics.bass_potential import BASS_POTENTIAL
from rse_maturity.measures.metrics.bulk_enrolment_share import BULK_ENROLMENT_SHARE
from rse_maturity.measures.metrics.cluster_modularity import CLUSTER_MODULARITY
from rse_maturity.measures.metrics.comments_per_post import COMMENTS_PER_POST
from rse_maturity.measures.metrics.connections_per_active import CONNECTIONS_PER_ACTIVE
from rse_maturity.measures.metrics.contribution_rate import CONTRIBUTION_RATE
from rse_maturity.measures.metrics.core_share import CORE_SHARE
from rse_maturity.measures.metrics.cross_level_ratio import CROSS_LEVEL_RATIO
from rse_maturity.measures.metrics.cross_unit_ratio import CROSS_UNIT_RATIO
from rse_maturity.measures.metrics.ei_index import EI_INDEX
from rse_maturity.measures.metrics.enrolment_rate import ENROLMENT_RATE
from rse_maturity.measures.metrics.first_answer_hours import FIRST_ANSWER_HOURS
from rse_maturity.measures.metrics.first_answer_survival_hours import FIRST_ANSWER_SURVIVAL_HOURS
from rse_maturity.measures.metrics.gini import GINI
from rse_maturity.measures.metrics.gini_of_members import GINI_OF_MEMBERS
from rse_maturity.measures.metrics.habit_share import HABIT_SHARE
from rse_maturity.measures.metrics.habit_share_of_contributors import HABIT_SHARE_OF_CONTRIBUTORS
from rse_maturity.measures.metrics.health_index import HEALTH_INDEX
from rse_maturity.measures.metrics.influence_drop_off import INFLUENCE_DROP_OFF
from rse_maturity.measures.metrics.lost_regulars import LOST_REGULARS
from rse_maturity.measures.metrics.manager_exemplarity import MANAGER_EXEMPLARITY
from rse_maturity.measures.metrics.median_constraint import MEDIAN_CONSTRAINT
from rse_maturity.measures.metrics.members import MEMBERS
from rse_maturity.measures.metrics.net_flow import NET_FLOW
from rse_maturity.measures.metrics.new_contributors import NEW_CONTRIBUTORS
from rse_maturity.measures.metrics.newcomer_conversion import NEWCOMER_CONVERSION
from rse_maturity.measures.metrics.newcomer_welcome import NEWCOMER_WELCOME
from rse_maturity.measures.metrics.non_writers_share import NON_WRITERS_SHARE
from rse_maturity.measures.metrics.participation_rate import PARTICIPATION_RATE
from rse_maturity.measures.metrics.participation_trend import PARTICIPATION_TREND
from rse_maturity.measures.metrics.people_per_thread import PEOPLE_PER_THREAD
from rse_maturity.measures.metrics.reaction_only_share import REACTION_ONLY_SHARE
from rse_maturity.measures.metrics.response_rate import RESPONSE_RATE
from rse_maturity.measures.metrics.resurrected_contributors import RESURRECTED_CONTRIBUTORS
from rse_maturity.measures.metrics.returning_share import RETURNING_SHARE
from rse_maturity.measures.metrics.self_sustained_share import SELF_SUSTAINED_SHARE
from rse_maturity.measures.metrics.shared_thread_share import SHARED_THREAD_SHARE
from rse_maturity.measures.metrics.space_survival_months import SPACE_SURVIVAL_MONTHS
from rse_maturity.measures.metrics.stickiness import STICKINESS
from rse_maturity.measures.metrics.thread_depth import THREAD_DEPTH
from rse_maturity.measures.metrics.top_decile_share import TOP_DECILE_SHARE
from rse_maturity.measures.metrics.top_percent_share import TOP_PERCENT_SHARE
from rse_maturity.measures.metrics.top_ten_share import TOP_TEN_SHARE
from rse_maturity.measures.metrics.two_way_connections import TWO_WAY_CONNECTIONS
from rse_maturity.measures.metrics.two_way_share import TWO_WAY_SHARE
from rse_maturity.measures.metrics.unanswered_share import UNANSWERED_SHARE
from rse_maturity.measures.metrics.unit_assortativity import UNIT_ASSORTATIVITY
from rse_maturity.measures.metrics.unit_coverage import UNIT_COVERAGE
from rse_maturity.measures.metrics.unit_modularity import UNIT_MODULARITY

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
    STICKINESS,
    RETURNING_SHARE,
    NEW_CONTRIBUTORS,
    RESURRECTED_CONTRIBUTORS,
    LOST_REGULARS,
    NET_FLOW,
    NEWCOMER_CONVERSION,
    NEWCOMER_WELCOME,
    PARTICIPATION_TREND,
    AGE_MONTHS,
    SPACE_SURVIVAL_MONTHS,
    BASS_INNOVATION,
    BASS_IMITATION,
    BASS_POTENTIAL,
    RESPONSE_RATE,
    FIRST_ANSWER_HOURS,
    FIRST_ANSWER_SURVIVAL_HOURS,
    UNANSWERED_SHARE,
    REACTION_ONLY_SHARE,
    COMMENTS_PER_POST,
    THREAD_DEPTH,
    PEOPLE_PER_THREAD,
    SHARED_THREAD_SHARE,
    TWO_WAY_SHARE,
    TWO_WAY_CONNECTIONS,
    CONNECTIONS_PER_ACTIVE,
    CORE_SHARE,
    CROSS_UNIT_RATIO,
    EI_INDEX,
    UNIT_ASSORTATIVITY,
    UNIT_MODULARITY,
    CROSS_LEVEL_RATIO,
    CLUSTER_MODULARITY,
    MEDIAN_CONSTRAINT,
    SELF_SUSTAINED_SHARE,
    GINI,
    GINI_OF_MEMBERS,
    TOP_DECILE_SHARE,
    TOP_TEN_SHARE,
    TOP_PERCENT_SHARE,
    NON_WRITERS_SHARE,
    ABSENCE_FACTOR,
    INFLUENCE_DROP_OFF,
    MANAGER_EXEMPLARITY,
)
