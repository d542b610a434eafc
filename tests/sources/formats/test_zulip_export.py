"""The export of a Zulip organisation: topics as threads, reactions without a time, what is left aside."""

from __future__ import annotations

import datetime as dt
import io
import json
import tarfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.formats.zulip_export import ZulipExport
from tests.sources.formats.chat_exports import events_of, folder_of, parts_of, read, recognised, refusals_of

ZULIP = ZulipExport()
NINE = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)
START = NINE.timestamp()


def message(number: int, sender: int, minutes: float, topic: str = "Line 3", recipient: int = 30, **more) -> dict:
    said = {"id": number, "sender": sender, "recipient": recipient, "subject": topic, "content": "secret words"}
    return {**said, "date_sent": START + 60 * minutes, **more}


def user(number: int, **more) -> dict:
    return {"id": number, "full_name": f"Name {number}", "email": f"user{number}@x.example", "is_active": True,
            "delivery_email": f"n{number}@example.org", "is_bot": False, "role": 400, "date_joined": START,
            "timezone": "Europe/Paris", "api_key": "token", **more}  # fmt: skip


REALM = {
    "zerver_realm": [{"id": 2, "string_id": "plant"}],
    "zerver_userprofile": [user(10), user(11)],
    "zerver_userprofile_crossrealm": [{"id": 1, "email": "notification-bot@zulip.com"}],
    "zerver_stream": [{"id": 20, "name": "quality"}],
    "zerver_recipient": [
        {"id": 30, "type": 2, "type_id": 20},
        {"id": 31, "type": 1, "type_id": 10},
        {"id": 32, "type": 3, "type_id": 9},
    ],
    "zerver_reaction": [],
}


def export(*messages: dict, **tables) -> dict:
    said = {"zerver_message": list(messages), "zerver_usermessage": [{"id": 1, "flags_mask": 1}]}
    return {"realm.json": {**REALM, **tables}, "messages-000001.json": said}


def test_a_topic_is_a_thread_whose_later_messages_answer_the_first(tmp_path):
    said = [message(2, 11, 5), message(1, 10, 0), message(3, 10, 9, "LINE 3"), message(4, 10, 1, "Line 4")]
    told = events_of(ZULIP, folder_of(tmp_path, export(*said)))
    assert told.select("event_id", "actor", "kind", "parent_id", "parent_actor", "thread_id", "channel").rows() == [
        ("1", "10", "post", None, None, "1", "quality"),
        ("2", "11", "comment", "1", "10", "1", "quality"),
        ("3", "10", "comment", "1", "10", "1", "quality"),
        ("4", "10", "post", None, None, "4", "quality"),
    ]
    assert told["at"][0] == NINE


def test_topics_run_over_files_whatever_their_order(tmp_path):
    files = export(message(7, 11, 7)) | {"messages-000002.json": {"zerver_message": [message(1, 10, 0)]}}
    told = events_of(ZULIP, folder_of(tmp_path, files))
    assert told.select("event_id", "parent_id").rows() == [("1", None), ("7", "1")]


def test_a_quotation_says_which_message_is_answered(tmp_path):
    quote = "@_**Name 11|11** [said](https://z.example/#narrow/stream/20-quality/topic/x/near/2):\n```quote\nx\n```"
    said = [message(1, 10, 0), message(2, 11, 1), message(3, 10, 2, content=quote)]
    told = events_of(ZULIP, folder_of(tmp_path, export(*said)))
    assert told.select("parent_id", "parent_actor", "thread_id").row(2) == ("2", "11", "1")
    gone = message(3, 10, 2, content=quote.replace("near/2", "near/99"))
    told = events_of(ZULIP, folder_of(tmp_path, export(said[0], gone)))
    assert told["parent_id"].to_list() == [None, "1"]


def test_messages_without_a_topic_are_posts(tmp_path):
    told = events_of(ZULIP, folder_of(tmp_path, export(message(1, 10, 0, ""), message(2, 11, 1, "(no topic)"))))
    assert told["kind"].to_list() == ["post", "post"]


def test_reactions_have_the_time_of_their_message(tmp_path):
    given_ = [{"id": 1, "user_profile": 11, "message": number, "emoji_name": "tada"} for number in (1, 2, 99)]
    said = [message(1, 10, 0), message(2, 10, 0, recipient=31)]
    told = events_of(ZULIP, folder_of(tmp_path, export(*said, zerver_reaction=given_)))
    told = told.filter(told["kind"] == "reaction")
    assert told.select("event_id", "actor", "at", "inherited", "parent_id", "aside").rows() == [
        ("r:1:11:tada", "11", NINE, True, "1", None),
        ("r:2:11:tada", None, NINE, True, "2", "private"),
        ("r:99:11:tada", "11", None, True, "99", None),
    ]
    dataset = load([tmp_path], settings=Settings())
    assert dataset.rejected.select("reason").rows() == [("missing_time",)]
    assert dataset.capabilities["reaction"] == "inherited"


def test_direct_messages_and_those_of_zulip_itself_are_left_aside(tmp_path):
    said = [
        message(1, 1, 0),
        message(2, 10, 1),
        message(3, 10, 2, "", 31),
        message(4, 10, 3, "", 32),
        message(5, 10, 4, "", 77),
    ]
    told = events_of(ZULIP, folder_of(tmp_path, export(*said)))
    assert told["aside"].to_list() == ["system", None, "private", "private", "private"]
    assert told.row(1, named=True)["kind"] == "post"
    assert told.filter(told["aside"] == "private")["actor"].null_count() == 3


