"""A Mattermost bulk export: nested answers and reactions, people who come and go, what is left aside."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError, SourceUnreadable
from rse_maturity.sources import load
from rse_maturity.sources.format import Context
from rse_maturity.sources.formats.mattermost_bulk import MattermostBulk
from rse_maturity.sources.line_blocks import line_blocks
from rse_maturity.sources.member import Member
from rse_maturity.sources.places import listings
from tests.sources.formats.chat_exports import events_of, parts_of, read, recognised, refusals_of, zip_of

BULK = MattermostBulk()
NINE = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)
VERSION = {"type": "version", "version": 1}


def ms(minutes: float) -> int:
    return int((NINE + dt.timedelta(minutes=minutes)).timestamp() * 1000)


def said(minutes: float, user: str, message: str = "secret words", **more) -> dict:
    return {"user": user, "message": message, "create_at": ms(minutes), **more}


def post(minutes: float, user: str, message: str = "secret words", **more) -> dict:
    place = {"team": "plant", "channel": "quality"}
    return {"type": "post", "post": {**place, **said(minutes, user, message), **more}}


def reaction(minutes: float, user: str, emoji: str = "+1") -> dict:
    return {"user": user, "create_at": ms(minutes), "emoji_name": emoji}


def lines(*records: object) -> str:
    return "".join(f"{json.dumps(record, separators=(',', ':'))}\n" for record in (VERSION, *records))


@pytest.fixture
def file(tmp_path):
    def written(*records: object, raw: bytes | None = None):
        path = tmp_path / "import.jsonl"
        path.write_bytes(lines(*records).encode() if raw is None else raw)
        return path

    return written


def test_answers_and_reactions_stand_in_the_thread_of_what_they_are_nested_in(file):
    answer = said(5, "bob", reactions=[reaction(7, "anne")])
    told = events_of(BULK, file(post(0, "anne", replies=[answer], reactions=[reaction(3, "bob", "heart")])))
    root, under = (told.filter(told["kind"] == kind)["event_id"].item() for kind in ("post", "comment"))
    told = told.sort("at")
    assert told.select("actor", "kind", "parent_id", "parent_actor", "thread_id").rows() == [
        ("anne", "post", None, None, root),
        ("bob", "reaction", root, "anne", root),
        ("bob", "comment", root, "anne", root),
        ("anne", "reaction", under, "bob", root),
    ]
    assert told["event_id"].n_unique() == 4
    assert not told["event_id"].str.contains("anne|bob").any()
    assert told["at"].to_list() == [NINE + dt.timedelta(minutes=minutes) for minutes in (0, 3, 5, 7)]


def test_an_edited_post_keeps_its_id_and_counts_once(tmp_path):
    files = {"a/import.jsonl": lines(post(0, "anne", "first")), "b/import.jsonl": lines(post(0, "anne", "edited"))}
    told = load([zip_of(tmp_path / "two.zip", files)], settings=Settings())
    assert (told.events.height, told.sources[0].duplicates) == (1, 1)


@pytest.mark.parametrize(
    ("form", "props", "kind", "actor"),
    [
        ("system_join_channel", {}, "join", "anne"),
        ("system_join_team", {}, "join", "anne"),
        ("system_add_to_channel", {"addedUsername": "carol"}, "join", "carol"),
        ("system_leave_channel", {}, "leave", "anne"),
        ("system_remove_from_channel", {"removedUsername": "carol"}, "leave", "carol"),
    ],
)
def test_people_come_and_go(file, form, props, kind, actor):
    told = events_of(BULK, file(post(0, "anne", type=form, props=props)))
    assert told.select("kind", "actor", "aside").row(0) == (kind, actor, None)


def test_servers_that_write_no_type_say_who_joined_in_words(file):
    told = events_of(
        BULK, file(post(0, "anne", "anne joined the channel."), post(1, "anne", "bob joined the channel."))
    )
    assert told["kind"].to_list() == ["join", "post"]


def test_notices_webhooks_and_direct_messages_are_left_aside(file):
    direct = {"channel_members": ["anne", "bob"], **said(3, "anne"), "replies": [said(4, "bob")]}
    told = events_of(
        BULK,
        file(
            post(0, "anne", type="system_header_change"),
            post(1, "anne", props={"from_webhook": "true"}),
            post(2, "robot", props={"from_bot": "true", "from_webhook": "true"}),
            post(5, "anne", type="system_add_to_channel"),
            {"type": "direct_post", "direct_post": direct},
        ),
    )
    assert sorted(told["aside"].fill_null("").to_list()) == ["", "private", "private", "system", "system", "system"]
    assert told.filter(told["aside"].is_null()).select("actor", "is_bot").rows() == [("robot", "true")]
    assert told.filter(told["aside"] == "private")["actor"].null_count() == 2


def test_hashtags_are_kept_and_texts_are_not(file):
    message = "see #Safety, #the-line and http://x.example/#part or a #1 ## Title"
    told = events_of(BULK, file(post(0, "anne", message)))
    assert told["tags"].to_list() == ["#Safety;#the-line"]
    assert not any("see" in str(value) or "http" in str(value) for value in told.row(0))


def test_channels_have_the_names_that_people_read(file):
    roster = [
        {"type": "team", "team": {"name": "plant", "display_name": "Plant"}},
        {"type": "channel", "channel": {"team": "plant", "name": "quality", "display_name": "Our quality"}},
        {"type": "channel", "channel": {"team": "plant", "name": "town", "display_name": "Town"}},
        {"type": "channel", "channel": {"team": "other", "name": "town", "display_name": "Town"}},
    ]
    told = events_of(
        BULK, file(*roster, post(0, "anne"), post(1, "anne", channel="town"), post(2, "anne", channel="x"))
    )
    assert told.sort("at")["channel"].to_list() == ["Our quality", "Town (Plant)", "plant/x"]


def test_users_are_members_and_nothing_but_what_is_needed_of_them_is_kept(file):
    anne = {"username": "anne", "email": "anne@example.org", "first_name": "Anne", "last_name": "Roy",
            "position": "Buyer", "roles": "system_user", "delete_at": 0, "auth_data": "token"}  # fmt: skip
    gone = {"username": "bob", "nickname": "Bobby", "roles": "system_guest", "delete_at": ms(0)}
    bot = {"username": "robot", "display_name": "Robot", "owner": "anne", "delete_at": 0}
    users = [{"type": "user", "user": anne}, {"type": "user", "user": gone}, {"type": "bot", "bot": bot}]
    people = read(BULK, file(*users, post(0, "anne")))["people"].frame.collect()
    fields = ("person_id", "display_name", "email", "title", "is_guest", "is_bot", "status", "left_at")
    assert people.select(fields).rows() == [
        ("anne", "Anne Roy", "anne@example.org", "Buyer", None, None, "active", None),
        ("bob", "Bobby", None, None, "true", None, "deactivated", dt.date(2024, 3, 4)),
        ("robot", "Robot", None, None, None, "true", "active", None),
    ]
    assert "token" not in str(people.rows())


def test_a_zip_is_read_through_its_jsonl_alone(tmp_path):
    files = {"import.jsonl": lines(post(0, "anne")), "data/20240304/report.pdf": b"%PDF", "data/x.json": b"{}"}
    path = zip_of(tmp_path / "export.zip", files)
    assert recognised(BULK, path).why == "import.jsonl: type, version"
    assert events_of(BULK, path).height == 1


def test_lines_that_are_no_record_are_told_by_their_number(file):
    raw = lines(post(0, "anne"), post(1, "bob")).encode() + b'\n{"type":"post","post":{"team":\n[1]\n'
    path = file(raw=raw)
    assert refusals_of(BULK, path) == [("import.jsonl", 5, "no_record"), ("import.jsonl", 6, "no_record")]
    assert events_of(BULK, path).height == 2


def test_a_bad_time_is_told_by_its_line(file):
    told = load([file({"type": "emoji"}, post(0, "anne"), post(0, "bob", create_at="soon"))], settings=Settings())
    assert told.rejected.select("line", "field", "reason").rows() == [(4, "timestamp", "unreadable_time")]


@pytest.mark.parametrize("odd", [5, "x", [], {}, [5, None, {}], True, None])
@pytest.mark.parametrize("key", ["replies", "reactions", "props", "type", "message"])
def test_something_else_under_a_key_is_as_if_it_were_not_there(file, key, odd):
    told = events_of(BULK, file(post(0, "anne", **{key: odd}), post(1, "bob", reactions=[reaction(2, "anne")])))
    assert told.filter(told["kind"] == "post")["actor"].to_list() == ["anne", "bob"]
    assert told.filter(told["actor"] == "anne", told["kind"] == "reaction").height == 1


def test_reactions_that_cannot_be_read_fast_are_read_all_the_same(file):
    quick = events_of(BULK, file(post(0, "anne", replies=[said(1, "bob", 'a\\"b\t\n', reactions=[reaction(2, "x")])])))
    slow = events_of(
        BULK, file(post(0, "anne", replies=[said(1, "bob", 'a\\"b\t\n', reactions=[reaction(2, 'x"y\\')])]))
    )
    assert quick.drop("event_id", "actor").equals(slow.drop("event_id", "actor"))
    assert 'x"y\\' in slow["actor"].to_list()


def test_blocks_of_any_size_give_the_same_acts(file):
    path = file(*[post(n, f"user{n}", replies=[said(n + 0.5, "bob")]) for n in range(20)])
    member = listings([path], limits=Settings().input)[0].members[0]
    whole = path.read_bytes()
    for size in (1, 7, 100, 1 << 20):
        blocks = list(line_blocks(member, size=size))
        assert b"".join(block.content for block in blocks) == whole
        assert [block.first for block in blocks] == [
            1 + sum(before.content.count(b"\n") for before in blocks[:place]) for place in range(len(blocks))
        ]
    assert not list(line_blocks(Member("empty", load=lambda: b"")))


def test_another_source_is_not_recognised_and_says_so_when_forced(tmp_path):
    path = tmp_path / "other.json"
    path.write_text('{"type": "note"}\n')
    assert recognised(BULK, path) is None
    with pytest.raises(SourceUnreadable, match="version"):
        BULK.read(listings([path], limits=Settings().input)[0], Context(Settings(), "UTC"))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["user", "create_at", "replies", "reactions", "props", "team", "post", "username"]), inner
    ),
    max_leaves=8,
)  # fmt: skip
_KINDS = ("post", "direct_post", "user", "bot", "channel", "team")
_RECORD = st.fixed_dictionaries({"type": st.just("post")}, optional=dict.fromkeys(_KINDS, _JSON))
_RECORDS = st.lists(_RECORD, max_size=4)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=_RECORDS, cut=st.integers(0, 60), encoding=st.sampled_from(["utf-8", "utf-16-le", "latin-1"]))
def test_whatever_the_lines_hold_there_is_a_clear_error_or_a_count(tmp_path, records, cut, encoding):
    text = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
    content = lines().encode() + text.encode(encoding, errors="replace")
    path = tmp_path / "import.jsonl"
    path.write_bytes(content[: len(content) - cut] if cut < 30 else content)
    try:
        parts = parts_of(read(BULK, path)["events"])
    except InputError:
        return
    rows = sum(part.frame.collect().height for part in parts)
    if cut >= 30 and encoding == "utf-8":
        assert sum(part.refused.height for part in parts) == 0
        assert rows >= sum(isinstance(record.get("post"), dict) for record in records)
