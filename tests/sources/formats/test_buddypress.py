"""BuddyPress: the table of activity, with groups and users."""

from __future__ import annotations

from datetime import UTC, datetime

from rse_maturity.sources.formats.buddypress import BuddyPress
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.table_exports import acts_of, people_of

BUDDYPRESS = BuddyPress()
ACTIVITY = """id,user_id,component,type,action,content,item_id,secondary_item_id,date_recorded,is_spam
1,51,groups,activity_update,said,"words
on two lines",7,0,2024-03-04 08:15:00,0
2,52,activity,activity_comment,said,words,1,1,2024-03-04 09:02:10,0
3,51,activity,activity_comment,said,words,1,2,2024-03-04 09:05:00,0
4,53,groups,joined_group,said,,7,0,2024-03-04 10:00:00,0
5,53,members,new_avatar,said,,0,0,2024-03-04 10:01:00,0
6,53,activity,activity_update,buy,words,0,0,2024-03-04 10:02:00,1
7,53,members,last_activity,,,0,0,2024-03-04 11:00:00,0
8,53,shop,bought,,,0,0,2024-03-04 11:00:00,0
"""
GROUPS = """id,creator_id,name,slug,description,status,date_created
7,51,Makers,makers,,public,2023-01-01 00:00:00
"""
USERS = """ID,user_login,user_pass,user_nicename,user_email,user_registered,display_name
51,ann,hash,ann,ann@example.org,2021-01-11 08:00:00,Ann Lee
"""


def test_comments_answer_each_other_within_the_group_of_their_root(tmp_path):
    acts = acts_of(BUDDYPRESS, folder_of(tmp_path, {"a.csv": ACTIVITY, "g.csv": GROUPS}))
    assert [acts[str(number)]["kind"] for number in range(1, 9)] == [
        "post", "comment", "comment", "join", "other", "post", "login", "other",
    ]  # fmt: skip
    assert acts["3"]["parent_id"] == "2"
    assert acts["3"]["thread_id"] == "1"
    assert {acts[number]["channel"] for number in "1234"} == {"Makers"}
    assert (acts["5"]["aside"], acts["6"]["aside"]) == ("system", "deleted")


def test_times_are_utc_whatever_the_zone_in_force(tmp_path):
    acts = acts_of(BUDDYPRESS, folder_of(tmp_path, {"a.csv": ACTIVITY}), zone="Europe/Paris")
    assert acts["1"]["at"] == datetime(2024, 3, 4, 8, 15, tzinfo=UTC)
    assert acts["1"]["channel"] == "group 7"


def test_users_are_read_without_their_password(tmp_path):
    (person,) = people_of(BUDDYPRESS, folder_of(tmp_path, {"a.csv": ACTIVITY, "u.csv": USERS}))
    assert person == {
        "person_id": "51", "display_name": "Ann Lee", "email": "ann@example.org", "joined_at": person["joined_at"],
    }  # fmt: skip


def test_the_table_is_recognised_by_its_columns(tmp_path):
    assert recognised(BUDDYPRESS, folder_of(tmp_path / "a", {"x.csv": ACTIVITY})) is not None
    assert recognised(BUDDYPRESS, folder_of(tmp_path / "b", {"x.csv": GROUPS})) is None
