"""The list of users of Discourse: dates as acts, rows that moved to the left, values between two pairs of quotes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings

from rse_maturity.errors import ColumnMissing, SourceEmpty
from rse_maturity.sources.formats.discourse_data_explorer import DiscourseDataExplorer
from rse_maturity.sources.formats.discourse_posts import DiscoursePosts
from rse_maturity.sources.formats.discourse_user_list import DiscourseUserList
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.forum_exports import acts, damaged, people, readings, refused, survives

USERS = DiscourseUserList()
HEADER = (
    "id,name,username,email,title,created_at,last_seen_at,last_posted_at,last_emailed_at,trust_level,approved,"
    "suspended_at,suspended_till,silenced_till,active,admin,moderator,ip_address,staged,secondary_emails,"
    "topics_entered,posts_read_count,time_read,topic_count,post_count,likes_given,likes_received,location,website,"
    "views,Service (custom user field),Motto (custom user field),group_names"
)
ANNE = (
    '3,Anne A,anne,anne@example.org,"""Chief, North""",2021-01-11 08:00:00 UTC,2024-03-14 17:20:11 UTC,,,3,true,'
    ",,,true,false,true,192.0.2.10,false,,210,1800,90000,12,80,44,130,Nantes,,55,Production,Onwards,staff;workshop"
)
BOB = (
    "4,,bob,bob@example.org,,2023-01-09 08:00:00 UTC,,,,0,true,2024-03-10 08:00:00 UTC,3024-03-10 08:00:00 UTC,,true,"
    "false,false,192.0.2.11,false,,0,0,0,0,0,0,0,,,0"
)
SHORT = f"{BOB},Onwards,everybody"  # no service: the motto stands in its place
LIST = f"{HEADER}\n{ANNE}\n{SHORT}\n"


def listed(place, *rows):
    return readings(USERS, place, {"user-list.csv": "\n".join((HEADER, *rows)) + "\n"})


def test_when_people_came_and_were_last_seen_are_acts(tmp_path):
    told = acts(listed(tmp_path, ANNE, SHORT))
    assert told.select("actor", "kind").rows() == [("3", "join"), ("4", "join"), ("3", "login")]
    assert told["at"].to_list()[2] == dt.datetime(2024, 3, 14, 17, 20, 11, tzinfo=dt.UTC)


def test_people_are_read_and_their_internet_addresses_are_not(tmp_path):
    found = listed(tmp_path, ANNE, SHORT)
    anne, bob = (people(found)[person] for person in ("3", "4"))
    assert (anne["title"], anne["email"], anne["display_name"]) == ("Chief, North", "anne@example.org", "Anne A")
    assert (anne["joined_at"], anne["status"]) == (dt.date(2021, 1, 11), "active")
    assert (bob["display_name"], bob["status"]) == ("bob", "inactive")
    assert "192.0.2" not in f"{people(found)}{acts(found).to_dicts()}"


def test_a_custom_field_is_believed_only_where_the_row_is_whole(tmp_path):
    found = people(listed(tmp_path, ANNE, SHORT))
    assert (found["3"]["department"], found["4"]["department"]) == ("Production", None)


def test_rows_too_short_or_too_long_are_refused_with_their_line(tmp_path):
    found = listed(tmp_path, ANNE, "5,Carl,carl", f"{ANNE},more", "", BOB + ",group")
    assert sorted(people(found)) == ["3", "4"]
    assert refused(found) == [("user-list.csv", 3, "too_few_fields"), ("user-list.csv", 4, "too_many_fields")]


def test_a_list_without_anybody_is_empty(tmp_path):
    with pytest.raises(SourceEmpty):
        listed(tmp_path)


def test_another_table_lacks_the_name_of_the_user(tmp_path):
    with pytest.raises(ColumnMissing, match="username"):
        readings(USERS, tmp_path, {"a.csv": "x,y\n1,2\n"})


def test_it_is_recognised_by_its_counts(tmp_path):
    told = recognised(USERS, folder_of(tmp_path / "a", {"user-list.csv": LIST}))
    assert told is not None
    assert "likes_given" in told.why
    assert recognised(USERS, folder_of(tmp_path / "b", {"u.csv": "id,username,trust_level\n1,a,2\n"})) is None


@pytest.mark.parametrize(
    ("format_", "name", "posts"),
    [
        (
            DiscoursePosts(),
            "posts.csv",
            "id,user_id,topic_id,post_number,reply_to_post_number,created_at\n1,3,5,1,,2024-03-04 08:15:00\n",
        ),
        (
            DiscourseDataExplorer(),
            "posts.json",
            {
                "columns": ["id", "user_id", "topic_id", "post_number", "reply_to_post_number", "created_at"],
                "result_count": 1,
                "rows": [["1", "3", "5", "1", None, "2024-03-04 08:15:00"]],
            },
        ),
    ],
)
def test_beside_posts_it_tells_who_is_a_member(tmp_path, format_, name, posts):
    files = {"user-list.csv": LIST, name: posts}
    found = readings(format_, tmp_path, files)
    assert acts(found)["kind"].to_list() == ["post"]
    assert people(found)["3"]["department"] == "Production"
    assert recognised(USERS, tmp_path) is None
    assert recognised(format_, tmp_path) is not None


@given(content=damaged(LIST.encode()))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_refused_never_a_traceback(tmp_path, content):
    survives(USERS, tmp_path, {"user-list.csv": content})
