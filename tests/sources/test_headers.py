from __future__ import annotations

import pytest

from rse_maturity.sources.headers import map_columns, normalised


@pytest.mark.parametrize(
    ("header", "plain"),
    [("Date d’entrée", "date d entree"), ("ThreadId", "thread id"), ("N°", "n"), ("replied_to_id", "replied to id")],
)
def test_headers_are_compared_without_accents_case_and_signs(header, plain):
    assert normalised(header) == plain


def fields(columns, *, people=False, chosen=None):
    return {name: column for name, (column, _) in map_columns(columns, people=people, chosen=chosen or {}).items()}


def test_french_export_is_understood():
    found = fields(["Identifiant", "Date de publication", "Type", "Auteur", "Communauté", "Contenu", "En réponse à"])
    assert found == {
        "event_id": "Identifiant",
        "timestamp": "Date de publication",
        "kind": "Type",
        "actor": "Auteur",
        "channel": "Communauté",
        "text": "Contenu",
        "parent_id": "En réponse à",
    }


def test_an_address_identifies_better_than_a_name():
    found = fields(["Date", "Auteur", "E-mail auteur"])
    assert (found["actor"], found["display_name"]) == ("E-mail auteur", "Auteur")


def test_nom_alone_is_the_whole_name_and_the_family_name_beside_prenom():
    assert fields(["Nom", "Service"], people=True)["display_name"] == "Nom"
    both = fields(["Matricule", "Nom", "Prénom"], people=True)
    assert (both["last_name"], both["first_name"]) == ("Nom", "Prénom")
    assert "display_name" not in both


def test_a_choice_overrules_the_synonyms():
    found = map_columns(["timestamp", "when", "actor"], people=False, chosen={"timestamp": "when"})
    assert found["timestamp"] == ("when", "map")


def test_of_two_columns_for_one_field_the_better_word_wins_whatever_the_order():
    assert fields(["id", "event_id", "date", "timestamp", "actor"])["event_id"] == "event_id"
    assert fields(["timestamp", "date", "actor"])["timestamp"] == "timestamp"


def test_unknown_columns_give_no_field():
    assert fields(["shoe size", "timestamp", "actor"]) == {"timestamp": "timestamp", "actor": "actor"}
