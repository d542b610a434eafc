"""Rocket.Chat: pages of the API and lines of mongoexport tell the same acts."""

from __future__ import annotations

import datetime as dt
import json

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.errors import InputError
from rse_maturity.sources.formats.rocketchat import RocketChat
from tests.sources.formats.chat_exports import (
    events_of,
    folder_of,
    parts_of,
    read,
    recognised,
    refusals_of,
    zip_of,
)

CHAT = RocketChat()
ROOM = "roomAAAA"


def message(number: str, user: str = "anne", **more) -> dict:
    return {
        "_id": number,
        "rid": ROOM,
        "msg": "secret words",
        "ts": "2024-03-04T08:15:00.250Z",
        "channels": [],
        "u": {"_id": f"id-{user}", "username": user, "name": f"Name {user}"},
        **more,
    }


def page(*said: object) -> dict:
    return {"messages": list(said), "count": len(said), "success": True}


def lines(*said: object) -> str:
    return "".join(json.dumps(one) + "\n" for one in said)


SAID = [
    message(
        "M1", reactions={":+1:": {"usernames": ["bob", "carol"]}, ":tada:": {"names": ["B"], "usernames": ["bob"]}}
    ),
    message("M2", "bob", tmid="M1"),
    message("M3", "carol", t="uj"),
    message("M4", t="room_changed_topic"),
    message("M5", t="rm"),
    message("M6", t="ul"),
]
SHAPES = {"page": page(*SAID), "list": SAID, "lines": lines(*SAID), "indented": json.dumps(page(*SAID), indent=2)}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_acts(tmp_path, shape):
    told = events_of(CHAT, folder_of(tmp_path, {"messages.json": SHAPES[shape]}))
    assert told.select("event_id", "kind", "actor", "parent_id", "thread_id", "aside").rows() == [
        ("M1", "post", "anne", None, "M1", None),
        ("M2", "comment", "bob", "M1", "M1", None),
        ("M3", "join", "carol", None, None, None),
        ("M4", "post", "anne", None, None, "system"),
        ("M5", "post", "anne", None, None, "deleted"),
        ("M6", "leave", "anne", None, None, None),
        ("r:M1:bob::+1:", "reaction", "bob", "M1", "M1", None),
        ("r:M1:bob::tada:", "reaction", "bob", "M1", "M1", None),
        ("r:M1:carol::+1:", "reaction", "carol", "M1", "M1", None),
    ]
    assert told.filter(kind="reaction").select("inherited", "parent_actor").unique().rows() == [(True, "anne")]
    assert "secret" not in told.write_json()


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-04T08:15:00.250Z",
        {"$date": "2024-03-04T08:15:00.250Z"},
        {"$date": "2024-03-04T09:15:00.250+0100"},
        {"$date": 1709540100250},
        {"$date": {"$numberLong": "1709540100250"}},
    ],
)
@pytest.mark.parametrize("shape", [page, lines])
def test_times_of_the_api_and_of_mongoexport_are_read(tmp_path, written, shape):
    told = events_of(CHAT, folder_of(tmp_path, {"messages.json": shape(message("M1", ts=written))}))
    assert told["at"].to_list() == [dt.datetime(2024, 3, 4, 8, 15, 0, 250_000, tzinfo=dt.UTC)]


def test_direct_rooms_are_private_by_their_list_or_by_their_id(tmp_path):
    files = {
        "rocketchat_message.json": lines(
            message("M1"), message("M2", rid="listed"), message("M3", rid="id-anneid-bob"), message("M4", rid="closed")
        ),
        "rocketchat_room.json": lines(
            {"_id": ROOM, "name": "quality", "fname": "Quality", "t": "c", "usersCount": 2},
            {"_id": "listed", "t": "d", "usernames": ["anne", "bob"]},
            {"_id": "closed", "t": "p", "name": "closed", "msgs": 1},
        ),
    }
    told = events_of(CHAT, folder_of(tmp_path, files))
    assert told.select("event_id", "aside", "actor").rows() == [
        ("M1", None, "anne"),
        ("M2", "private", None),
        ("M3", "private", None),
        ("M4", None, "anne"),
    ]
    assert told.filter(pl.col("aside").is_null())["channel"].to_list() == ["Quality", "closed"]


