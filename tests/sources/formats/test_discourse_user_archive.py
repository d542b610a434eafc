"""One person's archive of Discourse: whose it is, what is public, what was taken back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from rse_maturity.errors import ColumnMissing
from rse_maturity.sources.formats.discourse_user_archive import DiscourseUserArchive
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.forum_exports import act, acts, damaged, readings, survives

ARCHIVE = DiscourseUserArchive()
NAME = "user_archive-anne-marie-240315-101501"
POSTS = """topic_title,categories,is_pm,post_raw,post_cooked,like_count,reply_count,url,created_at
T,Workshop|Quality,No,secret,<p>secret</p>,2,1,https://forum.example.org/t/some-topic/101/1,2024-03-04T08:15:00.000Z
T,Workshop,Non,secret,<p>secret</p>,0,0,https://forum.example.org/t/some-topic/101/7,2024-03-04T09:15:00.000Z
P,-,Oui,secret,<p>secret</p>,0,0,https://forum.example.org/t/104/1,2024-03-04T10:15:00.000Z
"""
FILES = {
    "user_archive.csv": POSTS,
    "likes.csv": "id,post_id,topic_id,post_number,created_at,updated_at,deleted_at,deleted_by\n"
    "9,55,101,2,2024-03-04 09:10:00 UTC,,,\n10,56,101,3,2024-03-04 09:11:00 UTC,,2024-03-04 09:12:00 UTC,3\n",
    "visits.csv": "visited_at,posts_read,mobile,time_read\n2024-03-04,12,false,640\n",
    "auth_tokens.csv": "id,auth_token_hash,client_ip\n1,abc,192.0.2.1\n",
}


def test_the_archive_is_one_persons_whose_name_stands_on_it(tmp_path):
    told = acts(readings(ARCHIVE, tmp_path / NAME, FILES))
    assert set(told["actor"].to_list()) == {"anne-marie"}
    assert act(told, "101/1")["kind"] == "post"
    assert act(told, "101/7")["kind"] == "comment"
    assert act(told, "101/7")["thread_id"] == act(told, "like:9")["thread_id"] == "topic:101"
    assert act(told, "101/1")["channel"] == "Quality"
    assert act(told, "like:9")["parent_id"] == "55"
    assert act(told, "visit:anne-marie:2024-03-04")["kind"] == "login"


def test_what_is_not_known_to_be_public_is_private(tmp_path):
    told = acts(readings(ARCHIVE, tmp_path / NAME, FILES))
    aside = {one["event_id"]: one["aside"] for one in told.iter_rows(named=True) if one["aside"]}
    assert aside == {"104/1": "private", "like:10": "deleted"}
    assert "secret" not in str(told.to_dicts())


def test_older_archives_have_their_text_in_one_column(tmp_path):
    older = (
        "topic_title,categories,is_pm,post,like_count,url,created_at\n"
        "T,A,No,x,1,https://f.example/t/s/1/1,2024-03-04 08:00:00 UTC\n"
    )
    told = acts(readings(ARCHIVE, tmp_path / "stuff", {"user_archive.csv": older}))
    assert told.select("actor", "kind", "has_text").rows() == [("stuff", "post", True)]


def test_it_is_recognised_by_the_columns_of_its_posts(tmp_path):
    told = recognised(ARCHIVE, folder_of(tmp_path / "a", FILES))
    assert told is not None
    assert told.why == "user_archive.csv: topic_title, is_pm, url"
    assert recognised(ARCHIVE, folder_of(tmp_path / "b", {"visits.csv": FILES["visits.csv"]})) is None


def test_another_table_lacks_the_address_of_posts(tmp_path):
    with pytest.raises(ColumnMissing, match="url"):
        readings(ARCHIVE, tmp_path, {"a.csv": "x,y\n1,2\n"})


@given(content=damaged(POSTS.encode()))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_refused_never_a_traceback(tmp_path, content):
    survives(ARCHIVE, tmp_path / NAME, {**FILES, "user_archive.csv": content})
