"""Feeds of Workplace: comments, answers, reactions and readings nested in posts."""

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
from rse_maturity.sources.formats.workplace import Workplace
from tests.sources.formats.chat_exports import events_of, folder_of, parts_of, read, recognised, refusals_of

WORKPLACE = Workplace()
ADA = {"id": "1", "name": "Ada Roy", "email": "ada@example.org", "title": "Buyer", "department": "Purchase"}
BOB = {"id": "2", "name": "Bob Sol"}


def comment(number: str, author=None, **more) -> dict:
    said = {"id": number, "created_time": "2024-03-04T10:00:00+0100", "from": author or BOB, "message": "secret words"}
    return said | more


def post(number: str = "7_1", **more) -> dict:
    said = {
        "id": number,
        "created_time": "2024-03-04T08:15:00+0000",
        "from": ADA,
        "type": "status",
        "message": "secret words",
        "group_name": "Workshop",
        "reactions": [{**BOB, "type": "LOVE"}],
        "seenby": [BOB],
        "comments": [],
    }
    return said | more


def test_what_is_nested_in_a_post(tmp_path):
    answers = [comment("11", comments=[comment("12", ADA)]), comment("13")]
    found = events_of(WORKPLACE, folder_of(tmp_path, {"feed.json": {"data": [post(comments=answers)]}}))
    assert found.select("event_id", "kind", "actor", "parent_id", "inherited").rows() == [
        ("11", "comment", "2", "7_1", False),
        ("12", "comment", "1", "11", False),
        ("13", "comment", "2", "7_1", False),
        ("7_1", "post", "1", None, False),
        ("r:7_1:2", "reaction", "2", "7_1", True),
        ("v:7_1:2", "view", "2", "7_1", True),
    ]
    assert found["at"].to_list()[0] == dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)
    assert found["at"].to_list()[3:] == [dt.datetime(2024, 3, 4, 8, 15, tzinfo=dt.UTC)] * 3
    assert set(found["thread_id"]) == {"7_1"}
    assert set(found["channel"]) == {"Workshop"}
    assert "secret" not in str(found.to_dicts())


def test_the_group_stands_in_the_id_where_it_has_no_name(tmp_path):
    feed = {"data": [post("70_2", group_name=None, comments=None, reactions=None, seenby=None)]}
    path = folder_of(tmp_path, {"feed.json": feed})
    assert events_of(WORKPLACE, path)["channel"].to_list() == ["70"]
    assert "(1)" in recognised(WORKPLACE, path).why


def test_what_the_acts_say_of_people_and_of_kinds(tmp_path):
    found = load([folder_of(tmp_path, {"a.json": {"data": [post()]}, "b.json": [post("7_2")]})], settings=Settings())
    assert found.people.select("id", "title", "department").sort("id").rows() == [
        ("1", "Buyer", "Purchase"),
        ("2", None, None),
    ]
    assert {kind: found.capabilities[kind] for kind in ("post", "reaction", "view", "comment")} == {
        "post": "yes",
        "reaction": "inherited",
        "view": "inherited",
        "comment": "yes",  # there are none, and the feed would hold them
    }


def test_refusals_are_placed_in_their_post(tmp_path):
    path = folder_of(tmp_path, {"feed.json": {"data": [post(), "none", post("7_2", comments=[comment("11")])]}})
    assert refusals_of(WORKPLACE, path) == [("feed.json", 2, "no_record")]
    part = parts_of(read(WORKPLACE, path)["events"])[0]
    kinds = part.frame.collect()["kind"].to_list()
    assert part.lines([kinds.index("comment")]) == [3]


def test_a_feed_that_is_cut(tmp_path):
    whole = json.dumps({"data": [post()]})
    path = folder_of(tmp_path / "both", {"a.json": whole, "b.json": whole[:-3]})
    assert refusals_of(WORKPLACE, path) == [("b.json", 0, "unreadable_member")]
    with pytest.raises(SourceUnreadable, match="cut or damaged"):
        events_of(WORKPLACE, folder_of(tmp_path / "one", {"b.json": whole[:-3]}))


def test_other_json_is_not_taken_for_it(tmp_path):
    path = folder_of(tmp_path, {"a.json": {"data": [{"id": "1", "from": "x", "created_time": "", "comments": []}]}})
    assert recognised(WORKPLACE, path) is None


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "from", "comments"]), inner),
    max_leaves=5,
)


@given(key=st.sampled_from(sorted(post())), value=ODD, inner=ODD)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wrong_types_are_told_or_counted(tmp_path, key, value, inner):
    posts = [post(comments=[comment("11", comments=inner), inner]), post("7_2", **{key: value})]
    path = folder_of(tmp_path, {"feed.json": {"data": posts}})
    with contextlib.suppress(InputError):
        found = load([path], settings=Settings())
        for source in found.sources:
            assert source.rows == source.events + source.rejected + source.duplicates + source.left_out
