"""Which limits the verdict hangs on."""

from __future__ import annotations

from rse_maturity.config import RuleSettings, Settings
from rse_maturity.phases.judge import judge
from tests.phases.made_months import CRUISE, GROWTH, context, story


def judged(periods, **settings):
    return judge(periods, context=context(), settings=Settings(**settings)).phase


def test_far_from_every_limit_no_move_changes_anything():
    far = {**CRUISE, "participation_rate": 0.9, "habit_share_of_contributors": 0.9, "cross_unit_ratio": 2.0}
    far |= {"self_sustained_share": 1.0, "comments_per_post": 9.0}
    told = {one.rule: one.change for one in judged(story((24, far), age=30)).sensitivity}
    assert all(abs(change) > 0.1 for change in told.values())


def test_the_nearest_limit_comes_first_with_the_phase_it_leads_to():
    near = judged(story((24, {**CRUISE, "participation_rate": 0.32}), age=30))
    first = near.sensitivity[0]
    assert (first.rule, first.phase, first.limit, first.label) == ("participation", "cruise", 0.3, "growth")
    assert (round(first.moved, 6), first.change) == (0.33, 0.1)
    assert [abs(one.change) for one in near.sensitivity] == sorted(abs(one.change) for one in near.sensitivity)


def test_what_is_told_is_true():
    periods = story((24, {**CRUISE, "participation_rate": 0.32}), age=30)
    for one in judged(periods).sensitivity:
        moved = Settings(rules={one.rule: RuleSettings(limit={one.phase: one.moved})}).rules
        assert judged(periods, rules=moved).label == one.label


def test_one_step_less_changes_nothing():
    periods = story((24, {**CRUISE, "participation_rate": 0.32}), age=30)
    one = judged(periods).sensitivity[0]
    less = one.limit * (1 + one.change - 0.05)
    assert judged(periods, rules={one.rule: RuleSettings(limit={one.phase: less})}).label == "cruise"


def test_a_lower_limit_can_lift_a_network():
    held_back = {**CRUISE, "habit_share_of_contributors": 0.27}
    told = {one.rule: (one.label, one.change) for one in judged(story((24, held_back), age=30)).sensitivity}
    assert told["habit"] == ("cruise", -0.1)


def test_too_little_to_judge_hangs_on_nothing():
    assert judged(story((2, dict.fromkeys(GROWTH)))).sensitivity == ()
