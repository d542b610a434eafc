import base64
import hashlib
import hmac

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rse_maturity.config import PrivacySettings
from rse_maturity.privacy import KEY_VARIABLE, Key, find_key, group_sizes, label_people, pseudonyms, shown_groups

PEOPLE = pl.DataFrame(
    {"person": [0, 1], "id": ["u1", "u2"], "display_name": ["Ada", None]},
    schema={"person": pl.UInt32, "id": pl.String, "display_name": pl.String},
)


def test_a_pseudonym_follows_from_id_and_key_alone():
    assert pseudonyms(["u1", "u2"], secret=b"k") == pseudonyms(["u1"], secret=b"k") + pseudonyms(["u2"], secret=b"k")
    assert pseudonyms(["u1"], secret=b"k") != pseudonyms(["u1"], secret=b"other")
    assert pseudonyms(["u1"], secret=b"k") != pseudonyms(["u2"], secret=b"k")


def test_a_pseudonym_is_the_keyed_hash_that_the_documentation_names():
    digest = hmac.new(b"k", b"u1", hashlib.sha256).digest()
    assert pseudonyms(["u1"], secret=b"k") == [f"P-{base64.b32encode(digest).decode()[:8]}"]


def test_the_key_of_the_environment_is_used(monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, "secret")
    assert find_key(PrivacySettings()) == Key(secret=b"secret", source="environment")


def test_without_a_key_one_is_made_for_the_run(monkeypatch):
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    first, second = find_key(PrivacySettings()), find_key(PrivacySettings())
    assert first.source == second.source == "run"
    assert first.secret != second.secret


@pytest.mark.parametrize(
    ("persons", "labels", "names"),
    [("names", ["u1", "u2"], ["Ada", None]), ("none", [None, None], [None, None])],
)
def test_people_are_called_as_asked(persons, labels, names):
    settings = PrivacySettings(persons=persons)
    labelled = label_people(PEOPLE, settings=settings, key=find_key(settings))
    assert labelled.get_column("label").to_list() == labels
    assert labelled.get_column("display_name").to_list() == names


def test_pseudonyms_show_neither_id_nor_name():
    labelled = label_people(PEOPLE, settings=PrivacySettings(), key=Key(secret=b"k", source="environment"))
    assert labelled.get_column("label").str.contains(r"^P-[A-Z2-7]{8}$").all()
    assert labelled.get_column("display_name").is_null().all()


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 40), max_size=8))
def test_nothing_small_is_shown_and_nothing_small_follows_by_subtraction(sizes):
    shown = shown_groups(sizes, minimum=5)
    hidden = [size for name, size in sizes.items() if name not in shown]
    assert all(sizes[name] >= 5 for name in shown)
    assert sum(hidden) == 0 or sum(hidden) >= 5 or not shown


def test_a_large_group_is_not_hidden_without_need():
    assert shown_groups({"a": 9, "b": 6}, minimum=5) == {"a", "b"}
    assert shown_groups({"a": 9, "b": 6, "c": 2, "d": 3}, minimum=5) == {"a", "b"}


def test_people_without_unit_are_in_no_group():
    assert group_sizes(["a", None, "a", "b"]) == {"a": 2, "b": 1}