def test_when_people_begin_to_be_active_is_a_login(tmp_path):
    sessions = [{"id": 8, "user_profile": 10, "start": START, "end": START + 900}]
    told = events_of(ZULIP, folder_of(tmp_path, export(zerver_useractivityinterval=sessions)))
    assert told.select("event_id", "kind", "actor", "at").rows() == [("a:8", "login", "10", NINE)]


def test_users_have_the_fields_of_their_profile(tmp_path):
    fields = [
        {"id": 1, "name": "Service", "field_type": 1, "field_data": ""},
        {"id": 2, "name": "Job title", "field_type": 3, "field_data": json.dumps({"0": {"text": "Buyer"}})},
        {"id": 3, "name": "Manager", "field_type": 6, "field_data": ""},
        {"id": 4, "name": "Favourite colour", "field_type": 1, "field_data": ""},
    ]
    values = [
        {"user_profile": 10, "field": field, "value": value}
        for field, value in ((1, "Plant"), (2, "0"), (3, "[11]"), (4, "blue"))
    ]
    users = [user(10), user(11, role=600, is_active=False), user(12, is_bot=True, delivery_email=None),
             user(13, is_mirror_dummy=True)]  # fmt: skip
    tables = {
        "zerver_userprofile": users, "zerver_customprofilefield": fields, "zerver_customprofilefieldvalue": values
    }  # fmt: skip
    found = read(ZULIP, folder_of(tmp_path, export(message(1, 10, 0), **tables)))
    people = found["people"].frame.collect()
    assert found["events"].zone == "Europe/Paris"
    assert people.select("person_id", "email", "status", "is_bot", "is_guest", "listed").rows() == [
        ("10", "n10@example.org", "active", None, None, True),
        ("11", "n11@example.org", "deactivated", None, "true", True),
        ("12", None, "active", "true", None, True),
        ("13", "n13@example.org", "active", None, None, False),
        ("1", "notification-bot@zulip.com", "active", "true", None, False),
    ]
    assert people.select("department", "title", "manager_id", "joined_at").row(0) == (
        "Plant", "Buyer", "11", dt.date(2024, 3, 4)
    )  # fmt: skip
    assert "blue" not in str(people.rows())
    assert "token" not in str(people.rows())


def test_a_tarball_with_a_folder_on_top_is_read_in_place(tmp_path):
    path = tmp_path / "zulip-export.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in export(message(1, 10, 0), message(2, 11, 1)).items():
            raw = json.dumps(content).encode()
            entry = tarfile.TarInfo(f"zulip-export-x/{name}")
            entry.size = len(raw)
            archive.addfile(entry, io.BytesIO(raw))
    assert recognised(ZULIP, path).why == "realm.json, 1 files of messages"
    told = load([path], settings=Settings())
    assert (told.events.height, told.zone, told.zone_source) == (2, "Europe/Paris", "export")


def test_without_its_tables_nobody_knows_what_is_private(tmp_path):
    files = export(message(1, 10, 0))
    realm = files.pop("realm.json")
    with pytest.raises(SourceUnreadable, match="private"):
        read(ZULIP, folder_of(tmp_path / "a", files))
    del realm["zerver_recipient"]
    with pytest.raises(SourceUnreadable, match="not where it should be"):
        read(ZULIP, folder_of(tmp_path / "b", {**files, "realm.json": realm}))
    with pytest.raises(SourceUnreadable, match="cut or damaged"):
        read(ZULIP, folder_of(tmp_path / "c", {**files, "realm.json": '{"zerver_recipient": [{"id"'}))


def test_a_file_that_cannot_be_read_is_counted_and_a_bad_message_is_told_by_its_place(tmp_path):
    files = export(message(1, 10, 0), message(2, 11, 1, date_sent="soon")) | {"messages-000002.json": '{"zerver'}
    path = folder_of(tmp_path, files)
    assert refusals_of(ZULIP, path) == [("messages-000002.json", 0, "unreadable_member")]
    told = load([path], settings=Settings())
    assert sorted(told.rejected.select("line", "reason").rows()) == [(0, "unreadable_member"), (2, "unreadable_time")]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "sender", "name"]), inner),
    max_leaves=6,
)
_MESSAGES = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(message(1, 1, 1), _JSON)) | _JSON, max_size=4)
_TABLES = st.dictionaries(st.sampled_from(sorted(REALM)), _JSON | st.lists(_JSON, max_size=2), max_size=2)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=_MESSAGES, tables=_TABLES, cut=st.integers(0, 60))
def test_whatever_the_files_hold_there_is_a_clear_error_or_a_count(tmp_path, said, tables, cut):
    files = export(*said, **tables)
    raw = json.dumps(files["messages-000001.json"]).encode()
    path = folder_of(tmp_path, files | {"messages-000001.json": raw[: len(raw) - cut] if cut < 20 else raw})
    try:
        parts = parts_of(read(ZULIP, path)["events"])
    except InputError:
        return
    rows = sum(part.frame.collect().height for part in parts)
    assert rows + sum(part.refused.height for part in parts) >= (len(said) if cut >= 20 else 0)
