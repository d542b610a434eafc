"""Who is who, who is expected, and in which order people are numbered."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from rse_maturity.config import Settings, load_settings
from rse_maturity.model.expectation import expected_on
from rse_maturity.sources import load
from tests.sources.made_exports import EVENTS, spoken

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture
def known(write):
    """Read events beside a directory; return people by id."""

    def loaded(directory: str, events: str = EVENTS, **overrides: object):
        overrides["people"] = {"files": [write(directory, "directory.csv")], **overrides.get("people", {})}
        return load([write(events)], settings=load_settings(None, overrides=overrides))

    return loaded


def row(dataset, person, *columns):
    return dataset.people.filter(pl.col("id") == person).select(columns).row(0)


def test_people_are_matched_by_id_then_address_then_a_name_that_is_unique(known):
    events = (
        "timestamp,actor,email,display_name\n2024-01-01,ada,,\n2024-01-02,x1,BOB@example.org,\n"
        "2024-01-03,x2,,LEFÈVRE Ève\n"
        "2024-01-04,x3,,Sam Same\n"
    )
    directory = (
        "id,email,display name,department\nada,,,A\nE2,bob@example.org,,B\nE3,,Eve Lefevre,C\nE4,,Sam Same,D\n"
        "E5,,Sam Same,E\n"
    )
    dataset = known(directory, events)
    acting = dataset.people.filter(pl.col("person") < 4)
    assert dict(acting.select("id", "department").iter_rows()) == {"ada": "A", "E2": "B", "E3": "C", "x3": None}
    match = dataset.directory
    assert (match.people, match.actors, match.actors_in_directory, match.directory_in_actors) == (5, 4, 3, 3)


def test_who_is_expected(known):
    directory = (
        "id,status,guest,bot,hire date,leave date\nin,Actif,,,2020-01-01,\nout,Sorti,,,,\nguest,Actif,oui,,,\n"
        "robot,Actif,,oui,,\nlate,Actif,,,2030-01-01,\ngone,Actif,,,,2024-01-01\nleaving,Actif,,,,2030-01-01\n"
    )
    dataset = known(directory)
    end = dataset.last_event.date()
    assert set(dataset.people.filter(expected_on(end))["id"]) == {"in", "leaving"}
    assert dataset.directory.expected == 2


def test_who_was_hired_between_two_loads_is_expected_from_then_on(known):
    people = known("id,hire date\nlate,2030-01-01\n").people
    assert people.filter(expected_on(date(2029, 12, 31)))["id"].to_list() == []
    assert people.filter(expected_on(date(2030, 1, 1)))["id"].to_list() == ["late"]


def test_what_is_stated_goes_before_what_is_derived(known):
    dataset = known("id,status,attendu\nada,Sorti,oui\nbob,Actif,non\n")
    assert (row(dataset, "ada", "expected"), row(dataset, "bob", "expected")) == ((True,), (False,))


def test_without_a_directory_nobody_says_who_is_expected(read):
    dataset = read(EVENTS)
    assert dataset.people["expected"].null_count() == 3
    assert (dataset.directory, dataset.capabilities["directory"]) == (None, "no")


def test_who_manages_is_stated_or_named_by_somebody_or_not_known(known, read):
    named = known("id,email,manager email\nada,ada@example.org,\nbob,,Ada@example.org\n")
    assert [row(named, name, "is_manager")[0] for name in ("ada", "bob", "eve")] == [True, False, None]
    stated = known("id,is_manager,manager\nada,non,\nbob,oui,ada\n")
    assert [row(stated, name, "is_manager")[0] for name in ("ada", "bob")] == [False, True]
    assert read(EVENTS).people["is_manager"].null_count() == 3


def test_several_directories_are_joined(write):
    one = write("id,email,department\nE1,ada@example.org,Sales\n", "one.csv")
    two = write("e-mail;fonction\nADA@example.org;Buyer\n", "two.csv")
    events = write("timestamp,actor\n2024-01-01,ada@example.org\n")
    people = load([events], settings=load_settings(None, overrides={"people": {"files": [one, two]}})).people
    assert people.select("id", "department", "title").rows() == [("E1", "Sales", "Buyer")]


def test_fields_in_the_events_are_the_actors_and_the_latest_that_is_not_empty_holds(read):
    rows = ["2024-01-03,ann,", "2024-01-02,ann,New", "2024-01-01,ann,Old", "2024-01-09,bob,X"]
    for order in (rows, rows[::-1]):
        dataset = read("timestamp,actor,department\n" + "\n".join(order) + "\n")
        assert dict(dataset.people.select("id", "unit").iter_rows()) == {"ann": "New", "bob": "X"}


def test_the_unit_is_the_field_asked_for_and_an_old_list_keeps_its_say(known):
    dataset = known("id,department,site\nada,Sales,Nantes\n", people={"unit": "site"})
    assert row(dataset, "ada", "unit", "department") == ("Nantes", "Sales")


def test_the_community_team_may_be_named_in_the_settings(read):
    dataset = read(EVENTS, people={"community_team": ["ada"]})
    assert dataset.people.select("id", "is_community_team").rows() == [("ada", True), ("bob", False), ("eve", False)]
    assert read(EVENTS).people["is_community_team"].null_count() == 3


def test_aliases_make_one_person_of_several(read, write):
    aliases = write("alias,person\nbob,ada\n", "aliases.csv")
    dataset = read(EVENTS, input={"aliases": str(aliases)})
    assert sorted(spoken(dataset)["actor"]) == ["ada", "ada", "ada", "eve"]


def test_who_is_answered_and_never_acts_is_a_person_too(read):
    dataset = read("timestamp,actor,parent_actor\n2024-01-01,ann,zoe\n")
    assert dataset.people["id"].to_list() == ["ann", "zoe"]
    assert dataset.events.select("kind", "parent_actor").row(0) == ("comment", 1)


def test_numbers_follow_what_people_did(read):
    dataset = read(EVENTS)
    assert dataset.people["id"].to_list() == ["ada", "bob", "eve"]
    swapped = read(EVENTS.replace("ada", "zoe").replace("bob", "ann"))
    assert swapped.events.drop("event").equals(dataset.events.drop("event"))


def test_people_equal_in_all_their_acts_are_told_apart_by_the_answers_they_got(read):
    head = "event_id,timestamp,actor,kind,parent_id\n"
    for first, second in (("ann", "bob"), ("bob", "ann")):
        acts = f"1,2024-01-01,{first},post,\n2,2024-01-01,{second},post,\n3,2024-01-05,eve,comment,2\n"
        assert read(head + acts).people["id"].to_list()[:2] == [second, first]


def test_excluded_people_and_channels_are_nowhere(read):
    dataset = read(EVENTS, input={"exclude_persons": ["bob"], "exclude_channels": ["NEWS"]})
    assert dataset.people["id"].to_list() == ["ada", "eve"]
    report = dataset.sources[0]
    assert (report.rows, report.events, report.left_out) == (4, 2, 2)


def test_days_are_those_of_the_zone_and_both_ends_are_included(read):
    march = {"since": date(2024, 3, 5), "until": date(2024, 3, 11)}
    assert read(EVENTS, time=march).events.height == 3
    dataset = read(EVENTS, time={**march, "zone": "Europe/Paris"})
    assert dataset.events["day"].to_list() == [date(2024, 3, 5), date(2024, 3, 6)]
    assert (dataset.zone, dataset.sources[0].left_out) == ("Europe/Paris", 2)


def test_a_directory_goes_before_an_export_s_own_list_of_users(write):
    users = write("id,email,department\nu1,ada@example.org,Old\n", "users.csv")
    directory = write("id,email,department\nE1,ada@example.org,New\n", "directory.csv")
    events = write("timestamp,actor\n2024-01-01,u1\n")
    settings = load_settings(None, overrides={"people": {"files": [directory]}})
    people = load([events, users], settings=settings).people
    assert people.select("id", "department", "listed", "in_directory").rows() == [("E1", "New", True, True)]


def test_people_equal_in_their_own_acts_are_told_apart_by_where_and_whom_they_answer(read):
    head = "event_id,timestamp,actor,kind,parent_id,channel\n1,2024-01-01,eve,post,,x\n2,2024-01-02,sam,post,,x\n"
    for first, second in (("ann", "bob"), ("bob", "ann")):
        acts = f"3,2024-01-05,{first},reaction,2,x\n4,2024-01-05,{second},reaction,1,x\n"
        assert read(head + acts).people["id"].to_list() == ["eve", "sam", second, first]


@pytest.mark.parametrize("asked", ["ann@example.org", "ANN@Example.org", "mailto:ann@example.org"])
@pytest.mark.parametrize(("name", "left"), [("mbox", 1), ("xapi", 3)])
def test_an_address_excludes_whoever_writes_from_it_without_a_directory(name, left, asked):
    (export,) = (path for path in (CASES / name).iterdir() if path.name != "expected.toml")
    whole = load([export], settings=Settings())
    dataset = load([export], settings=Settings(input={"exclude_persons": [asked]}))
    assert dataset.events.height == left < whole.events.height
    assert "ann@example.org" not in dataset.people["email"].to_list()
    assert dataset.people.height == whole.people.height - 1


def test_an_address_excludes_whoever_stands_under_its_digest_alone(write):
    digest = hashlib.sha1(b"mailto:ann@example.org", usedforsecurity=False).hexdigest()
    verb, thing = {"id": "http://adlnet.gov/expapi/verbs/created"}, {"objectType": "Activity", "id": "m1"}
    said = [
        {"id": "s1", "actor": {"mbox_sha1sum": digest}, "verb": verb, "object": thing,
         "timestamp": "2024-03-04T08:15:00Z"},
        {"id": "s2", "actor": {"mbox": "mailto:bob@example.org"}, "verb": verb, "object": thing,
         "timestamp": "2024-03-04T09:15:00Z"},
    ]  # fmt: skip
    export = write(json.dumps({"statements": said}), "statements.json")
    dataset = load([export], settings=Settings(input={"exclude_persons": ["ann@example.org"]}))
    assert dataset.people["email"].to_list() == ["bob@example.org"]
