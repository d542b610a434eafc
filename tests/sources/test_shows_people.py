"""What tells a list of people from any other table with numbers, names and dates."""

from __future__ import annotations

import pytest

from rse_maturity.sources.people_table import shows_people


@pytest.mark.parametrize(
    ("columns", "people"),
    [
        ("id,email,created_at", True),
        ("Matricule,Nom,Prénom,Service", True),
        ("user_id,name", True),
        ("id,name,department", True),
        ("id,created_at,created_by,url", False),  # posts of a dump
        ("id,guid,name", False),  # its channels
        ("id,name,slug,status", False),
        ("userid,groupid", False),
    ],
)
def test_a_number_a_name_and_a_date_are_those_of_anything(columns, people):
    assert shows_people(columns.split(",")) is people
