"""Directories: who is expected, who manages, and one person under several ids."""

from __future__ import annotations

import json

import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.errors import NoActs
from rse_maturity.sources import load

ACTS = """timestamp,actor
2024-03-04T09:00:00Z,ana@example.org
2024-03-05T09:00:00Z,E7
2024-03-06T09:00:00Z,stranger
"""
ENTRA = """userPrincipalName,displayName,mail,objectId,userType,jobTitle,department,accountEnabled,employeeId
ana@example.org,Ana Roy,ana.roy@example.org,0-1,Member,Head of Sales,Sales,True,E1
bo@example.org,Bo Lind,,0-2,Member,Clerk,Sales,True,E7
cy@example.org,Cy Old,,0-3,Member,Clerk,Sales,False,E9
dee_x#EXT#@example.org,Dee Guest,,0-4,Guest,,,True,
"""
GOOGLE = (
    "First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],"
    "Status [READ ONLY],Employee ID,Employee Title,Manager Email,Department\n"
    "Ana,Roy,ana@example.org,/Paris,Active,E1,Head of Sales,,Sales\n"
    "Bo,Lind,bo@example.org,/Paris,Active,E7,Clerk,ANA@example.org,Sales\n"
    "Cy,Old,cy@example.org,/Paris,Suspended,E9,Clerk,ana@example.org,Sales\n"
)
IMPORTED = (
    "email,first name,last name,job title,department,manager email,external id,start date\n"
    "ana@example.org,Ana,Roy,Head of Sales,Sales,,E1,2019-02-01\n"
    "bo@example.org,Bo,Lind,Clerk,Sales,ana@example.org,E7,2020-01-01\n"
    "new@example.org,New,Comer,Clerk,Sales,ana@example.org,E8,2031-01-01\n"
)
LISTED = (
    "Full Name,Email,User Id,Job Title,Department,Status,Claimed,Claimed Date,Manager Employee ID,Manager Full Name\n"
    "Ana Roy,ana@example.org,900,Head of Sales,Sales,Active,True,2021-01-11,,\n"
    "Bo Lind,bo@example.org,E7,Clerk,Sales,Active,False,,900,Ana Roy\n"
)
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def scim(manager):
    users = [
        {"id": "1", "userName": "ana@example.org", "externalId": "E1",
         "name": {"givenName": "Ana", "familyName": "Roy"},
         "emails": [{"value": "other@example.org"}, {"value": "ana@example.org", "primary": True}], "active": True,
         ENTERPRISE: {"department": "Sales"}},
        {"id": "2", "userName": "bo@example.org", "displayName": "Bo Lind", "active": True, "title": "Clerk",
         ENTERPRISE: {"department": "Sales", "employeeNumber": "E7", **manager}},
        {"id": "3", "userName": "cy@example.org", "active": False, "name": "wrong", "emails": "wrong"},
        {"id": "4", "userName": "dee@example.org", "userType": "Guest"},
    ]  # fmt: skip
    page = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "Resources": [*users, 5, {"id": "g"}]}
    return json.dumps(page)


def people(tmp_path, *directories, acts=ACTS, **settings):
    (tmp_path / "acts.csv").write_text(acts)
    files = []
    for place, text in enumerate(directories):
        files.append(tmp_path / f"directory{place}.csv")
        files[-1].write_text(text)
    chosen = {"files": tuple(files), **settings}
    return load([tmp_path / "acts.csv"], settings=Settings(people=chosen))


def by(dataset, column):
    return dict(dataset.people.select("id", column).iter_rows())


@pytest.mark.parametrize(
    ("text", "name", "listed"),
    [
        (ENTRA, "entra_users", 4),
        (GOOGLE, "google_users", 3),
        (scim({"manager": {"value": "1"}}), "scim", 4),
        (IMPORTED, "workplace_people", 3),
        (LISTED, "workplace_people", 2),
    ],
)
def test_a_directory_is_recognised_and_says_who_is_expected(text, name, listed, tmp_path):
    dataset = people(tmp_path, text)
    assert dataset.sources[1].format == name
    match = dataset.directory
    assert (match.people, match.expected) == (listed, 2)  # neither suspended, nor guests, nor hired later
    assert (match.actors, match.actors_in_directory, match.directory_in_actors) == (3, 2, 2)
    assert dataset.people.filter(pl.col("display_name") == "Bo Lind").select("department", "in_directory").row(0) == (
        "Sales",
        True,
    )


@pytest.mark.parametrize(
    "text",
    [
        GOOGLE,
        IMPORTED,
        LISTED,
        scim({"manager": "1"}),
        scim({"manager": {"managerID": "1"}}),
        scim({"managerId": "E1"}),
        scim({"manager": {"displayName": "Ana Roy"}}),
    ],
)  # fmt: skip
def test_managers_are_found_by_id_address_or_name(text, tmp_path):
    found = people(tmp_path, text).people.filter("is_manager")
    assert found["display_name"].to_list() == ["Ana Roy"]


def test_titles_make_managers_only_where_they_are_asked_about(tmp_path):
    assert people(tmp_path, ENTRA).people["is_manager"].to_list().count(True) == 0
    told = by(people(tmp_path, ENTRA, manager_titles=("head of", "directeur")), "is_manager")
    assert told == {
        "ana@example.org": True, "bo@example.org": False, "cy@example.org": False,
        "dee_x#ext#@example.org": None, "stranger": None,
    }  # fmt: skip
    both = people(tmp_path, GOOGLE, manager_titles=("clerk",)).people.filter("is_manager")
    assert sorted(both["display_name"]) == ["Ana Roy", "Bo Lind", "Cy Old"]


def test_several_directories_are_joined_by_any_of_their_ids(tmp_path):
    staff = "matricule;service;date d'entrée\nE1;Ventes;2019-02-01\nE7;Ventes;2020-01-01\nE8;Ventes;2020-01-01\n"
    dataset = people(tmp_path, staff, ENTRA)
    assert dataset.directory.people == 5
    bo = dataset.people.filter(pl.col("display_name") == "Bo Lind")
    assert bo.select("id", "department", "title").rows() == [("E7", "Ventes", "Clerk")]


def test_whoever_the_file_expects_is_expected(tmp_path):
    text = "id,department,expected,status\nE7,Sales,no,active\nE9,Sales,yes,sorti\n"
    assert by(people(tmp_path, text), "expected")["E7"] is False
    assert by(people(tmp_path, text), "expected")["E9"] is True


def test_directories_in_one_folder_are_read_each_by_itself(tmp_path):
    (tmp_path / "acts.csv").write_text(ACTS)
    folder = tmp_path / "people"
    folder.mkdir()
    (folder / "entra.csv").write_text(ENTRA)
    (folder / "google.csv").write_text(GOOGLE)
    (folder / "staff.csv").write_text("matricule;service;entree\nE8;Ventes;2019\n")
    dataset = load([tmp_path / "acts.csv"], settings=Settings(people={"files": (folder,)}))
    assert sorted(report.format for report in dataset.sources) == [
        "entra_users",
        "generic",
        "generic_people",
        "google_users",
    ]
    assert dataset.directory.people == 5
    (folder / "acts.csv").write_text(ACTS)
    assert load([folder], settings=Settings()).directory.people == 4  # a list beside any table is that of its users


def test_a_directory_alone_is_no_export(tmp_path):
    (tmp_path / "users.csv").write_text(ENTRA)
    with pytest.raises(NoActs, match=r"entra_users.*--people"):
        load([tmp_path / "users.csv"], settings=Settings())
