from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from rse_maturity.config import PeopleSettings, RuleSettings, Settings, TimeSettings
from rse_maturity.phases.judge import judge
from rse_maturity.phases.ladder import PHASES
from rse_maturity.phases.outcomes import answers
from rse_maturity.phases.policy import raw_levels
from rse_maturity.phases.readings import read
from tests.phases.made_months import (
    CREATION,
    CRUISE,
    FIRST_DAY,
    GROWTH,
    LEVELS,
    OPEN_COMMUNITY,
    context,
    figure,
    last_day,
    period,
    story,
)

SETTINGS = Settings()


def verdict(periods, *, settings=SETTINGS, **known):
    return judge(periods, context=context(**known), settings=settings)


def labels(judgement):
    return [point.phase for point in judgement.trajectory]


def raw(values, *, settings=SETTINGS, **known):
    readings = read([period(values, end=last_day(0))], context=context(**known))
    return int(raw_levels(answers(readings, settings=settings), settings=settings)[0, -1])


@pytest.mark.parametrize("phase", PHASES)
def test_a_network_that_shows_a_phase_all_along_is_in_it(phase):
    judgement = verdict(story((6, LEVELS[phase]), age=24))
    assert judgement.phase.label == phase
    assert labels(judgement) == [phase] * 6
    assert judgement.phase.since == FIRST_DAY


def test_a_mature_open_community_without_directory_is_in_cruise():
    assert verdict(story((6, OPEN_COMMUNITY), age=40), population="seen").phase.label == "cruise"
    assert verdict(story((6, OPEN_COMMUNITY), age=40), population="directory").phase.label != "cruise"


def test_up_only_after_three_months_and_since_says_when():
    judgement = verdict(story((4, CREATION), (4, GROWTH), age=24))
    assert labels(judgement) == ["creation"] * 6 + ["growth"] * 2
    assert judgement.phase.since == last_day(6)


def test_two_good_months_lift_nothing_and_are_told():
    judgement = verdict(story((4, CREATION), (2, GROWTH), age=24))
    assert judgement.phase.label == "creation"
    flag = next(flag for flag in judgement.phase.flags if flag.id == "rising_unconfirmed")
    assert flag.evidence == {"phase": "growth", "months": 2.0, "needed": 3.0}


def test_down_after_two_months_and_not_after_one():
    tired = {**CRUISE, "participation_rate": 0.29}
    assert labels(verdict(story((4, CRUISE), (1, tired), (2, CRUISE), age=24))) == ["cruise"] * 7
    judgement = verdict(story((4, CRUISE), (2, tired), age=24))
    assert labels(judgement) == ["cruise"] * 5 + ["growth"]
    assert judgement.phase.since == last_day(5)


def test_from_creation_to_cruise_only_as_far_as_all_three_months_speak():
    assert labels(verdict(story((3, CREATION), (1, GROWTH), (3, CRUISE), age=24)))[-3:] == [
        "creation",
        "growth",
        "cruise",
    ]


def test_months_up_and_down_are_settings():
    quick = Settings(time=TimeSettings(months_up=1, months_down=1))
    assert labels(verdict(story((2, CREATION), (1, GROWTH), (1, CREATION), age=24), settings=quick)) == [
        "creation",
        "creation",
        "growth",
        "creation",
    ]


def test_a_newborn_network_is_in_creation_until_months_after_its_launch_wave_lift_it():
    assert labels(verdict(story((9, CRUISE)))) == ["creation"] * 7 + ["growth"] * 2


def test_a_year_is_asked_before_cruise():
    judgement = verdict(story((20, CRUISE)))
    assert labels(judgement).index("cruise") == 12 + SETTINGS.time.months_up - 1


def test_a_month_that_is_not_over_confirms_nothing():
    periods = story((3, CREATION), (2, GROWTH), age=24)
    unfinished = period({"age_months": 29.0, **GROWTH}, end=periods[-1].end + timedelta(days=10))
    judgement = verdict([*periods, unfinished])
    assert labels(judgement)[-1] == "creation"
    evidence = next(flag.evidence for flag in judgement.phase.flags if flag.id == "rising_unconfirmed")
    assert evidence["months"] == 2.0


def test_a_month_without_figures_neither_counts_nor_interrupts():
    periods = story((3, CREATION), (1, GROWTH), (1, {}), (2, GROWTH), age=24)
    assert labels(verdict(periods)) == [*["creation"] * 4, "insufficient_data", "creation", "growth"]


