"""Shares of members: who joined, who takes part, who has the habit."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure
from rse_maturity.measures.metrics.age_months import launched
from rse_maturity.tables.tables import Calendar

END = date(2024, 3, 31)
JANUARY = date(2024, 1, 1)


def acts(*rows, period=0):
    return [(period, person, *counts) for person, counts in rows]


def test_members_are_those_of_the_last_day_and_the_first_day_away_no_longer_counts(tables_of, headline):
    people = [
        {"joined": END},
        {"joined": END + timedelta(days=1)},
        {"joined": JANUARY, "left": END},
        {"joined": JANUARY, "left": END + timedelta(days=1)},
        {"joined": None},
    ]
    assert headline(tables_of(people=people), "members").value == 3


def test_without_a_directory_the_population_is_who_took_part_in_12_months(tables_of, headline):
    tables = tables_of(
        directory=False,
        people=[{}] * 9,
        years=acts(*((person, (1, 0, 0, 0)) for person in range(8))),
        windows=acts((0, (1, 0, 0, 0)), (1, (0, 0, 0, 2))),
    )
    assert headline(tables, "members").value == 8
    rate = headline(tables, "participation_rate")
    assert (rate.value, rate.numerator, rate.denominator) == (0.25, 2, 8)
    assert headline(tables, "contribution_rate").value == 0.125
    assert headline(tables, "activation_rate").reason == "no_directory"


def test_the_list_of_an_export_says_who_has_an_account_but_rates_stay_over_who_took_part(tables_of, headline):
    acted = {"listed": True, "first_participation": JANUARY}
    tables = tables_of(
        directory=False,
        people=[acted] * 8 + [{"listed": True}] * 12,
        years=acts(*((person, (1, 0, 0, 0)) for person in range(8))),
        windows=acts((0, (1, 0, 0, 0)), (1, (0, 0, 0, 2))),
        lacking=("joined_at",),
    )
    assert headline(tables, "members").value == 20
    activated = headline(tables, "activation_rate")
    assert (activated.value, activated.numerator, activated.denominator) == (0.4, 8, 20)
    assert headline(tables, "participation_rate").denominator == 8


def test_where_the_export_lists_its_users_an_organisation_directory_does_not_make_members(tables_of, headline):
    people = [{"listed": True}] * 6 + [{"listed": False}] * 4
    tables = tables_of(people=people, lacking=("joined_at",))
    enrolled = headline(tables, "enrolment_rate")
    assert headline(tables, "members").value == 6
    assert (enrolled.value, enrolled.numerator, enrolled.denominator) == (0.6, 6, 10)


def test_enrolment_counts_the_expected_who_joined(tables_of, headline):
    never = date.max
    people = [{"joined": JANUARY}] * 6 + [{"joined": never}] * 4 + [{"joined": JANUARY, "expected": False}] * 3
    enrolled = headline(tables_of(people=people), "enrolment_rate")
    assert (enrolled.value, enrolled.numerator, enrolled.denominator) == (0.6, 6, 10)


def test_enrolment_is_unknown_where_only_members_are_listed_or_nobody_is_expected(tables_of, headline):
    only_members = tables_of(people=[{}] * 10, lacking=("joined_at",))
    assert headline(only_members, "enrolment_rate").reason == "members_only"
    unexpected = tables_of(people=[{"expected": False, "listed": True}] * 10)
    assert headline(unexpected, "enrolment_rate").reason == "no_expected"


def test_bulk_enrolment_adds_up_the_three_busiest_days(tables_of, headline):
    days = [1] * 5 + [2] * 3 + [3] * 2 + [4, 5]
    people = [{"joined": date(2024, 1, day)} for day in days]
    found = headline(tables_of(people=people), "bulk_enrolment_share")
    assert (found.numerator, found.denominator) == (10, 12)
    assert headline(tables_of(people=people, lacking=("joined_at",)), "bulk_enrolment_share").reason == "no_joined_at"


def test_activation_counts_who_acted_by_the_end_of_each_period(tables_of, calendar):
    february = date(2024, 2, 29)
    people = [{"joined": JANUARY, "first_participation": february}] * 3
    people += [{"joined": JANUARY, "first_participation": END}] * 2
    people += [{"joined": JANUARY, "first_participation": None}] * 5
    people += [{"joined": END, "first_participation": february}]
    tables = tables_of(days=calendar(ends=(february, END)), people=people)
    rates = [period.metrics["activation_rate"] for period in measure(tables, settings=Settings()).periods]
    assert [(rate.numerator, rate.denominator) for rate in rates] == [(3, 10), (6, 11)]


def test_only_members_count_as_participants(tables_of, headline):
    people = [{"joined": JANUARY}] * 10 + [{"joined": JANUARY, "left": END}, {"in_directory": False}]
    windows = acts((0, (0, 0, 0, 1)), (1, (0, 0, 1, 0)), (10, (1, 0, 0, 0)), (11, (1, 0, 0, 0)))
    tables = tables_of(people=people, windows=windows)
    assert headline(tables, "participation_rate").value == 0.2
    assert headline(tables, "contribution_rate").value == 0.1


def test_a_rate_over_fewer_than_the_minimum_group_is_too_few_and_says_nothing_of_them(tables_of, headline):
    tables = tables_of(people=[{}] * 4, windows=acts((0, (1, 0, 0, 0))))
    rate = headline(tables, "participation_rate")
    assert (rate.status, rate.reason) == ("too_few", "few_people")
    assert (rate.value, rate.low, rate.high, rate.numerator) == (None, None, None, None)


def test_a_window_that_begins_before_the_export_gives_no_rate(tables_of, calendar, headline):
    days = calendar(ends=(date(2024, 1, 27),))
    tables = tables_of(days=days, people=[{}] * 9, windows=acts((0, (1, 0, 0, 0))))
    assert headline(tables, "participation_rate").reason == "short_window"
    whole = calendar(ends=(date(2024, 1, 28),))
    assert headline(tables_of(days=whole, people=[{}] * 9), "participation_rate").value == 0


def test_a_unit_is_covered_from_one_active_member_in_ten_and_small_units_do_not_count(tables_of, headline):
    people = [{"unit": unit} for unit, size in (("A", 10), ("B", 11), ("C", 5), ("D", 4)) for _ in range(size)]
    windows = acts((0, (1, 0, 0, 0)), (10, (1, 0, 0, 0)), (26, (1, 0, 0, 0)))
    found = headline(tables_of(people=people, windows=windows), "unit_coverage")
    assert (found.numerator, found.denominator) == (1, 3)
    one_unit = tables_of(people=people[:10], windows=windows[:1])
    assert headline(one_unit, "unit_coverage").reason == "few_units"


def test_a_habit_is_nine_weeks_of_twelve(tables_of, headline):
    weeks = [(0, 0, 9, 3, 12), (0, 1, 12, 0, 12), (0, 2, 8, 8, 12), *((0, person, 1, 1, 12) for person in (3, 4, 5))]
    tables = tables_of(people=[{}] * 10, active_weeks=weeks)
    of_members, of_contributors = headline(tables, "habit_share"), headline(tables, "habit_share_of_contributors")
    assert (of_members.numerator, of_members.denominator) == (2, 10)
    assert (of_contributors.numerator, of_contributors.denominator) == (1, 5)


def test_a_habit_takes_twelve_complete_weeks(tables_of, calendar, headline):
    days = calendar(ends=(date(2024, 3, 23),))
    tables = tables_of(days=days, people=[{}] * 10, active_weeks=[(0, 0, 11, 1, 11)])
    assert headline(tables, "habit_share").reason == "few_weeks"


def test_returning_contributors_are_looked_for_in_the_next_four_complete_weeks(tables_of, headline):
    def monday(number):
        return JANUARY + timedelta(days=7 * number)

    weeks = [(monday(5), person, 1, 0) for person in range(6)]  # weeks 5 to 8, then 9 to 12
    weeks += [(monday(12), 0, 2, 0), (monday(9), 1, 1, 0), (monday(9), 2, 0, 4), (monday(8), 0, 1, 0)]
    weeks += [(monday(4), 7, 1, 0), (monday(12), 8, 1, 0)]
    found = headline(tables_of(people=[{}] * 10, weeks=weeks), "returning_share")
    assert (found.numerator, found.denominator) == (2, 6)
    assert (found.window.start, found.window.end) == (monday(5), END)


def test_newcomers_had_thirty_days_to_write(tables_of, headline):
    day = date(2024, 2, 20)  # window: 3 February to 1 March
    people = [{"joined": day, "first_contribution": day + timedelta(days=wait)} for wait in (0, 30, 31)]
    people += [{"joined": day}, {"joined": date(2024, 3, 1)}, {"joined": date(2024, 2, 3)}]
    people += [{"joined": date(2024, 2, 2), "first_contribution": day}, {"joined": date(2024, 3, 2)}, {"joined": None}]
    found = headline(tables_of(people=people), "newcomer_conversion")
    assert (found.numerator, found.denominator) == (2, 6)


def test_managers_are_compared_among_themselves(tables_of, headline):
    people = [{"manager": True}] * 5 + [{"manager": False}] * 4 + [{"manager": None}]
    windows = acts((0, (1, 0, 0, 0)), (1, (0, 0, 0, 1)), (2, (0, 1, 0, 0)), (9, (1, 0, 0, 0)))
    found = headline(tables_of(people=people, windows=windows), "manager_exemplarity")
    assert (found.numerator, found.denominator) == (2, 5)
    assert headline(tables_of(people=people, lacking=("manager",)), "manager_exemplarity").reason == "no_manager"


@pytest.mark.parametrize(
    ("first", "end", "months"),
    [
        (date(2024, 1, 15), date(2024, 3, 14), 1),
        (date(2024, 1, 15), date(2024, 3, 15), 2),
        (date(2023, 12, 31), date(2024, 2, 29), 2),
        (date(2024, 1, 1), date(2024, 1, 31), 0),
    ],
)
def test_age_is_in_complete_months(tables_of, headline, first, end, months):
    days = Calendar(first_day=first, last_day=end, ends=(end,), weeks=())
    assert headline(tables_of(days=days), "age_months").value == months


def unit_ages(tables):
    return {unit: [one.metrics["age_months"].value for one in periods] for unit, periods in measured_units(tables)}


def measured_units(tables):
    return measure(tables, settings=Settings()).units.items()


def begun(unit, *days):
    return [{"unit": unit, "first_participation": day} for day in days]


def test_a_unit_is_as_old_as_the_network_unless_it_came_in_one_go(tables_of):
    first, end = date(2021, 1, 1), date(2024, 6, 30)
    days = Calendar(first_day=first, last_day=end, ends=(date(2024, 4, 30), end), weeks=())
    old, recent = date(2021, 6, 30), date(2024, 5, 30)
    hired = [date(2024, month, 1) for month in (1, 2, 3, 4, 5, 6)]
    people = [
        *begun("Renamed", *[old] * 3, date(2022, 3, 1), date(2023, 1, 1), *[recent] * 5),
        *begun("Young, person by person", *hired),
        *begun("Enrolled last month", *[old] * 4, *[recent] * 5),
        *begun("Enrolled long ago", *[old] * 6, *hired[:5]),
        *begun("Silent", *[None] * 6),
    ]
    assert unit_ages(tables_of(days=days, people=people)) == {
        "Renamed": [39, 41],
        "Young, person by person": [39, 41],
        "Enrolled last month": [None, 1],
        "Enrolled long ago": [34, 36],
        "Silent": [None, None],
    }


@pytest.mark.parametrize(("last", "found"), [(31, True), (32, False)])
def test_one_go_is_31_days(last, found):
    days = [date(2024, 1, 1), date(2024, 1, 1) + timedelta(days=last - 1), date(2024, 9, 1)]
    assert launched(pl.Series(days)) == (days[0] if found else None)
