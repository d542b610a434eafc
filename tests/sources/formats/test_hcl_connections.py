"""HCL Connections: entries of the activity stream, and the replies that stand under them."""

from __future__ import annotations

from rse_maturity.sources.formats.hcl_connections import HclConnections
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.table_exports import acts_of

CONNECTIONS = HclConnections()
COMMUNITY = {"objectType": "community", "id": "c1", "displayName": "Makers"}


def entry(number: str, verb: str, thing: dict, target: dict | None = COMMUNITY, **more) -> dict:
    actor = {"objectType": "person", "id": "p1", "displayName": "Ann Lee"}
    told = {"id": number, "published": "2024-03-04T08:15:00.000Z", "verb": verb, "actor": actor, "object": thing}
    return {**told, "title": "secret words", **({"target": target} if target else {}), **more}


def reply(number: str) -> dict:
    author = {"objectType": "person", "id": "p2", "displayName": "Bob Ray"}
    return {"id": number, "author": author, "content": "secret words", "updated": "2024-03-04T09:00:00.000Z"}


ENTRIES = [
    entry("e1", "post", {"objectType": "note", "id": "n1", "replies": {"items": [reply("n2")], "totalItems": 1}}),
    entry("e2", "like", {"objectType": "note", "id": "n1"}),
    entry("e3", "post", {"objectType": "comment", "id": "n3"}, {"objectType": "note", "id": "n1"}),
    entry("e4", "join", {"objectType": "community", "id": "c1"}, None),
]


def page(entries: list, key: str = "list") -> dict:
    return {"startIndex": 0, "totalResults": len(entries), key: entries}


def test_entries_and_replies_are_acts(tmp_path):
    acts = acts_of(CONNECTIONS, folder_of(tmp_path, {"stream.json": page(ENTRIES)}))
    assert {number: act["kind"] for number, act in acts.items()} == {
        "n1": "post", "n2": "comment", "n3": "comment", "e2": "reaction", "e4": "join",
    }  # fmt: skip
    assert (acts["n2"]["parent_id"], acts["n2"]["actor"], acts["n2"]["channel"]) == ("n1", "p2", "Makers")
    assert acts["n3"]["parent_id"] == "n1"
    assert "channel" not in acts["n3"]
    assert acts["e2"]["parent_id"] == "n1"
    assert "secret" not in str(acts)


def test_entries_may_stand_under_another_key(tmp_path):
    acts = acts_of(CONNECTIONS, folder_of(tmp_path, {"stream.json": page(ENTRIES[:1], "entry")}))
    assert set(acts) == {"n1", "n2"}


def test_the_frame_of_the_stream_is_recognised(tmp_path):
    assert recognised(CONNECTIONS, folder_of(tmp_path / "a", {"s.json": page(ENTRIES)})) is not None
    assert recognised(CONNECTIONS, folder_of(tmp_path / "b", {"s.json": {"list": ENTRIES}})) is None
