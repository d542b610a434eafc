"""Messages of Teams, from the administrator's export and from Microsoft Graph: they say the same."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.formats.teams_admin_export import TeamsAdminExport
from rse_maturity.sources.formats.teams_graph import TeamsGraph
from tests.sources.formats.chat_exports import events_of, folder_of, parts_of, read, recognised, refusals_of

ADMIN, GRAPH = TeamsAdminExport(), TeamsGraph()
NINE = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)


def at(minutes: float) -> str:
    return (NINE + dt.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.000+00:00")


def person(name: str | None, **more) -> dict | None:
    return name and {"Application": None, "User": {"Id": name, "DisplayName": f"Name {name}", **more}}


def reaction(minutes: float, name: str, kind: str = "like") -> dict:
    return {"CreatedDateTime": at(minutes), "ReactionType": kind, "User": person(name)}


def message(number: int, name: str | None, minutes: float, answers: int | None = None, **more) -> dict:
    where = {"ChannelIdentity": {"ChannelId": "19:c", "TeamId": "t"}, "ChatId": None}
    what = {"Body": {"ContentType": "html", "Content": "<p>secret words</p>"}, "Reactions": [], "EventDetail": None}
    when = {"CreatedDateTime": at(minutes), "DeletedDateTime": None, "MessageType": "message"}
    told = {"Id": str(number), "ReplyToId": answers and str(answers), "From": person(name)}
    return {**told, **when, **where, **what, **more}


def lowered(value: Any) -> Any:
    """Write keys as Microsoft Graph does."""
    if isinstance(value, list):
        return [lowered(one) for one in value]
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: lowered(one) for key, one in value.items()}
    return value


def export(*messages: dict, **files) -> dict:
    lists = {
        "users/usersList.json": [{"Id": "anne", "DisplayName": "Name anne", "Mail": "anne@example.org"}],
        "teams/teamsList.json": [{"Name": "Plant", "GroupsId": "t"}],
        "teams/t/channels_t.json": [{"Id": "19:c", "DisplayName": "General"}],
    }
    return {**lists, "teams/t/messages_t.json": list(messages), **files}


@pytest.fixture(params=["admin", "graph"])
def told(request, tmp_path):
    """Read the same messages in both spellings."""

    def events(*messages: dict):
        if request.param == "admin":
            return events_of(ADMIN, folder_of(tmp_path, export(*messages)))
        return events_of(GRAPH, folder_of(tmp_path, {"page.json": {"value": lowered(list(messages))}}))

    return events


def test_answers_and_dated_reactions(told):
    found = told(message(2, "bob", 5, answers=1), message(1, "anne", 0, Reactions=[reaction(3, "bob")]))
    assert found.select("event_id", "actor", "kind", "parent_id", "parent_actor", "thread_id").rows() == [
        ("19:c:1", "anne", "post", None, None, "19:c:1"),
        ("19:c:2", "bob", "comment", "19:c:1", "anne", "19:c:1"),
        ("r:19:c:1:bob:like", "bob", "reaction", "19:c:1", "anne", "19:c:1"),
    ]
    assert found["at"].to_list() == [NINE + dt.timedelta(minutes=minutes) for minutes in (0, 5, 3)]
    assert found["display_name"].to_list() == ["Name anne", "Name bob", "Name bob"]
    assert "secret" not in str(found.rows())


def test_an_answer_to_what_is_not_there_stays_an_answer(told):
    found = told(message(2, "bob", 5, answers=1))
    assert found.select("kind", "parent_id", "parent_actor").row(0) == ("comment", "19:c:1", None)


def test_notices_deleted_messages_and_chats_are_left_aside(told):
    found = told(
        message(1, None, 0, MessageType="unknownFutureValue"),
        message(2, None, 0, MessageType="systemEventMessage"),
        message(3, "anne", 1, DeletedDateTime=at(2)),
        message(4, "anne", 1, ChatId="19:chat", ChannelIdentity=None, Reactions=[reaction(2, "bob")]),
        message(5, "anne", 1),
    )
    assert found.sort("at", "event_id")["aside"].fill_null("").to_list().count("") == 1
    assert sorted(found["aside"].drop_nulls()) == ["deleted", "private", "private", "system", "system"]
    assert found.filter(found["aside"] == "private")["actor"].null_count() == 2


def test_people_added_and_gone_join_and_leave(told):
    detail = {
        "@odata.type": "#microsoft.graph.membersAddedEventMessageDetail",
        "Members": [{"Id": "bob"}, {"Id": "eve"}],
    }
    gone = {"@odata.type": "#microsoft.graph.membersLeftEventMessageDetail", "Members": [{"Id": "eve"}]}
    notice = {"MessageType": "systemEventMessage"}
    found = told(message(1, None, 0, EventDetail=detail, **notice), message(2, None, 5, EventDetail=gone, **notice))
    assert found.select("kind", "actor", "aside").rows() == [
        ("join", "bob", None), ("join", "eve", None), ("leave", "eve", None)
    ]  # fmt: skip


def test_programs_are_bots_and_guests_are_guests(told):
    program = {"User": None, "Application": {"Id": "app", "DisplayName": "News"}}
    found = told(
        message(1, None, 0, From=program), message(2, "eve", 1, From=person("eve", UserIdentityType="federatedUser"))
    )
    assert found.select("actor", "display_name", "is_bot", "is_guest").rows() == [
        ("app", "News", "true", None), ("eve", "Name eve", None, "true")
    ]  # fmt: skip


def test_hashtags_are_kept(told):
    body = {"Content": "<p>#Safety</p> first <a href='x#top'>link</a>&#233;"}
    assert told(message(1, "anne", 0, Body=body))["tags"].to_list() == ["#Safety"]


def test_a_number_tells_messages_apart_within_their_channel_alone(told):
    other = {"ChannelIdentity": {"ChannelId": "19:d", "TeamId": "t"}}
    assert told(message(1, "anne", 0), message(1, "bob", 0, **other))["event_id"].to_list() == ["19:c:1", "19:d:1"]


@pytest.mark.parametrize("odd", [5, "x", [], {}, [5, None], True])
@pytest.mark.parametrize("key", ["Reactions", "From", "ChannelIdentity", "Body", "EventDetail"])
def test_something_else_under_a_key_is_as_if_it_were_not_there(told, key, odd):
    found = told(message(1, "anne", 0, **{key: odd}), message(2, "bob", 1, Reactions=[reaction(2, "anne")]))
    assert found.filter(found["kind"] == "reaction")["actor"].to_list() == ["anne"]
    assert found.filter(found["kind"] == "post").height == 2


def test_channels_have_their_names_and_users_are_members(tmp_path):
    guest = {"Id": "eve", "DisplayName": "Eve", "Mail": None, "UserPrincipalName": "eve_x#EXT#@y", "City": "Lyon"}
    anne = {"Id": "anne", "DisplayName": "Name anne", "Mail": "anne@example.org", "JobTitle": "Buyer",
            "OfficeLocation": "Nantes", "MobilePhone": "0102030405"}  # fmt: skip
    second = {"teams/u/channels_u.json": [{"Id": "19:d", "DisplayName": "General"}]}
    chat = {"users/anne/messages_anne.json": [message(9, "anne", 0, ChannelIdentity=None)]}
    path = folder_of(
        tmp_path, export(message(1, "anne", 0), **second, **chat, **{"users/usersList.json": [anne, guest]})
    )
    assert recognised(ADMIN, path).why == "usersList.json, teamsList.json, 2 files of messages"
    dataset = load([path], settings=Settings())
    assert dataset.channels["name"].to_list() == ["General (Plant)"]
    assert dataset.dropped["private"] == 1
    people = read(ADMIN, path)["people"].frame.collect()
    assert people.select("person_id", "email", "title", "site", "is_guest").rows() == [
        ("anne", "anne@example.org", "Buyer", "Nantes", None),
        ("eve", "eve_x#EXT#@y", None, "Lyon", "true"),
    ]
    assert "0102030405" not in str(people.rows())


def test_answers_nested_in_what_they_answer(tmp_path):
    nested = {"id": "2", "createdDateTime": at(5), "from": lowered(person("bob")), "messageType": "message"}
    nested["reactions"] = [lowered(reaction(6, "anne"))]
    root = {**lowered(message(1, "anne", 0)), "replies": [nested]}
    found = events_of(GRAPH, folder_of(tmp_path, {"page.json": {"value": [root]}}))
    assert found.select("event_id", "kind", "parent_id", "thread_id", "channel").rows() == [
        ("19:c:1", "post", None, "19:c:1", "19:c"),
        ("19:c:2", "comment", "19:c:1", "19:c:1", "19:c"),
        ("r:19:c:2:anne:like", "reaction", "19:c:2", "19:c:1", "19:c"),
    ]


def test_both_sources_of_one_network_count_once(tmp_path):
    said = [message(1, "anne", 0), message(2, "bob", 1, answers=1)]
    admin = folder_of(tmp_path / "admin", export(*said))
    graph = folder_of(tmp_path / "graph", {"page.json": {"value": lowered(said)}})
    told = load([admin, graph], settings=Settings())
    assert told.events.height == 2
    assert [source.format for source in told.sources if source.role == "events"] == [
        "teams_admin_export",
        "teams_graph",
    ]


def test_files_that_cannot_be_read_are_counted(tmp_path):
    cut = {"teams/u/messages_u.json": '[{"Id": "1", "ReplyToId"'}
    path = folder_of(tmp_path, export(message(1, "anne", 0), message(2, "bob", 1, CreatedDateTime="soon"), **cut))
    assert refusals_of(ADMIN, path) == [("teams/u/messages_u.json", 0, "unreadable_member")]
    told = load([path], settings=Settings())
    assert sorted(told.rejected.select("line", "reason").rows()) == [(0, "unreadable_member"), (2, "unreadable_time")]


@pytest.mark.parametrize("format_", [ADMIN, GRAPH])
def test_another_source_is_not_recognised_and_says_so_when_forced(tmp_path, format_):
    path = folder_of(tmp_path, {"a.json": [{"id": 1}]})
    assert recognised(format_, path) is None
    with pytest.raises(SourceUnreadable, match="it holds no messages"):
        read(format_, path)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["User", "Id", "Members"]), inner),
    max_leaves=6,
)
_MESSAGES = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(message(1, None, 1), _JSON)) | _JSON, max_size=4)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=_MESSAGES, cut=st.integers(0, 60), graph=st.booleans())
def test_whatever_the_files_hold_there_is_a_clear_error_or_a_count(tmp_path, said, cut, graph):
    content = {"value": [lowered(message(1, "anne", 0)), *lowered(said)]} if graph else said
    raw = json.dumps(content).encode()
    raw = raw[: len(raw) - cut] if cut < 20 else raw
    files = {"page.json": raw} if graph else export(**{"teams/t/messages_t.json": raw})
    place = folder_of(tmp_path / ("graph" if graph else "admin"), files)
    try:
        parts = parts_of(read(GRAPH if graph else ADMIN, place)["events"])
    except InputError:
        return
    rows = sum(part.frame.collect().height for part in parts)
    assert rows + sum(part.refused.height for part in parts) >= (len(said) if cut >= 20 else 0)
