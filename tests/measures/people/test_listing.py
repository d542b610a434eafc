"""People are listed with the roles that there are, and the role of manager only among enough of them."""

from datetime import date
from typing import get_args

import polars as pl
import pytest

from rse_maturity.cli.known_labels import roles
from rse_maturity.config import Settings
from rse_maturity.measures.people.listing import list_people
from rse_maturity.measures.people.roster import roster
from rse_maturity.model.people import RoleName

LEAST = {(role.id, limit.of): int(limit.value) for role in roles(Settings()) for limit in role.limits}


def roles_listed(tables_of, *, people, minimum, shown=("Sales",)):
    """List the roles of people of whom each wrote once, in order of their codes."""
    joined = {"joined": date(2024, 1, 2), "unit": "Sales"}
    tables = tables_of(
        people=[joined | known for known in people], years=[(0, code, 1, 0, 0, 0) for code in range(len(people))]
    )
    labels = pl.DataFrame(
        {"person": range(len(people)), "label": [f"P-{code:03}" for code in range(len(people))], "display_name": None},
        schema={"person": pl.UInt32, "label": pl.String, "display_name": pl.String},
    )
    listed = list_people(tables, roster(tables), labels, shown=frozenset(shown), minimum=minimum)
    return [one.roles for one in sorted(listed, key=lambda one: one.person)]


def test_every_role_there_is_can_be_given(tables_of):
    given = roles_listed(tables_of, people=[{"team": True, "manager": True}] * 5, minimum=5)
    assert {role for one in given for role in one} == set(get_args(RoleName))


@pytest.mark.parametrize("missing", [0, 1])
def test_managers_are_named_from_the_number_that_is_told(tables_of, missing):
    least = LEAST["manager", "roles.limits.managers"]
    people = [{"manager": code < least - missing} for code in range(12)]
    named = sum("manager" in one for one in roles_listed(tables_of, people=people, minimum=least))
    assert named == (0 if missing else least)


@pytest.mark.parametrize("missing", [0, 1])
def test_without_units_the_network_is_one_group(tables_of, missing):
    least = LEAST["community_team", "roles.limits.group"]
    people = [{"team": True, "unit": None}] * (least - missing)
    assert roles_listed(tables_of, people=people, minimum=least, shown=()) == (
        [] if missing else [("community_team",)] * least
    )


def test_of_a_unit_that_is_hidden_nobody_is_listed(tables_of):
    assert roles_listed(tables_of, people=[{"manager": True}] * 8, minimum=5, shown=()) == []