def test_order_of_periods_does_not_matter():
    periods = story((4, CREATION), (5, GROWTH), age=24, half_width=0.03)
    assert verdict(periods[::-1]) == verdict(periods)


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        ({"contributors": 29}, {"contributors": (29.0, 30.0)}),
        ({"weeks": 7}, {"weeks": (7.0, 8.0)}),
        ({"contributors": 3, "weeks": 1}, {"contributors": (3.0, 30.0), "weeks": (1.0, 8.0)}),
    ],
)
def test_too_little_is_said_with_found_and_needed(known, missing):
    judgement = verdict(story((6, CRUISE), age=24), **known)
    phase = judgement.phase
    assert (phase.label, phase.missing) == ("insufficient_data", missing)
    assert (phase.confidence, phase.since, phase.next, judgement.advice) == (None, None, (), ())
    assert labels(judgement) == ["insufficient_data"] * 6
    assert phase.findings


def test_a_smaller_organisation_may_lower_the_least_people():
    lowered = Settings(people=PeopleSettings(minimum_contributors=10))
    assert verdict(story((6, CRUISE), age=24), contributors=12, settings=lowered).phase.label == "cruise"


def test_all_unknown_is_insufficient_data_never_no():
    judgement = verdict(story((3, dict.fromkeys(CRUISE)), age=24))
    assert judgement.phase.label == "insufficient_data"
    assert judgement.phase.missing == {"signals": (1.0, 4.0)}  # the age alone is known
    outcomes = {finding.outcome for finding in judgement.phase.findings if finding.rule != "age"}
    assert outcomes == {"unknown"}


def test_four_signals_are_enough_and_three_are_not():
    three = {name: GROWTH[name] for name in ("participation_rate", "response_rate")}
    assert verdict(story((3, three), age=24)).phase.missing == {"signals": (3.0, 4.0)}
    four = {**three, "two_way_share": GROWTH["two_way_share"]}
    assert verdict(story((3, four), age=24)).phase.label == "growth"


def test_no_period_at_all():
    judgement = judge([], context=context(), settings=SETTINGS)
    assert (judgement.phase.label, judgement.trajectory) == ("insufficient_data", ())


@pytest.mark.parametrize(
    ("worse", "below"),
    [
        ({"age_months": 11.0}, 1),
        ({"participation_rate": 0.29}, 1),
        ({"participation_rate": None}, 1),
        ({"habit_share_of_contributors": 0.29}, 1),
        ({"habit_share_of_contributors": None}, 1),
        ({"participation_trend": -0.25}, 1),
        ({"participation_trend": 0.25}, 1),
        ({"participation_trend": None}, 2),
        ({"self_sustained_share": 0.9}, 1),
        ({"self_sustained_share": 0.49}, 0),
        ({"self_sustained_share": None}, 2),
        ({"cross_unit_ratio": None}, 2),
        ({"comments_per_post": 0.49}, 1),
        ({"comments_per_post": None}, 2),
    ],
)
def test_conditions_stand_beside_the_vote(worse, below):
    assert raw({"age_months": 30.0, **CRUISE}) == 2
    assert raw({"age_months": 30.0, **CRUISE, **worse}) == below


def test_a_tie_leaves_the_lower_phase():
    signals = {"age_months": 7.0, "response_rate": 0.6, "two_way_share": 0.01, "returning_share": 0.1}
    assert raw(signals) == 0
    assert raw({**signals, "comments_per_post": 1.0}) == 1


def test_a_relapse_blocks_cruise_and_is_flagged():
    fallen = {**CRUISE, "participation_rate": 0.31}
    judgement = verdict(story((8, {**CRUISE, "participation_rate": 0.5}), (2, fallen), age=24))
    assert judgement.phase.label == "growth"
    assert "relapsed" in {flag.id for flag in judgement.phase.flags}
    holding = next(finding for finding in judgement.phase.findings if finding.rule == "holding")
    assert (holding.outcome, holding.value) == ("no", 0.31)
    assert holding.limit == pytest.approx(0.35)


def test_the_launch_is_no_yardstick_for_later_months():
    launch = {**GROWTH, "participation_rate": 0.6}
    judgement = verdict(story((4, launch), (8, GROWTH)))
    assert "relapsed" not in {flag.id for flag in judgement.phase.flags}


