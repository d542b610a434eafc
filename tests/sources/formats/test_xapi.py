"""xAPI: statements, whoever names their actors, and the later statements that void them."""

from __future__ import annotations

import hashlib

from rse_maturity.sources.formats.xapi import XApi
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.table_exports import acts_of

XAPI = XApi()
SUM = hashlib.sha1(b"mailto:ann@example.org", usedforsecurity=False).hexdigest()
BY_MAIL = {"mbox": "mailto:Ann@example.org", "name": "Ann Lee"}
BY_ACCOUNT = {"account": {"homePage": "https://a.example", "name": "bob"}}


def said(number: str, verb: str, thing: str, actor: dict, **more) -> dict:
    return {"id": number, "actor": actor, "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
            "object": {"objectType": "Activity", "id": thing}, "result": {"response": "secret words"},
            "timestamp": "2024-03-04T08:15:00Z", **more}  # fmt: skip


def statements(*several: dict) -> dict[str, dict]:
    return {"s.json": {"statements": list(several), "more": ""}}


def test_an_address_and_its_digest_are_one_person(tmp_path):
    place = {"contextActivities": {"parent": [{"id": "g1"}], "grouping": [{"id": "g2"}]}}
    acts = acts_of(XAPI, folder_of(tmp_path, statements(
        said("s1", "created", "m1", BY_MAIL, context=place),
        said("s2", "commented", "m1", {"mbox_sha1sum": SUM.upper()}),
        said("s3", "liked", "m1", BY_ACCOUNT), said("s4", "sneezed", "m1", {"openid": "https://id.example/c"}),
    )))  # fmt: skip
    assert acts["m1"]["actor"] == acts["s2"]["actor"] == SUM
    assert acts["m1"]["email"] == "ann@example.org"
    assert (acts["m1"]["kind"], acts["m1"]["channel"], acts["m1"]["display_name"]) == ("post", "g1", "Ann Lee")
    assert (acts["s2"]["kind"], acts["s2"]["parent_id"]) == ("comment", "m1")
    assert (acts["s3"]["kind"], acts["s3"]["actor"], acts["s3"]["parent_id"]) == ("reaction", "bob", "m1")
    assert (acts["s4"]["kind"], acts["s4"]["actor"]) == ("other", "https://id.example/c")
    assert "secret" not in str(acts)


def test_accounts_of_two_sites_are_two_persons(tmp_path):
    other = {"account": {"homePage": "https://b.example", "name": "bob"}}
    acts = acts_of(XAPI, folder_of(tmp_path, statements(
        said("s1", "viewed", "m1", BY_ACCOUNT), said("s2", "viewed", "m1", other),
    )))  # fmt: skip
    assert [acts[number]["actor"] for number in ("s1", "s2")] == ["https://a.example#bob", "https://b.example#bob"]


def test_statements_refer_to_one_another(tmp_path):
    refers = {"object": {"objectType": "StatementRef", "id": "s1"}}
    acts = acts_of(XAPI, folder_of(tmp_path, statements(
        said("s1", "asked", "q1", BY_MAIL), {**said("s2", "answered", "", BY_ACCOUNT), **refers},
        said("s3", "viewed", "q1", BY_ACCOUNT), {**said("s4", "voided", "", BY_MAIL), "object": {"id": "s3"}},
    )))  # fmt: skip
    assert acts["s2"]["parent_id"] == "q1"
    assert acts["s3"]["aside"] == "deleted"
    assert acts["s4"]["kind"] == "delete"


def test_a_time_of_storage_stands_in(tmp_path):
    late = {**said("s1", "viewed", "m1", BY_MAIL), "timestamp": None, "stored": "2024-03-04T08:16:00Z"}
    acts = acts_of(XAPI, folder_of(tmp_path, {"s.json": [late]}))
    assert acts["s1"]["at"].minute == 16


def test_statements_are_recognised_by_their_verbs(tmp_path):
    assert recognised(XAPI, folder_of(tmp_path / "a", statements(said("s1", "viewed", "m1", BY_MAIL)))) is not None
    assert recognised(XAPI, folder_of(tmp_path / "b", {"s.json": {"statements": []}})) is None