def test_programs_are_marked_and_never_the_person_they_post_for(tmp_path):
    robot = message("M2", "robot")
    robot["u"]["type"] = "bot"
    said = [message("M1", bot={"i": "hook"}), robot, message("M3", bot=False)]
    told = events_of(CHAT, folder_of(tmp_path, {"messages.json": page(*said)}))
    assert told.select("actor", "is_bot", "display_name").rows() == [
        ("bot:anne", "true", None),
        ("robot", "true", "Name robot"),
        ("anne", None, "Name anne"),
    ]


def test_users_are_members(tmp_path):
    users = [
        {
            "_id": "1", "username": "anne", "name": "Anne", "emails": [{"address": "anne@example.org"}], "active": True,
            "roles": ["user"], "createdAt": {"$date": "2020-01-01T10:00:00Z"}, "services": {"password": "hash"},
        },
        {"_id": "2", "username": "robot", "type": "bot", "active": False, "roles": ["bot", "guest"]},
    ]  # fmt: skip
    path = folder_of(tmp_path, {"messages.json": page(message("M1")), "users.json": lines(*users)})
    people = read(CHAT, path)["people"].frame.collect()
    assert people.drop("blank").rows() == [
        ("anne", "Anne", "anne@example.org", "active", "false", "false", dt.date(2020, 1, 1)),
        ("robot", None, None, "inactive", "true", "true", None),
    ]
    assert "hash" not in people.write_json()


def test_it_is_recognised_by_keys_in_any_packing(tmp_path):
    found = recognised(CHAT, zip_of(tmp_path / "a.zip", {"x/page1.json": page(message("M1"))}))
    assert found is not None
    assert found.why == "rid, msg, u in x/page1.json"
    assert recognised(CHAT, folder_of(tmp_path / "b", {"a.json": page({"id": 1, "msg": "x"})})) is None


def test_lines_that_are_no_record_are_refused_where_they_stand(tmp_path):
    content = lines(message("M1")) + "[1\n\n" + lines(message("M2", ts="soon"), 5, message("M3"))
    path = folder_of(tmp_path, {"messages.json": content, "other.json": page(message("M4"))})
    assert refusals_of(CHAT, path) == [("messages.json", 2, "no_record"), ("messages.json", 5, "no_record")]
    part = parts_of(read(CHAT, path)["events"])[0]
    bad = part.frame.collect().with_row_index().filter(pl.col("at").is_null())["index"].to_list()
    assert part.lines is not None
    assert part.lines(bad) == [4]
    assert events_of(CHAT, path)["event_id"].to_list() == ["M1", "M2", "M3", "M4"]


def test_a_damaged_first_line_costs_that_line_alone(tmp_path):
    path = folder_of(tmp_path, {"messages.json": '{"_id": "M0", "rid' + "\n" + lines(message("M1"), message("M2"))})
    assert refusals_of(CHAT, path) == [("messages.json", 1, "no_record")]
    assert events_of(CHAT, path)["event_id"].to_list() == ["M1", "M2"]


def test_a_damaged_page_is_refused_by_name(tmp_path):
    whole = json.dumps(page(message("M1")))
    path = folder_of(tmp_path, {"a.json": whole, "b.json": whole[:-30]})
    assert refusals_of(CHAT, path) == [("b.json", 0, "unreadable_member")]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["_id", "username", ":+1:", "usernames", "$date", "t"]), inner)
    ),
    max_leaves=8,
)
_MESSAGE = st.fixed_dictionaries({}, optional=dict.fromkeys(message("M", reactions={}, bot={}, tmid="", t=""), _JSON))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(_JSON | _MESSAGE, max_size=4), by_lines=st.booleans(), cut=st.integers(0, 6), users=_JSON)
def test_whatever_the_files_hold_there_is_a_clear_error_or_a_count(tmp_path, said, by_lines, cut, users):
    content = (lines if by_lines else lambda *all_: json.dumps(page(*all_)))(message("M"), *said)
    files = {"messages.json": content[: len(content) - cut], "users.json": lines({"username": "a", "roles": users})}
    try:
        parts = parts_of(read(CHAT, folder_of(tmp_path, files))["events"])
    except InputError:
        return
    rows = sum(part.frame.collect().height for part in parts) + sum(part.refused.height for part in parts)
    assert rows >= (len(said) + 1 if not cut else 0)
