"""What `inspect` shows: columns and why, first rows without names, refused rows, what is missing."""

import json

import polars as pl
import pytest
from rich.cells import cell_len

from rse_maturity.i18n import catalogue
from rse_maturity.model.dataset import ColumnReading, DirectoryMatch, SourceReport
from rse_maturity.model.inspection import Inspection, MissingField, SourceInspection
from rse_maturity.views.inspect import inspection_json, inspection_text
from rse_maturity.views.paper import Paper

NEEDS = {"two_way_share": ("comment", "links"), "manager_exemplarity": ("manager",), "members": ()}
FIRST = pl.DataFrame(
    {
        "at": ["2024-01-01 10:00", "2024-01-01 11:00"],
        "actor": ["zoe@example.org", "bob@example.org"],
        "parent_actor": [None, "zoe@example.org"],
        "display_name": ["Zoé Martin", None],
        "thread_id": pl.Series([None, None], dtype=pl.String),
    }
)
FOUND = Inspection(
    sources=(
        SourceInspection(
            report=SourceReport(
                name="a[bold].csv",
                format="generic",
                sha256="0" * 64,
                rows=10,
                events=7,
                rejected=2,
                duplicates=1,
                encoding="cp1252",
                delimiter="\t",
                columns=(
                    ColumnReading(column="Auteur", field="actor", why="synonym", example_kind="email"),
                    ColumnReading(column="Couleur", field=None, why="unknown", example_kind="words"),
                ),
                evidence="Date, Auteur",
            ),
            refused={"unreadable_time": 2},
            lines={"unreadable_time": (4, 9)},
            notes={},
            first=FIRST,
        ),
    ),
    missing=(MissingField(field="parent_id", capability="parent"), MissingField(field="tags", capability=None)),
    capabilities={"post": "yes"},
    directory=DirectoryMatch(people=20, expected=18, actors=7, actors_in_directory=6, directory_in_actors=5),
    zone="Europe/Paris",
    zone_source="export",
)


def text(lang="en", *, names=False, width=100):
    return inspection_text(FOUND, needs=NEEDS, names=names, texts=catalogue(lang), paper=Paper(width=width))


def row(said, *words):
    return any(all(word in line for word in words) for line in said.split("\n"))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_column_is_shown_with_what_it_was_taken_for(lang):
    said = text(lang)
    assert row(said, "Auteur", "actor")
    assert row(said, "Couleur", "ignor")
    assert "a[bold].csv" in said
    assert row(said, "cp1252", "tab")


def test_people_are_numbered_and_the_same_person_keeps_its_number():
    said = text()
    assert row(said, "2024-01-01 11:00", "person 2", "person 1")
    for hidden in ("zoe", "bob", "Martin"):
        assert hidden not in said
    assert "zoe@example.org" in text(names=True)


def test_a_missing_field_says_which_figures_it_takes_away():
    said = text()
    assert row(said, "parent_id", catalogue("en").text("metrics.two_way_share.name"))
    assert row(said, "tags", "nothing")
    assert catalogue("en").text("metrics.manager_exemplarity.name") not in said


def test_refused_rows_are_counted_by_reason_with_their_first_lines():
    assert row(text(), "2 ", "4, 9")


def test_the_directory_matches_both_ways():
    assert "6 of the 7" in " ".join(text().split())
    assert "5 of those listed" in " ".join(text().split())


@pytest.mark.parametrize("width", [40, 60, 100, 160])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_line_is_wider_than_the_paper(lang, width):
    assert all(cell_len(line) <= width for line in text(lang, width=width).split("\n"))


def test_programs_read_the_same_as_json():
    made = json.loads(inspection_json(FOUND, needs=NEEDS, names=False, texts=catalogue("en")))
    assert made["sources"][0]["columns"][0] == {
        "column": "Auteur",
        "field": "actor",
        "why": "synonym",
        "example_kind": "email",
    }
    assert made["missing"][0] == {"field": "parent_id", "takes_away": ["two_way_share"]}
    assert "zoe" not in json.dumps(made)
