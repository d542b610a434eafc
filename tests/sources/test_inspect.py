"""How sources are understood, before any analysis."""

from __future__ import annotations

from rse_maturity.config import Settings, load_settings
from rse_maturity.i18n import catalogue
from rse_maturity.sources import inspect
from tests.sources.made_exports import EVENTS

FRENCH = (
    "Identifiant;Date de publication;Type;Auteur;Contenu;Pointure\n"
    "1;24/03/2024 09:15;Publication;Ève;secret;38\n2;x;Chut;Ada;secret;40\n3;25/03/2024;Chut;Ada;;40\n"
)


def test_columns_first_rows_and_refusals_are_told(write):
    found = inspect([write(FRENCH)], settings=Settings())
    told = found.sources[0]
    assert [(column.field, column.why, column.example_kind) for column in told.report.columns] == [
        ("event_id", "synonym", "integer"),
        ("timestamp", "synonym", "dmy"),
        (None, "unknown", "words"),  # too few of its values are kinds
        ("actor", "synonym", "words"),
        ("text", "synonym", "words"),
        (None, "unknown", "integer"),
    ]
    assert told.refused == {"unreadable_time": 1}
    assert told.notes == {"kind_by_parent": 2}
    assert (told.first.height, "text" in told.first.columns, "secret" in told.first.write_json()) == (3, False, False)


def test_what_is_missing_and_what_that_makes_unmeasurable(write):
    found = inspect([write("timestamp,actor,parent_actor\n2024-01-01,ann,bob\n")], settings=Settings())
    missing = {lack.field: lack.capability for lack in found.missing}
    assert missing["channel"] == "channel"
    assert missing["parent_id"] is None  # parent_actor tells who is answered
    assert missing["kind"] == "reaction"
    assert "actor" not in missing


def test_kinds_that_are_not_known_are_counted(write):
    found = inspect([write(EVENTS.replace("reaction", "frobnicate"))], settings=Settings())
    assert found.sources[0].notes == {"unknown_kinds": 1}


def test_a_source_of_which_every_row_is_refused_is_shown(write):
    found = inspect([write("timestamp,actor\nx,ann\ny,bob\n")], settings=Settings())
    assert (found.sources[0].refused, found.sources[0].report.events) == ({"unreadable_time": 2}, 0)
    assert (found.capabilities, found.directory) == ({}, None)


def test_a_directory_is_shown_with_its_match(write):
    settings = load_settings(
        None, overrides={"people": {"files": [write("id,department\nada,X\nzed,X\n", "people.csv")]}}
    )
    found = inspect([write(EVENTS)], settings=settings)
    assert (found.directory.people, found.directory.actors_in_directory) == (2, 1)
    assert found.sources[1].report.role == "people"


def test_every_word_that_is_shown_has_its_text_in_both_languages():
    english, french = (catalogue(lang) for lang in ("en", "fr"))
    for table in ("refused", "notes", "why", "looks", "encoding", "separator"):
        assert list(english.raw(f"reading.{table}")) == list(french.raw(f"reading.{table}"))
