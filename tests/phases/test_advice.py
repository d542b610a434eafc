import pytest

from rse_maturity.config import Settings
from rse_maturity.phases.advice import MOST
from rse_maturity.phases.counsels import COUNSELS
from rse_maturity.phases.judge import judge
from rse_maturity.phases.rules import RULES
from tests.phases.made_months import CREATION, CRUISE, GROWTH, LEVELS, context, story


def advice(values, **known):
    return judge(story((4, values), age=30), context=context(**known), settings=Settings()).advice


def ids(given):
    return [one.id for one in given]


def test_each_phase_has_what_it_asks_of_management():
    assert {"example", "resistances"} <= set(ids(advice(CREATION)))
    assert {"animate", "spread"} <= set(ids(advice(GROWTH)))
    assert ids(advice(CRUISE)) == ["good_use", "lead_time", "key_people"]


@pytest.mark.parametrize("values", LEVELS.values(), ids=LEVELS)
def test_never_more_than_anybody_does_and_never_the_same_twice(values):
    given = advice(values, bulk=True)
    assert 0 < len(given) <= MOST
    assert len(set(ids(given))) == len(given)


@pytest.mark.parametrize(
    ("counsel", "worse", "rule"),
    [
        ("answer", {"response_rate": 0.1}, "response"),
        ("bridge", {"cross_unit_ratio": 0.05}, "cross_unit"),
        ("ask", {"comments_per_post": 0.6}, "comments_per_post"),
        ("hand_over", {"self_sustained_share": 0.51}, "self_sustained"),
        ("more_voices", {"absence_factor": 2.0}, "absence"),
        ("reach_units", {"unit_coverage": 0.1}, "unit_coverage"),
        ("weekly_work", {"habit_share_of_contributors": 0.05}, "habit"),
    ],
)
def test_what_is_wanting_is_advised_with_its_rule_and_value(counsel, worse, rule):
    sound = {**CRUISE, "participation_rate": 0.29}  # growth, and only just
    assert counsel not in ids(advice(sound))
    found = next(one for one in advice({**sound, **worse}) if one.id == counsel)
    assert found.because == (rule,)
    assert found.values == worse


def test_the_worse_it_is_the_sooner_it_is_said():
    sound = {**CRUISE, "participation_rate": 0.29}
    places = [
        ids(advice({**sound, "response_rate": rate, "cross_unit_ratio": 0.5})).index("answer") for rate in (0.60, 0.05)
    ]
    assert places[1] < places[0]


def test_managers_are_asked_first_where_they_stay_away_and_not_where_they_lead():
    assert ids(advice({**CREATION, "manager_exemplarity": 0.05}))[0] == "managers_first"
    leading = {**CRUISE, "participation_rate": 0.29, "manager_exemplarity": 0.98}
    assert "managers_first" not in ids(advice(leading))
    assert "example" not in ids(advice({**CREATION, "manager_exemplarity": 0.05}))


def test_members_are_no_longer_steered_by_where_they_were_enrolled():
    given = ids(advice({**GROWTH, "enrolment_rate": 0.1}, bulk=True))
    assert "look_past_members" in given
    assert "invite" not in given


def test_counsels_name_rules_that_exist():
    known = {rule.id for rule in RULES}
    assert all(set(counsel.rules) <= known for counsel in COUNSELS)
    assert len({counsel.id for counsel in COUNSELS}) == len(COUNSELS)
