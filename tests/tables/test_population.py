from datetime import date

import polars as pl
import pytest

from rse_maturity.tables.population import people_table
from rse_maturity.tables.tables import NEVER

LAST_DAY = date(2024, 6, 30)


@pytest.fixture
def firsts():
    return pl.DataFrame(
        {"person": [0, 2], "first_act": [date(2024, 1, 5), date(2024, 2, 6)]},
        schema={"person": pl.UInt32, "first_act": pl.Date},
    ).with_columns(first_participation="first_act", first_contribution=pl.lit(None, dtype=pl.Date))


def test_bots_are_nobody(people_rows, firsts):
    people = people_rows(3, columns={"is_bot": [None, True, False]})
    assert people_table(people, firsts, joined_known=False, last_day=LAST_DAY)["person"].to_list() == [0, 2]


def test_who_joined_on_an_empty_day_joined_with_the_first_act_or_never(people_rows, firsts):
    people = people_rows(3, columns={"joined_at": [None, None, date(2024, 2, 1)]})
    known = people_table(people, firsts, joined_known=True, last_day=LAST_DAY)
    assert known["joined"].to_list() == [date(2024, 1, 5), NEVER, date(2024, 2, 1)]
    unknown = people_table(people, firsts, joined_known=False, last_day=LAST_DAY)
    assert unknown["joined"].to_list() == [None, None, None]


def test_expected_is_as_stated_else_listed_present_and_no_guest(people_rows, firsts):
    columns = {
        "in_directory": [True, True, True, True, True, None, True, False],
        "expected": [None, False, None, None, None, None, None, True],
        "is_guest": [None, None, True, None, None, None, False, None],
        "left_at": [None, None, None, date(2024, 6, 30), date(2024, 7, 1), None, None, None],
        "hired_at": [date(2024, 6, 30), None, None, None, None, None, date(2024, 7, 1), None],
        "joined_at": [date(2024, 7, 1), None, None, None, None, None, None, None],
    }
    table = people_table(people_rows(8, columns=columns), firsts, joined_known=True, last_day=LAST_DAY)
    assert table["expected"].to_list() == [True, False, False, False, True, False, False, True]
