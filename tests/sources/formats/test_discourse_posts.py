"""Discourse as tables: numbered posts, replies by number, likes, visits, users, what is left aside."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from rse_maturity.errors import InputError
from rse_maturity.sources.formats.discourse_posts import DiscoursePosts
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.forum_exports import act, acts, damaged, people, readings, survives

FORUM = DiscoursePosts()
HEADER = (
    "id,user_id,topic_id,post_number,raw,created_at,reply_to_post_number,post_type,reply_to_user_id,deleted_at,"
    "action_code"
)
POSTS = f"""{HEADER}
11,1,7,1,"Some, secret
words",2024-03-04 08:15:00,,1,,,
12,2,7,2,More,2024-03-04 09:02:10.250,,1,,,
13,1,7,3,And,2024-03-04 10:00:00,2,1,2,,
14,3,7,4,Far,2024-03-05 10:00:00,99,1,8,,
15,3,7,5,Gone,2024-03-05 11:00:00,,1,,2024-03-06 00:00:00,
16,-1,7,6,,2024-03-05 12:00:00,,3,,,closed.enabled
17,2,7,7,Psst,2024-03-05 13:00:00,,4,,,
18,,7,8,Closed account,2024-03-05 14:00:00,,1,,,
19,2,8,1,Private,2024-03-05 15:00:00,,1,,,
20,2,9,1,In a deleted topic,2024-03-05 16:00:00,,1,,,
"""
FILES = {
    "posts.csv": POSTS,
    "topics.csv": "id,title,category_id,archetype,deleted_at\n"
    "7,T,3,regular,\n8,P,,private_message,\n9,D,3,regular,2024-03-07 00:00:00\n",
    "categories.csv": "id,name,parent_category_id\n3,Quality,\n",
    "tags.csv": "id,name,target_tag_id\n1,safety,\n2,drill,\n",
    "topic_tags.csv": "id,topic_id,tag_id\n1,7,1\n2,7,2\n",
    "post_actions.csv": "id,post_id,user_id,post_action_type_id,created_at,deleted_at\n"
    "1,11,2,2,2024-03-04 09:00:00,\n2,11,3,2,2024-03-04 09:30:00,2024-03-04 09:31:00\n3,11,3,4,2024-03-04 09:40:00,\n",
    "user_visits.csv": "id,user_id,visited_at,posts_read\n1,2,2024-03-04,12\n",
    "users.csv": "id,username,name,created_at,last_seen_at,trust_level,active,staged,suspended_till\n"
    "-1,system,system,2020-01-01 00:00:00,,4,t,f,\n"
    "1,anne,Anne A,2021-01-11 23:30:00,2024-03-14 17:20:11,3,t,f,2022-01-01 00:00:00\n"
    "2,bob,,2021-02-01 08:00:00,2024-03-14 09:00:00,1,t,f,3024-01-01 00:00:00\n3,mail,,2021-02-01 08:00:00,,0,t,t,\n",
}


@pytest.fixture
def found(tmp_path):
    return readings(FORUM, tmp_path, FILES)


def test_the_first_of_a_topic_is_a_post_and_the_others_answer_what_they_reply_to(found):
    told = acts(found)
    first, second, third, fourth = (act(told, event) for event in ("11", "12", "13", "14"))
    assert [one["kind"] for one in (first, second, third, fourth)] == ["post", "comment", "comment", "comment"]
    assert first["parent_id"] is None
    assert second["parent_id"] is None  # it answers the topic
    assert {one["thread_id"] for one in (first, second, third, fourth)} == {"topic:7"}
    assert (third["parent_id"], third["parent_actor"]) == ("12", "2")
    assert (fourth["parent_id"], fourth["parent_actor"]) == ("7/99", "8")  # outside the export: unresolved
    assert first["at"] == dt.datetime(2024, 3, 4, 8, 15, tzinfo=dt.UTC)
    assert second["at"] == dt.datetime(2024, 3, 4, 9, 2, 10, 250_000, tzinfo=dt.UTC)
    assert (first["channel"], first["tags"]) == ("Quality", "drill;safety")


def test_private_deleted_and_system_posts_are_put_aside(found):
    aside = {one["event_id"]: one["aside"] for one in acts(found).iter_rows(named=True) if one["aside"]}
    assert aside == {
        "15": "deleted", "16": "system", "17": "private", "18": "deleted", "19": "private", "20": "deleted",
        "like:2": "deleted",
    }  # fmt: skip
    assert act(acts(found), "19")["actor"] is None


def test_likes_are_reactions_and_flags_are_not_read(found):
    told = acts(found).filter(pl.col("kind") == "reaction")
    assert told["event_id"].to_list() == ["like:1", "like:2"]
    assert told["parent_id"].to_list() == ["11", "11"]


def test_a_visit_is_a_day_of_the_calendar_whatever_the_zone(tmp_path):
    told = acts(readings(FORUM, tmp_path, FILES, zone="America/New_York")).filter(pl.col("kind") == "login")
    assert told["at"].dt.convert_time_zone("America/New_York").dt.date().to_list() == [dt.date(2024, 3, 4)]
    assert told["by_day"].to_list() == [True]


def test_users_are_members_with_bots_guests_and_the_suspended_told_apart(tmp_path):
    listed = people(readings(FORUM, tmp_path, FILES, zone="Europe/Paris"))
    assert {person: row["is_bot"] for person, row in listed.items()} == {
        "-1": "true",
        "1": "false",
        "2": "false",
        "3": "false",
    }
    assert listed["1"]["joined_at"] == dt.date(2021, 1, 12)  # 23:30 UTC is the next day in Paris
    assert listed["1"]["status"] == "active"  # suspended until 2022: over
    assert listed["2"]["status"] == "inactive"
    assert (listed["1"]["display_name"], listed["2"]["display_name"]) == ("Anne A", "bob")
    assert listed["3"]["is_guest"] == "true"


def test_no_text_and_no_name_beyond_what_is_known_stands_in_the_columns(found):
    assert acts(found)["has_text"].sum() == 9
    assert "secret" not in str(acts(found).to_dicts())


def test_a_data_explorer_result_with_posts_alone_is_enough(tmp_path):
    result = (
        "id,created_at,user_id,username,topic_id,category_id,post_number,reply_to_post_number,reply_to_user_id,post_type,"
        "like_count,deleted_at,action_code\n"
        "1,2024-03-04T08:15:00.000Z,3,anne,5,7,1,,,1,2,,\n2,2024-03-04 09:00:00 UTC,4,bob,5,7,2,1,3,1,0,,\n"
    )
    told = acts(readings(FORUM, tmp_path, {"result.csv": result}))
    assert told["kind"].to_list() == ["post", "comment"]
    assert told["parent_id"].to_list() == [None, "1"]
    assert told["display_name"].to_list() == ["anne", "bob"]
    assert told["at"][1] == dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)


def test_it_is_recognised_by_its_columns_and_says_so(tmp_path):
    told = recognised(FORUM, folder_of(tmp_path / "a", FILES))
    assert told is not None
    assert "posts.csv: topic_id, post_number, reply_to_post_number" in told.why
    assert recognised(FORUM, folder_of(tmp_path / "b", {"posts.csv": "id,author,text\n1,a,b\n"})) is None


def test_another_table_is_refused_by_the_name_of_the_column_that_is_missing(tmp_path):
    with pytest.raises(InputError, match="post_number"):
        readings(FORUM, tmp_path, {"events.csv": "id,author\n1,a\n"})


@given(content=damaged(POSTS.encode()))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_refused_never_a_traceback(tmp_path, content):
    survives(FORUM, tmp_path, {**FILES, "posts.csv": content})