def test_without_directory_the_first_year_of_participation_is_not_read():
    for age, outcome in ((11, "not_applicable"), (12, "yes")):
        phase = verdict(story((1, OPEN_COMMUNITY), age=age), population="seen").phase
        assert {one.outcome for one in phase.findings if one.rule == "participation"} == {outcome}


def test_next_names_what_is_short_nearest_first_then_the_required_unknown():
    values = {**GROWTH, "habit_share_of_contributors": 0.29, "participation_rate": 0.15, "self_sustained_share": None}
    steps = verdict(story((3, values), age=24)).phase.next
    gaps = [step.gap for step in steps]
    assert steps[0].rule == "habit"
    assert gaps[0] == pytest.approx(0.01 / 0.30)
    assert (steps[-1].rule, steps[-1].gap) == ("self_sustained", None)
    assert gaps[:-1] == sorted(gaps[:-1])
    assert {"age", "enrolment"} & {step.rule for step in steps} == {"enrolment"}


def test_in_cruise_nothing_stands_in_the_way():
    assert verdict(story((3, CRUISE), age=24)).phase.next == ()


def test_momentum_is_told_for_each_month_apart_from_the_phase():
    periods = story((3, GROWTH), (3, {**GROWTH, "participation_trend": -0.3}), age=24)
    assert [point.momentum for point in verdict(periods).trajectory] == ["rising"] * 3 + ["declining"] * 3


def test_trajectory_carries_values_and_intervals():
    point = verdict(story((3, {**GROWTH, "unit_coverage": None}), age=24, half_width=0.05)).trajectory[-1]
    assert (point.metrics["participation_rate"], point.metrics["unit_coverage"]) == (0.2, None)
    assert (point.low["participation_rate"], point.high["participation_rate"]) == pytest.approx((0.15, 0.25))
    assert "unit_coverage" not in point.low


def test_settings_move_the_verdict():
    strict = Settings(rules={"self_sustained": RuleSettings(limit={"growth": 0.8})})
    assert verdict(story((3, GROWTH), age=24)).phase.label == "growth"
    assert verdict(story((3, GROWTH), age=24), settings=strict).phase.label == "creation"


BETTER_WHEN_HIGHER = sorted(set(CRUISE) - {"participation_trend"})
level = st.floats(min_value=0.0, max_value=1.0)


@hypothesis_settings(max_examples=150, deadline=None)
@given(
    start=st.fixed_dictionaries(dict.fromkeys(BETTER_WHEN_HIGHER, level)),
    raised=st.fixed_dictionaries(dict.fromkeys(BETTER_WHEN_HIGHER, level)),
    hidden=st.sets(st.sampled_from(BETTER_WHEN_HIGHER)),
    age=st.integers(min_value=0, max_value=30),
    population=st.sampled_from(["directory", "seen"]),
)
def test_better_figures_never_lower_the_phase(start, raised, hidden, age, population):
    scale = {name: 2 * CRUISE[name] if name in ("comments_per_post", "absence_factor") else 1.0 for name in start}
    before = {name: scale[name] * value for name, value in start.items() if name not in hidden}
    after = {name: scale[name] * min(start[name] + raised[name], 1.0) for name in before}
    common = {"age_months": float(age), "participation_trend": 0.0}
    assert raw({**common, **after}, population=population) >= raw({**common, **before}, population=population)


def test_doubt_about_a_fall_is_no_fall():
    doubtful = figure("participation_trend", -0.3, last_day(0)).model_copy(update={"low": -0.7, "high": 0.1})
    periods = story((3, CRUISE), age=24)
    last = periods[-1].model_copy(update={"metrics": {**periods[-1].metrics, "participation_trend": doubtful}})
    phase = verdict([*periods[:-1], last]).phase
    assert {one.outcome for one in phase.findings if one.rule == "trend"} == {"unknown"}
    assert (phase.label, phase.momentum) == ("cruise", "stable")


def test_context_is_what_decides_about_members():
    bulk = verdict(story((3, GROWTH), age=24), bulk=True).phase
    assert {one.outcome for one in bulk.findings if one.rule == "enrolment"} == {"not_applicable"}
    assert replace(context(), bulk_enrolled=True) == context(bulk=True)
