"""Activity Streams 2.0: the words of the vocabulary in ours, links and objects alike."""

from __future__ import annotations

import hashlib

from rse_maturity.sources.formats.activitystreams2 import ActivityStreams2
from tests.sources.formats.chat_exports import folder_of, recognised, refusals_of
from tests.sources.formats.table_exports import acts_of, readings_of

STREAMS = ActivityStreams2()
CONTEXT = "https://www.w3.org/ns/activitystreams"
ANN = {"type": "Person", "id": "acct:Ann@example.org", "name": "Ann Lee"}
ANN_ID = hashlib.sha1(b"mailto:ann@example.org", usedforsecurity=False).hexdigest()


def outbox(*items) -> dict[str, dict]:
    document = {"@context": CONTEXT, "type": "OrderedCollection", "orderedItems": list(items)}
    return {"outbox.json": document}


def act(kind: str, number: str, thing, **more) -> dict:
    return {"type": kind, "id": number, "actor": "https://a.example/bob", "published": "2024-03-04T08:15:00Z",
            "object": thing, **more}  # fmt: skip


def note(number: str, **more) -> dict:
    return {"type": "Note", "id": number, "content": "secret words", **more}


def test_three_spellings_of_one_concept(tmp_path):
    tags = [{"type": "Hashtag", "name": "#Quality"}, {"type": "Mention", "href": "https://a.example/ann"}]
    post = act(
        "Create", "a1", note("n1", tag=tags, context="t1"), actor=ANN, target={"type": "Group", "name": "Makers"}
    )
    answer = act("Create", "a2", note("n2", inReplyTo="n1"), audience="g1")
    acts = acts_of(STREAMS, folder_of(tmp_path, outbox(post, answer)))
    assert {name: acts["n1"][name] for name in ("kind", "channel", "thread_id", "tags", "display_name")} == {
        "kind": "post", "channel": "Makers", "thread_id": "t1", "tags": "Quality", "display_name": "Ann Lee",
    }  # fmt: skip
    assert (acts["n1"]["actor"], acts["n1"]["email"]) == (ANN_ID, "ann@example.org")
    assert (acts["n2"]["kind"], acts["n2"]["parent_id"], acts["n2"]["channel"]) == ("comment", "n1", "g1")
    assert "secret" not in str(acts)


def test_kinds_of_activities(tmp_path):
    items = [
        act("Create", "a1", note("n1")),
        act("Like", "a2", "n1"),
        act("Announce", "a3", {"type": "Note", "id": "n1"}),
        act("Like", "a4", ["a1"]),
        act("Create", "a5", {"type": "Image", "id": "i1"}),
        act("Create", "a6", {"type": "Note", "id": "v1", "name": "Yes", "inReplyTo": "q1"}),
        act("Join", "a7", {"type": "Group", "id": "g1"}),
        act("Travel", "a8", "x"),
        {**note("n9"), "attributedTo": "https://a.example/bob", "published": "2024-03-04T08:15:00Z"},
    ]
    acts = acts_of(STREAMS, folder_of(tmp_path, outbox(*items)))
    assert {number: one["kind"] for number, one in acts.items()} == {
        "n1": "post", "a2": "reaction", "a3": "share", "a4": "reaction", "i1": "upload", "v1": "poll vote",
        "a7": "join", "a8": "other", "n9": "post",
    }  # fmt: skip
    assert acts["a2"]["parent_id"] == acts["a3"]["parent_id"] == acts["a4"]["parent_id"] == "n1"
    assert acts["n9"]["actor"] == "https://a.example/bob"


def test_what_was_deleted_or_undone_is_left_aside(tmp_path):
    items = [
        act("Create", "a1", note("n1")), act("Delete", "a2", {"type": "Tombstone", "id": "n1"}),
        act("Like", "a3", "n5"), act("Undo", "a4", {"type": "Like", "id": "a3"}),
    ]  # fmt: skip
    acts = acts_of(STREAMS, folder_of(tmp_path, outbox(*items)))
    assert (acts["n1"]["aside"], acts["a3"]["aside"]) == ("deleted", "deleted")
    assert acts["a2"]["kind"] == acts["a4"]["kind"] == "delete"
    assert "aside" not in {**acts["a2"], **acts["a4"]}


def test_messages_to_named_persons_lose_their_names(tmp_path):
    public, followers = "https://www.w3.org/ns/activitystreams#Public", "https://a.example/bob/followers"
    items = [
        act("Create", "a1", note("n1"), to=["https://a.example/ann"], cc=[]),
        act("Create", "a2", note("n2"), to=[public], cc=["https://a.example/ann"]),
        act("Create", "a3", note("n3"), to=[followers]),
        act("Create", "a4", note("n4"), to=["https://a.example/g"], audience={"type": "Group", "id": "g"}),
    ]
    acts = acts_of(STREAMS, folder_of(tmp_path, outbox(*items)))
    assert {number: one.get("aside") for number, one in acts.items()} == {
        "n1": "private", "n2": None, "n3": None, "n4": None,
    }  # fmt: skip
    assert "actor" not in acts["n1"]


def test_services_are_bots(tmp_path):
    robot = {"type": "Service", "id": "https://a.example/robot"}
    acts = acts_of(STREAMS, folder_of(tmp_path, outbox(act("Create", "a1", note("n1"), actor=robot))))
    assert acts["n1"]["is_bot"] == "true"


def test_collections_of_links_are_passed_over_and_odd_items_refused(tmp_path):
    likes = {"@context": CONTEXT, "type": "OrderedCollection", "orderedItems": ["https://a.example/1"]}
    folder = folder_of(tmp_path, {**outbox(7, act("Create", "a1", note("n1"))), "likes.json": likes})
    assert refusals_of(STREAMS, folder) == [("outbox.json", 1, "no_record")]
    assert set(acts_of(STREAMS, folder)) == {"n1"}
    assert len(readings_of(STREAMS, folder)) == 1


def test_the_first_page_may_hold_the_items(tmp_path):
    document = {"@context": CONTEXT, "type": "Collection", "first": {"items": act("Create", "a1", note("n1"))}}
    assert set(acts_of(STREAMS, folder_of(tmp_path, {"c.json": document}))) == {"n1"}


def test_the_vocabulary_is_recognised(tmp_path):
    assert recognised(STREAMS, folder_of(tmp_path / "a", outbox(act("Create", "a1", note("n1"))))) is not None
    assert recognised(STREAMS, folder_of(tmp_path / "b", {"x.json": {"orderedItems": []}})) is None
