from __future__ import annotations

import polars as pl
import pytest

from rse_maturity.sources.words import ACTIVE, INACTIVE, NO, YES, as_flag, kinds_of


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Publication", "post"), ("RÉPONSE", "comment"), ("J’aime", "reaction"), ("j'aime", "reaction"),
     ("Partage", "share"),
     ("Consultation", "view"), ("a rejoint", "join"), ("Connexion", "login"),
     ("upload", "upload"), ("vote", "reaction")],
)  # fmt: skip
def test_kind_words_in_both_languages(word, kind):
    assert kinds_of(pl.Series([word])).select("kind", "known").row(0) == (kind, True)


def test_a_word_that_is_not_known_is_other_and_said_so():
    assert kinds_of(pl.Series(["frobnicate"])).select("kind", "known").row(0) == ("other", False)


def test_yes_no_and_nothing_said():
    table = pl.DataFrame({"flag": ["Oui", "x", "FAUX", "0", "perhaps", None]})
    assert table.select(as_flag("flag", YES, NO)).to_series().to_list() == [True, True, False, False, None, None]


def test_states_of_an_account():
    table = pl.DataFrame({"state": ["Actif", "Désactivé", "sorti", "Suspendu", "enabled", "TRUE", "on leave"]})
    states = table.select(as_flag("state", ACTIVE, INACTIVE)).to_series().to_list()
    assert states == [True, False, False, False, True, True, None]
