"""A dump of Stack Exchange: questions, answers, comments, bookmarks, closed accounts, the site's own account."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.formats.stackexchange import StackExchange
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.forum_exports import act, acts, damaged, people, readings, refused, survives

DUMP = StackExchange()


def table(root: str, *rows: str) -> str:
    lines = "\n".join(f"  <row {row} />" for row in rows)
    return f'\ufeff<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n{lines}\n</{root}>\n'


def at(minute: int) -> str:
    return f'CreationDate="2024-03-04T08:{minute:02}:10.250"'


POSTS = table(
    "posts",
    f'Id="1" PostTypeId="1" {at(1)} Body="&lt;p&gt;secret" OwnerUserId="51" Tags="&lt;drill&gt;&lt;safety&gt;"',
    f'Id="2" PostTypeId="2" ParentId="1" {at(2)} OwnerUserId="52"',
    f'Id="3" PostTypeId="2" ParentId="1" {at(3)} OwnerDisplayName="user99"',
    f'Id="4" PostTypeId="5" {at(4)} OwnerUserId="51"',
    f'Id="5" PostTypeId="1" {at(5)} OwnerUserId="-1" Tags="|drill|new|"',
)
FILES = {
    "Posts.xml": POSTS,
    "Comments.xml": table("comments", f'Id="1" PostId="2" {at(6)} UserId="51" Text="x"', f'Id="2" PostId="9" {at(7)}'),
    "Votes.xml": table(
        "votes",
        'Id="1" PostId="1" VoteTypeId="2" CreationDate="2024-03-04T00:00:00.000"',
        'Id="2" PostId="1" VoteTypeId="5" UserId="52" CreationDate="2024-03-04T00:00:00.000"',
        'Id="3" PostId="1" VoteTypeId="8" UserId="52" CreationDate="2024-03-04T00:00:00.000" BountyAmount="50"',
    ),
    "Users.xml": table(
        "users",
        'Id="-1" CreationDate="2020-01-01T00:00:00.000" DisplayName="Community"',
        'Id="51" CreationDate="2021-01-11T08:00:00.000" DisplayName="Anne &amp; Co" Location="Home" AccountId="7"',
    ),
    "Badges.xml": table("badges", 'Id="1" UserId="51" Name="Teacher"'),
}


def test_questions_are_posts_and_answers_and_comments_answer(tmp_path):
    told = acts(readings(DUMP, tmp_path, FILES))
    kinds = {row["event_id"]: (row["kind"], row["parent_id"]) for row in told.iter_rows(named=True)}
    assert kinds == {
        "1": ("post", None), "2": ("comment", "1"), "3": ("comment", "1"), "4": (None, None), "5": ("post", None),
        "c:1": ("comment", "2"), "c:2": ("comment", "9"), "v:2": ("reaction", "1"),
    }  # fmt: skip
    assert act(told, "1")["at"] == dt.datetime(2024, 3, 4, 8, 1, 10, 250_000, tzinfo=dt.UTC)
    assert (act(told, "1")["tags"], act(told, "5")["tags"]) == ("drill;safety", "drill;new")
    assert act(told, "1")["thread_id"] == act(told, "2")["thread_id"] == "1"
    assert "secret" not in str(told.to_dicts())


def test_closed_accounts_and_texts_of_the_site_are_put_aside(tmp_path):
    told = acts(readings(DUMP, tmp_path, FILES))
    aside = {one["event_id"]: one["aside"] for one in told.iter_rows(named=True) if one["aside"]}
    assert aside == {"3": "deleted", "4": "system", "c:2": "deleted"}
    assert act(told, "5")["is_bot"] == "true"


def test_a_bookmark_has_the_day_of_the_calendar_whatever_the_zone(tmp_path):
    told = act(acts(readings(DUMP, tmp_path, FILES, zone="America/New_York")), "v:2")
    assert told["by_day"]
    assert told["at"] == dt.datetime(2024, 3, 4, 5, tzinfo=dt.UTC)


def test_users_are_members_without_their_place(tmp_path):
    listed = people(readings(DUMP, tmp_path, FILES))
    assert {person: row["is_bot"] for person, row in listed.items()} == {"-1": "true", "51": "false"}
    assert listed["51"]["display_name"] == "Anne & Co"
    assert listed["51"]["joined_at"] == dt.date(2021, 1, 11)
    assert "Home" not in str(listed)


def test_posts_alone_are_a_dump_and_damaged_lines_are_counted(tmp_path):
    lines = POSTS.splitlines()
    cut = "\n".join([*lines[:4], lines[4][:40], *lines[5:]])
    found = readings(DUMP, tmp_path, {"Posts.xml": cut})
    assert acts(found)["event_id"].to_list() == ["1", "2", "4", "5"]
    assert refused(found) == [("Posts.xml", 5, "no_record")]


def test_it_is_recognised_by_its_roots(tmp_path):
    told = recognised(DUMP, folder_of(tmp_path / "a", FILES))
    assert told is not None
    assert told.why == "Comments.xml <comments>, Posts.xml <posts>, Users.xml <users>, Votes.xml <votes>"
    assert recognised(DUMP, folder_of(tmp_path / "b", {"a.xml": "<posts><post id='1'/></posts>"})) is None


def test_entities_of_its_own_are_refused(tmp_path):
    bomb = POSTS.replace("<posts>", '<!DOCTYPE posts [<!ENTITY a "aa">]>\n<posts>')
    with pytest.raises(SourceUnreadable, match="entities"):
        acts(readings(DUMP, tmp_path / "a", {"Posts.xml": bomb}))
    with pytest.raises(SourceUnreadable):
        readings(DUMP, tmp_path / "b", {"a.xml": "<a/>"})


@given(content=damaged(POSTS.encode()))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_refused_never_a_traceback(tmp_path, content):
    survives(DUMP, tmp_path, {**FILES, "Posts.xml": content, "Users.xml": content})
