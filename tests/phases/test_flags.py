from dataclasses import replace
from datetime import date

import pytest

from rse_maturity.config import Settings
from rse_maturity.phases.findings import findings_of_last
from rse_maturity.phases.flags import flags_of, unconfirmed
from rse_maturity.phases.outcomes import answers
from rse_maturity.phases.readings import read
from tests.phases.made_months import CRUISE, context, last_day, period

END = last_day(0)


def raised(values, *, half_width=0.0, bulk=False, **known_besides):
    figures = period(values, end=END, half_width=half_width)
    known = replace(context(bulk=bulk), **known_besides)
    given = answers(read([figures], context=known), settings=Settings())
    findings = findings_of_last(given, figures.metrics, settings=Settings(), population=known.population)
    return {flag.id: flag.evidence for flag in flags_of(findings, figures.metrics, context=known)}


def test_a_sound_network_raises_none():
    assert raised({**CRUISE, "contribution_rate": 0.3}) == {}


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


def test_a_hole_is_what_the_export_lost():
    lost = ((date(2021, 3, 1), date(2021, 3, 21)), (date(2021, 5, 3), date(2021, 5, 23)))
    assert raised({}, lost=lost)["hole"] == {"weeks": 6.0, "start": "2021-03-01", "end": "2021-05-23"}
    assert "hole" not in raised({})


def test_an_export_that_begins_midway_is_truncated():
    assert raised({"age_months": 7.0}, begins_midway=True)["truncated"] == {"months": 7.0}
    assert "truncated" not in raised({"age_months": 7.0})


def test_imported_history_is_counted():
    imported = ((date(2021, 3, 1), 900), (date(2021, 3, 2), 100))
    assert raised({}, imported=imported)["imported"] == {"events": 1000.0, "day": "2021-03-02"}


@pytest.mark.parametrize(
    ("ratio", "half_width", "flagged"), [(0.1, 0.05, True), (0.29, 0.05, False), (0.1, 0.0, False), (0.3, 0.05, False)]
)
def test_a_silo_is_below_what_growth_asks_with_its_whole_interval(ratio, half_width, flagged):
    evidence = raised({"cross_unit_ratio": ratio}, half_width=half_width).get("silo")
    assert (evidence is not None) == flagged
    if evidence:
        assert evidence["limit"] == 0.3
        assert evidence["low"] < evidence["cross_unit_ratio"] < evidence["high"] < 0.3


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
