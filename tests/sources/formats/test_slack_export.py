"""A Slack export: what people did, what is left aside, whose days the files are."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.formats.slack_export import SlackExport
from tests.sources.formats.chat_exports import (
    events_of,
    folder_of,
    parts_of,
    read,
    recognised,
    refusals_of,
    zip_of,
)

SLACK = SlackExport()
NINE = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)


def ts(minutes: float, fraction: str = "000100") -> str:
    return f"{int((NINE + dt.timedelta(minutes=minutes)).timestamp())}.{fraction}"


def message(minutes: float, user: str | None = "UANNE", **more) -> dict:
    said = {"type": "message", "ts": ts(minutes), "text": "secret words", **more}
    return said if user is None else {**said, "user": user}


def user(number: str, **more) -> dict:
    return {"id": number, "name": number.lower(), "real_name": f"Name {number}", "tz": "Europe/Paris", **more}


USERS = [
    user("UANNE", profile={"title": "Buyer", "email": "anne@example.org", "phone": "0102030405"}, deleted=False),
    user("UBOB", deleted=True, is_restricted=True, is_ultra_restricted=False),
    user("UROBOT", is_bot=True),
]
CHANNELS = [{"id": "CTEAM", "name": "team", "created": "1"}, {"id": "COLD", "name": "old", "created": 1}]


def export(**days) -> dict:
    files = {f"{name.replace('__', '/')}/2024-03-04.json": said for name, said in days.items()}
    return {"users.json": USERS, "channels.json": CHANNELS, **files}


def test_threads_are_comments_on_their_root_and_broadcasts_count_once(tmp_path):
    root = message(0, thread_ts=ts(0), reply_count=2)
    reply = message(5, "UBOB", thread_ts=ts(0), parent_user_id="UANNE")
    broadcast = message(9, "UCAROL", thread_ts=ts(0), subtype="thread_broadcast", root=root)
    told = events_of(SLACK, folder_of(tmp_path, export(team=[root, reply, broadcast])))
    assert told["kind"].to_list() == ["post", "comment", "comment"]
    assert told["event_id"].to_list() == [f"CTEAM/{ts(minutes)}" for minutes in (0, 5, 9)]
    assert told["parent_id"].to_list() == [None, f"CTEAM/{ts(0)}", f"CTEAM/{ts(0)}"]
    assert told["parent_actor"].to_list() == [None, "UANNE", None]
    assert told["thread_id"].unique().to_list() == [f"CTEAM/{ts(0)}"]
    assert told["channel"].unique().to_list() == ["team"]
    assert told["at"][0] == NINE + dt.timedelta(microseconds=100)


def test_reactions_have_the_time_of_their_message_once_a_person_and_emoji(tmp_path):
    reactions = [
        {"name": "clap", "users": ["UBOB", "UCAROL"], "count": 5},
        {"name": "clap::skin-tone-2", "users": ["UBOB"], "count": 1},
        {"name": "+1", "users": ["UBOB"], "count": 1},
        {"name": "eyes"},
    ]
    told = events_of(SLACK, folder_of(tmp_path, export(team=[message(0, reactions=reactions)])))
    given_ = told.filter(pl.col("kind") == "reaction")
    assert given_["event_id"].to_list() == [
        f"r:CTEAM/{ts(0)}:UBOB:+1",
        f"r:CTEAM/{ts(0)}:UBOB:clap",
        f"r:CTEAM/{ts(0)}:UCAROL:clap",
    ]
    assert given_["inherited"].all()
    assert given_["at"].unique().to_list() == told.filter(kind="post")["at"].to_list()
    assert given_["parent_id"].unique().to_list() == [f"CTEAM/{ts(0)}"]
    assert given_["parent_actor"].unique().to_list() == ["UANNE"]


@pytest.mark.parametrize(
    ("subtype", "kind", "aside"),
    [
        (None, "post", None),
        ("me_message", "post", None),
        ("file_share", "post", None),
        ("channel_join", "join", None),
        ("group_leave", "leave", None),
        ("channel_topic", "post", "system"),
        ("bot_add", "post", "system"),
        ("something_new", "post", "system"),
        ("tombstone", "post", "deleted"),
    ],
)
def test_notices_and_deleted_messages_are_left_aside_joins_are_kept(tmp_path, subtype, kind, aside):
    told = events_of(SLACK, folder_of(tmp_path, export(team=[message(0, subtype=subtype)])))
    assert told.select("kind", "aside").rows() == [(kind, aside)]


def test_a_comment_on_a_file_is_by_who_wrote_it_to_the_owner_of_the_file(tmp_path):
    said = message(0, None, subtype="file_comment", comment={"user": "UBOB"}, file={"user": "UANNE"})
    told = events_of(SLACK, folder_of(tmp_path, export(team=[said])))
    assert told.select("kind", "actor", "parent_actor", "parent_id").rows() == [("comment", "UBOB", "UANNE", None)]


def test_programs_are_marked_and_never_a_person_they_post_for(tmp_path):
    said = [
        message(0, None, subtype="bot_message", bot_id="BNEWS", username="News"),
        message(1, None, subtype="bot_message", username="News"),
        message(2, "UANNE", bot_id="BAPP"),
        message(3, "UROBOT", bot_id="BROBOT"),
        message(4, "USLACKBOT"),
        message(5, "UANNE", bot_id=None),
    ]
    told = events_of(SLACK, folder_of(tmp_path, export(team=said)))
    assert told["actor"].to_list() == ["BNEWS", "bot:News", "BAPP", "UROBOT", "USLACKBOT", "UANNE"]
    assert told["is_bot"].to_list() == ["true"] * 5 + [None]


def test_conversations_are_private_with_their_reactions_and_closed_channels_are_not(tmp_path):
    files = export(
        team=[message(0)],
        closed=[message(1)],
        DPAIR=[message(2, reactions=[{"name": "+1", "users": ["UBOB"]}])],
        **{"mpdm-a--b-1": [message(3)], "DUNLISTED9": [message(4, subtype="channel_join")], "renamed": [message(5)]},
    )
    files |= {
        "groups.json": [{"id": "GCLOSED", "name": "closed"}],
        "dms.json": [{"id": "DPAIR", "members": ["UANNE", "UBOB"]}],
        "mpims.json": [{"id": "GMANY", "name": "mpdm-a--b-1"}],
    }
    told = events_of(SLACK, folder_of(tmp_path, files))
    assert sorted(told.filter(pl.col("aside").is_null())["channel"]) == ["closed", "renamed", "team"]
    assert told.filter(aside="private").height == 4


def test_users_are_members_with_title_status_guests_and_programs(tmp_path):
    reading = read(SLACK, folder_of(tmp_path, export(team=[message(0)])))["people"]
    people = reading.frame.collect().drop("blank")
    assert people.rows() == [
        ("UANNE", "Name UANNE", "anne@example.org", "Buyer", "active", "false", None),
        ("UBOB", "Name UBOB", None, None, "deleted", "false", "true"),
        ("UROBOT", "Name UROBOT", None, None, None, "true", None),
    ]


def test_no_text_address_or_token_is_read_of_a_message(tmp_path):
    said = message(0, files=[{"url_private": "https://files/x?t=xoxe-1"}], user_profile={"email": "hidden@example.org"})
    told = events_of(SLACK, folder_of(tmp_path, export(team=[said]))).write_json()
    assert not any(word in told for word in ("secret", "xoxe", "hidden"))


def test_a_zip_with_one_folder_around_it_reads_the_same(tmp_path):
    files = export(team=[message(0), message(3, "UBOB", thread_ts=ts(0))], old=[message(1)])
    plain = events_of(SLACK, folder_of(tmp_path / "folder", files))
    wrapped = zip_of(tmp_path / "a.zip", {f"Firm export/{name}": content for name, content in files.items()})
    assert events_of(SLACK, wrapped).equals(plain)


def test_it_is_recognised_by_its_lists_or_by_its_days(tmp_path):
    whole = recognised(SLACK, folder_of(tmp_path / "whole", export(team=[message(0)])))
    assert whole is not None
    assert whole.why == "users.json, channels.json, 1 day files"
    assert recognised(SLACK, folder_of(tmp_path / "a", {"2024-03-04.json": [message(0)]})) is not None
    assert recognised(SLACK, folder_of(tmp_path / "b", {"2024-03-04.json": [{"id": 1}]})) is None
    assert recognised(SLACK, folder_of(tmp_path / "c", {"users.json": USERS})) is None


def test_days_of_one_channel_without_lists_are_read(tmp_path):
    found = read(SLACK, folder_of(tmp_path / "team", {"2024-03-04.json": [message(0)]}))
    assert set(found) == {"events"}
    assert found["events"].zone is None
    assert events_of(SLACK, tmp_path / "team")["channel"].to_list() == ["team"]
    assert events_of(SLACK, tmp_path / "team" / "2024-03-04.json")["channel"].to_list() == [None]


@pytest.mark.parametrize("named_by", ["America/Los_Angeles", "Europe/Paris"])
def test_the_zone_is_the_one_whose_days_name_the_files(tmp_path, named_by):
    users = [user(f"U{number}", tz="Europe/Paris") for number in range(8)]
    users += [user(f"W{number}", tz="America/Los_Angeles") for number in range(2)]
    files = {"users.json": users, "channels.json": CHANNELS}
    for hour in range(24):
        at = NINE + dt.timedelta(hours=hour)
        files.setdefault(f"team/{at.astimezone(ZoneInfo(named_by)).date()}.json", []).append(message(60 * hour))
    assert read(SLACK, folder_of(tmp_path, files))["events"].zone == named_by


def test_zones_that_explain_the_days_as_well_yield_to_the_most_common(tmp_path):
    users = [user("UA", tz="Europe/Madrid"), user("UB"), user("UC"), user("UD", tz="Nowhere/Land")]
    files = {"users.json": users, "channels.json": CHANNELS, "team/2024-03-04.json": [message(0)]}
    assert read(SLACK, folder_of(tmp_path, files))["events"].zone == "Europe/Paris"


def test_a_whole_export_is_loaded_with_its_people_and_what_was_left_out(tmp_path):
    said = [
        message(0, reactions=[{"name": "+1", "users": ["UBOB"]}]),
        message(1, "UBOB", thread_ts=ts(0)),
        message(2, subtype="channel_join"),
        message(3, subtype="channel_topic"),
        message(4, "UROBOT"),
    ]
    path = zip_of(tmp_path / "a.zip", export(team=said, DPAIR12=[message(5)]))
    dataset = load([path], settings=Settings())
    kinds = dict(dataset.events.group_by("kind").len().iter_rows())
    assert kinds == {"post": 2, "comment": 1, "reaction": 1, "join": 1}
    assert dataset.people.filter("listed")["id"].sort().to_list() == ["UANNE", "UBOB", "UROBOT"]
    assert {name: dataset.dropped[name] for name in ("private", "system", "bots")} == {
        "private": 1, "system": 1, "bots": 1,
    }  # fmt: skip
    assert (dataset.zone, dataset.zone_source) == ("Europe/Paris", "export")


def test_overlapping_exports_count_each_act_once(tmp_path):
    first = zip_of(tmp_path / "a.zip", export(team=[message(0), message(1, "UBOB")]))
    second = zip_of(tmp_path / "b.zip", export(team=[message(1, "UBOB", edited={"ts": ts(2)}), message(3)]))
    assert load([first, second], settings=Settings()).events.height == 3


def test_a_damaged_day_is_refused_by_name_and_the_others_are_read(tmp_path):
    files = export(team=[message(0)], old="[{cut")
    path = zip_of(tmp_path / "a.zip", files)
    assert refusals_of(SLACK, path) == [("old/2024-03-04.json", 0, "unreadable_member")]
    assert events_of(SLACK, path)["channel"].to_list() == ["team"]


def test_what_cannot_be_used_is_found_again_in_its_file(tmp_path):
    said = [7, message(0), message(1, None), message(2, ts="soon"), message(3, reactions="none", thread_ts=5)]
    path = folder_of(tmp_path, export(team=said, old=[message(0)]))
    assert refusals_of(SLACK, path) == [("team/2024-03-04.json", 1, "no_record")]
    part = next(part for part in parts_of(read(SLACK, path)["events"]) if part.name and part.lines)
    rows = part.frame.collect().with_row_index()
    bad = rows.filter(pl.col("at").is_null() | pl.col("actor").is_null())["index"].to_list()
    assert part.lines is not None
    assert part.lines(bad) == [3, 4]


@pytest.mark.parametrize("name", ["users.json", "channels.json", "dms.json"])
def test_a_damaged_list_is_an_error_that_names_it(tmp_path, name):
    path = folder_of(tmp_path, export(team=[message(0)]) | {name: "[{"})
    with pytest.raises(SourceUnreadable, match=name):
        read(SLACK, path)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["ts", "user", "name", "users", "reactions", "file", "id", "profile"]), inner)
    ),
    max_leaves=8,
)
_MESSAGES = st.lists(
    _JSON
    | st.fixed_dictionaries(
        {},
        optional={
            key: _JSON | st.sampled_from(["U1", ts(0), "message", "file_comment"])
            for key in ("type", "subtype", "user", "ts", "thread_ts", "reactions", "comment", "file", "bot_id")
        },
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=_MESSAGES, users=_JSON, cut=st.integers(0, 200), encoding=st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_whatever_the_files_hold_there_is_a_clear_error_or_a_count(tmp_path, said, users, cut, encoding):
    import json  # noqa: PLC0415 the bytes are made here alone

    content = json.dumps(said, ensure_ascii=False).encode(encoding, errors="replace")
    files = export(team=content[: len(content) - cut] if cut < 20 else content) | {"users.json": users}
    path = zip_of(tmp_path / "a.zip", files)
    try:
        parts = parts_of(read(SLACK, path)["events"])
    except InputError:
        return
    rows = sum(part.frame.collect().height for part in parts)
    refused = sum(part.refused.height for part in parts)
    assert rows + refused >= (len(said) if cut >= 20 and encoding == "utf-8" else 0)
