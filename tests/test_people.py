"""People of an analysis: a list of persons to whoever reads it, and to its JSON, however they are held."""

from __future__ import annotations

import json

import pytest
from pydantic import TypeAdapter, ValidationError

from rse_maturity.model.people import Influence, People, Person

PEOPLE = TypeAdapter(People)
SCORED = Influence(score=81.2, reach=90, resonance=75, breadth=None, constancy=79.5)


def person(code, **known):
    return Person(
        **{
            "person": f"P-{code:03}", "display_name": None, "unit": None, "posts": code, "comments": 0, "reactions": 2,
            "received": 1, "influence": SCORED, "roles": ("manager",),
        }
        | known
    )  # fmt: skip


SOME = (person(1), person(2, influence=None, roles=()), person(3, unit="Vente", display_name="Zoë"))


def test_they_are_the_persons_they_were_made_of():
    people = People.of(SOME)
    assert (tuple(people), len(people)) == (SOME, 3)
    assert (people[0], people[-1], list(people[1:])) == (SOME[0], SOME[2], list(SOME[1:]))
    assert people.frame.row(1)[-7:] == (1, None, None, None, None, None, [])
    with pytest.raises(IndexError):
        people[3]


def test_nobody_is_a_list_too():
    assert (list(People.of(())), PEOPLE.dump_json(People.of(()))) == ([], b"[]")


def test_two_are_equal_by_what_is_known_of_everybody():
    assert People.of(SOME) == People.of(list(SOME))
    assert People.of(SOME) != People.of((*SOME[:2], person(3)))


def test_their_json_is_that_of_a_list_of_persons():
    persons = TypeAdapter(tuple[Person, ...])
    written = PEOPLE.dump_json(People.of(SOME), indent=2)
    assert written == persons.dump_json(SOME, indent=2)
    assert PEOPLE.validate_json(written) == People.of(SOME)
    assert PEOPLE.json_schema(mode="serialization") == persons.json_schema(mode="serialization")


def test_what_is_no_person_is_refused():
    broken = json.loads(PEOPLE.dump_json(People.of(SOME)))
    broken[1]["posts"] = "many"
    with pytest.raises(ValidationError, match=r"1\.posts"):
        PEOPLE.validate_python(broken)


def test_nobody_is_named_by_a_log():
    assert repr(People.of(SOME)) == "People(3)"
