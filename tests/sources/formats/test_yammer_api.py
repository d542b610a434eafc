"""Pages of the Yammer REST API: messages, likes without a time, people and communities they refer to."""

from __future__ import annotations

import contextlib
import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.formats.yammer_api import YammerApi
from tests.sources.formats.chat_exports import events_of, folder_of, read, recognised, refusals_of

API = YammerApi()


def message(number: int, sender: int = 1, *, reply: int | None = None, likes: tuple[int, ...] = (), **more) -> dict:
    names = [{"user_id": liker, "full_name": f"Name {liker}", "permalink": "x"} for liker in likes]
    return {
        "id": number,
        "sender_id": sender,
        "sender_type": "user",
        "replied_to_id": reply,
        "thread_id": reply or number,
        "created_at": f"2024/03/04 08:{number % 60:02}:00 +0100",
        "group_id": 7,
        "message_type": "update",
        "direct_message": False,
        "body": {"plain": "secret words", "parsed": "secret words"},
        "liked_by": {"count": len(names) + 1, "names": names},
    } | more


PEOPLE = [
    {"type": "user", "id": 1, "full_name": "Ada Roy", "job_title": "Buyer", "state": "active",
     "activated_at": "2023/01/09 23:30:00 +0000", "contact": {"phone_numbers": ["0102"]}},
    {"type": "group", "id": 7, "full_name": "Workshop"},
    {"type": "thread", "id": 1},
]  # fmt: skip


def page(*messages, references=PEOPLE) -> dict:
    return {"messages": list(messages), "references": references, "meta": {"older_available": False}}


def test_messages_and_likes(tmp_path):
    path = folder_of(tmp_path, {"1.json": page(message(1, likes=(2, 3))), "2.json": page(message(2, 2, reply=1))})
    found = events_of(API, path)
    assert found.select("event_id", "kind", "actor", "parent_id", "inherited").rows() == [
        ("1", "post", "1", None, False),
        ("2", "comment", "2", "1", False),
        ("r:1:2", "reaction", "2", "1", True),
        ("r:1:3", "reaction", "3", "1", True),
    ]
    assert found["at"].to_list()[0] == dt.datetime(2024, 3, 4, 7, 1, tzinfo=dt.UTC)
    assert found["at"][2] == found["at"][0]
    assert found["channel"].unique().to_list() == ["Workshop"]
    assert "secret" not in str(found.to_dicts())
    assert "(2)" in recognised(API, path).why


def test_what_is_put_aside(tmp_path):
    notice = {"body": {"parsed": "[[user:5]] has joined the Workshop group."}, "message_type": "system"}
    other = {"body": {"plain": "The group was renamed."}, "message_type": "system"}
    rows = [message(1, likes=(2,), direct_message=True), message(2, **notice), message(3, likes=(2,), **other)]
    found = events_of(API, folder_of(tmp_path, {"1.json": page(*rows)}))
    assert found.select("event_id", "kind", "actor", "aside").rows() == [
        ("1", "post", "1", "private"),
        ("2", "join", "5", None),
        ("3", "post", "1", "system"),
        ("r:1:2", "reaction", "2", "private"),
    ]


def test_people_referred_to(tmp_path):
    pages = {"1.json": page(message(1)), "2.json": page(message(2))}
    people = read(API, folder_of(tmp_path, pages))["people"].frame.collect()
    assert people.select("person_id", "display_name", "title", "joined_at").rows() == [
        ("1", "Ada Roy", "Buyer", dt.date(2023, 1, 9))
    ]
    assert "0102" not in str(people.to_dicts())


def test_one_page_that_is_cut_is_refused_and_alone_it_is_an_error(tmp_path):
    whole = json.dumps(page(message(1)))
    path = folder_of(tmp_path / "both", {"1.json": whole, "2.json": whole[:-40]})
    assert refusals_of(API, path) == [("2.json", 0, "unreadable_member")]
    with pytest.raises(SourceUnreadable, match="cut or damaged"):
        events_of(API, folder_of(tmp_path / "one", {"2.json": whole[:-40]}))


def test_a_bare_list_of_messages_and_odd_values(tmp_path):
    rows = [message(1, liked_by=None), "no message", message(2, body=3, references=[]), message(3, sender_id=None)]
    found = events_of(API, folder_of(tmp_path, {"list.json": rows}))
    assert found["event_id"].to_list() == ["1", "2", "3"]
    assert refusals_of(API, tmp_path) == [("list.json", 2, "no_record")]


def test_other_json_is_not_taken_for_it(tmp_path):
    path = folder_of(tmp_path, {"a.json": {"messages": [{"rid": 1, "u": {}, "msg": "x"}]}})
    assert recognised(API, path) is None


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "names", "user_id"]), inner),
    max_leaves=5,
)


@given(key=st.sampled_from(sorted(message(1))), value=ODD, references=ODD)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wrong_types_are_told_or_counted(tmp_path, key, value, references):
    path = folder_of(tmp_path, {"1.json": page(message(1, likes=(2,)), message(2, **{key: value}))})
    folder_of(tmp_path, {"2.json": page(message(3), references=references)})
    with contextlib.suppress(InputError):
        found = load([path], settings=Settings())
        for source in found.sources:
            assert source.rows == source.events + source.rejected + source.duplicates + source.left_out
