from datetime import date, timedelta

import pytest

from rse_maturity.config import Settings
from rse_maturity.model.metric import WeekPoint
from rse_maturity.phases.findings import findings_of_last
from rse_maturity.phases.flags import flags_of, unconfirmed
from rse_maturity.phases.outcomes import answers
from rse_maturity.phases.readings import read
from tests.phases.made_months import CRUISE, context, last_day, period

END = last_day(0)


def raised(values, *, weekly=(), bulk=False):
    figures = period(values, end=END)
    known = context(bulk=bulk)
    given = answers(read([figures], context=known), settings=Settings())
    findings = findings_of_last(given, figures.metrics, settings=Settings(), population=known.population)
    flags = flags_of(findings, figures.metrics, weekly, context=known)
    return {flag.id: flag.evidence for flag in flags}


def weeks(*active):
    monday = date(2021, 1, 4)
    return [WeekPoint(week=monday + timedelta(weeks=n), active=people, members=None) for n, people in enumerate(active)]


def test_a_sound_network_raises_none():
    assert raised({**CRUISE, "contribution_rate": 0.3}, weekly=weeks(*[20] * 60)) == {}


def test_unknown_figures_raise_none():
    assert raised(dict.fromkeys(CRUISE)) == {}
    assert raised({}) == {}


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ({"comments_per_post": 0.49, "participation_rate": 0.4, "contribution_rate": 0.2}, True),
        ({"comments_per_post": 0.5, "participation_rate": 0.4, "contribution_rate": 0.2}, False),
        ({"comments_per_post": 0.3, "participation_rate": 0.4, "contribution_rate": 0.3}, False),
        ({"comments_per_post": 0.3, "self_sustained_share": 0.4}, True),
        ({"comments_per_post": 0.3}, False),
        ({"comments_per_post": 0.3, "participation_rate": 0.0, "contribution_rate": 0.0}, False),
    ],
)
def test_broadcast_is_few_comments_and_many_onlookers_or_a_leading_team(values, flagged):
    assert ("broadcast" in raised(values)) == flagged


def test_broadcast_carries_its_evidence():
    evidence = raised({"comments_per_post": 0.3, "participation_rate": 0.4, "contribution_rate": 0.1})["broadcast"]
    assert evidence == pytest.approx(
        {"comments_per_post": 0.3, "limit": 0.5, "only_react_share": 0.75, "self_sustained_share": None}
    )


def test_team_dependent_below_half():
    assert "team_dependent" not in raised({"self_sustained_share": 0.5})
    assert raised({"self_sustained_share": 0.49})["team_dependent"]["self_sustained_share"] == 0.49


def test_few_people_up_to_three():
    assert "few_people" not in raised({"absence_factor": 4.0})
    assert raised({"absence_factor": 3.0})["few_people"] == {"absence_factor": 3.0, "limit": 3.0}


def test_bulk_enrolled_as_the_context_says():
    assert raised({"bulk_enrolment_share": 0.8}, bulk=True) == {"bulk_enrolled": {"bulk_enrolment_share": 0.8}}
    assert raised({"bulk_enrolment_share": 0.8}) == {}


@pytest.mark.parametrize(
    ("active", "hole"),
    [
        ((9, 9, 9, 9, 0, 0, 0, 8, 0, 0, 7), 3.0),
        ((4, 4, 4, 4, 0, 0, 0, 4, 4, 4, 4), None),
        ((9, 0, 8, 0, 7), None),
        ((0, 0, 0, 9, 8), None),
        ((9, 8, 0, 0, 0), None),
        ((9, 0, 0, *[8] * 52), None),
    ],
)
def test_a_hole_is_weeks_without_anybody_between_active_ones_of_the_last_year(active, hole):
    assert raised({}, weekly=weeks(*active)).get("hole", {"weeks": None})["weeks"] == hole


@pytest.mark.parametrize(
    ("raw", "level", "expected"),
    [
        ([0, 0, 1, 2], 0, ("rising_unconfirmed", {"phase": "growth", "months": 2.0, "needed": 3.0})),
        ([2, 2, 0], 2, ("falling_unconfirmed", {"phase": "creation", "months": 1.0, "needed": 2.0})),
        ([1, 2, 0, 1], 1, None),
        ([], 0, None),
    ],
)
def test_months_that_speak_for_another_phase_are_counted(raw, level, expected):
    flags = [(flag.id, flag.evidence) for flag in unconfirmed(raw, level, settings=Settings())]
    assert flags == ([expected] if expected else [])
