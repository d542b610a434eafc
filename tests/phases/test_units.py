"""Parts of the network: judged by the rules of the whole, from ten people on."""

from __future__ import annotations

import pytest

from rse_maturity.config import PeopleSettings, Settings
from rse_maturity.phases.units import judge_unit
from tests.phases.made_months import CREATION, CRUISE, GROWTH, context, last_day, story

NETWORK_ONLY = ("cross_unit_ratio", "two_way_share", "unit_coverage", "self_sustained_share")


def of_unit(figures, *, people=40.0):
    return {"members": people, **{name: value for name, value in figures.items() if name not in NETWORK_ONLY}}


def judged(*chapters, population="directory", **settings):
    periods = story(*((months, figures) for months, figures in chapters), age=24)
    return judge_unit(periods, context=context(population=population), settings=Settings(**settings))


def phases(verdict):
    return [point.phase for point in verdict.trajectory]


def test_the_rules_of_the_whole_judge_a_part():
    verdict = judged((4, of_unit(CREATION)), (4, of_unit(GROWTH)), (4, of_unit(CRUISE)))
    assert phases(verdict) == ["creation"] * 6 + ["growth"] * 4 + ["cruise"] * 2
    assert (verdict.phase, verdict.since) == ("cruise", last_day(10))


def test_a_phase_held_from_the_first_month_judged_dates_from_nowhere():
    assert judged((5, of_unit(GROWTH))).since is None


def test_what_the_next_phase_asks_is_told_nearest_first():
    verdict = judged((5, of_unit({**CRUISE, "response_rate": 0.7, "participation_rate": 0.1})))
    assert [step.rule for step in verdict.next][:1] == ["response"]


@pytest.mark.parametrize(("people", "label"), [(9.0, "insufficient_data"), (10.0, "growth")])
def test_a_part_is_judged_from_ten_people_on(people, label):
    assert judged((4, of_unit(GROWTH, people=people))).phase == label


def test_the_least_number_of_people_can_be_set():
    verdict = judged((4, of_unit(GROWTH, people=15.0)), people=PeopleSettings(minimum_unit_people=16))
    assert verdict.phase == "insufficient_data"


def test_months_with_too_few_people_are_not_judged_and_counts_below_the_minimum_group_are_hidden():
    verdict = judged((2, of_unit(GROWTH, people=4.0)), (3, of_unit(GROWTH, people=20.0)))
    assert phases(verdict) == ["insufficient_data"] * 2 + ["growth"] * 3
    assert [point.people for point in verdict.trajectory] == [None, None, 20, 20, 20]


ABSENT = {"members": 200.0, "participation_rate": 0.01}


def test_with_a_directory_people_who_do_not_come_are_in_creation_however_few_signals_that_leaves():
    assert judged((4, ABSENT)).phase == "creation"
    assert judged((4, ABSENT), population="seen").phase == "insufficient_data"


def test_people_who_come_but_leave_too_few_signals_are_not_judged():
    assert judged((4, {**ABSENT, "participation_rate": 0.2})).phase == "insufficient_data"


def test_a_phase_is_kept_through_a_few_months_without_signals_and_no_longer():
    quiet = {"members": 40.0, "participation_rate": 0.2}
    verdict = judged((3, of_unit(GROWTH)), (4, quiet))
    assert phases(verdict) == ["growth"] * 5 + ["insufficient_data"] * 2


def test_participation_is_told_month_by_month():
    rates = [point.participation_rate for point in judged((2, of_unit(GROWTH)), (1, {"members": 40.0})).trajectory]
    assert rates == [0.2, 0.2, None]


def test_how_sure_the_phase_of_a_part_is_depends_on_the_distance_to_its_limits():
    figures = {**of_unit(CRUISE), "participation_rate": 0.31}

    def sure(half_width):
        periods = story((6, figures), age=24, half_width=half_width)
        return judge_unit(periods, context=context(), settings=Settings()).confidence

    narrow, wide = sure(0.002), sure(0.1)
    assert narrow.value > 0.9
    assert wide.value < 0.7
    assert (narrow.method, wide.method) == ("redraws", "redraws")


def test_months_with_too_few_people_are_not_judged_in_a_redraw_either():
    periods = story((3, of_unit(GROWTH)), (2, of_unit(GROWTH, people=4.0)), age=24, half_width=0.01)
    assert judge_unit(periods, context=context(), settings=Settings()).confidence is None


def test_nothing_is_said_about_doubt_where_nothing_was_judged():
    assert judged((5, of_unit(GROWTH, people=4.0))).confidence is None
