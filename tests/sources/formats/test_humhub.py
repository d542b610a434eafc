"""HumHub: content, comments on comments, likes, memberships and users from dumps of its tables."""

from __future__ import annotations

from rse_maturity.sources.formats.humhub import HumHub
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.table_exports import acts_of, people_of

HUMHUB = HumHub()
POST, COMMENT = r"humhub\modules\post\models\Post", r"humhub\modules\comment\models\Comment"
CONTENT = f"""id,guid,object_model,object_id,visibility,state,contentcontainer_id,created_at,created_by
1,a,{POST},5,1,1,9,2024-03-04 08:00:00,3
2,b,humhub\\modules\\cfiles\\models\\File,5,1,1,9,2024-03-04 08:10:00,4
3,c,{POST},6,1,100,9,2024-03-04 08:20:00,3
4,d,humhub\\modules\\activity\\models\\Activity,7,1,1,9,2024-03-04 08:30:00,3
"""
COMMENTS = f"""id,message,object_model,object_id,created_at,created_by
5,words,{POST},5,2024-03-04 09:00:00,4
6,words,{COMMENT},5,2024-03-04 09:30:00,3
7,words,{POST},99,2024-03-04 09:40:00,4
"""
LIKES = f"""id,target_user_id,object_model,object_id,created_at,created_by
5,4,{COMMENT},6,2024-03-04 10:00:00,4
"""
MEMBERS = """id,space_id,user_id,status,created_at
1,2,3,3,2024-03-01 08:00:00
2,2,4,1,2024-03-01 09:00:00
"""
SPACES = """id,guid,name,contentcontainer_id
2,s,Workshop,9
"""
POSTS = """id,message,url,created_at,created_by
5,words,,2024-03-04 08:00:00,3
"""
USERS = """ID,Guid,Status,Username,Email,Language,Created At,First name,Last name,Title
3,g,1,ann,Ann@example.org,fr,2/3/24 8:00,Ann,Lee,Buyer
"""
EVERY = {
    "content.csv": CONTENT, "comment.csv": COMMENTS, "like.csv": LIKES, "space_membership.csv": MEMBERS,
    "space.csv": SPACES, "post.csv": POSTS, "humhub_user.csv": USERS,
}  # fmt: skip


def test_what_is_published_is_told_once_with_its_space(tmp_path):
    acts = acts_of(HUMHUB, folder_of(tmp_path, EVERY))
    assert len(acts) == 4 + 3 + 1 + 2
    assert acts[f"{POST}:5"]["kind"] == "post"
    assert acts[f"{POST}:5"]["actor"] == "3"
    assert acts[f"{POST}:5"]["channel"] == "Workshop"
    assert acts[r"humhub\modules\cfiles\models\File:5"]["kind"] == "upload"
    assert acts[f"{POST}:6"]["aside"] == "deleted"
    assert acts[r"humhub\modules\activity\models\Activity:7"]["aside"] == "system"


def test_comments_on_comments_keep_their_thread(tmp_path):
    acts = acts_of(HUMHUB, folder_of(tmp_path, EVERY))
    nested = acts[f"{COMMENT}:6"]
    assert nested["parent_id"] == f"{COMMENT}:5"
    assert nested["thread_id"] == f"{POST}:5"
    assert nested["channel"] == "Workshop"
    outside = acts[f"{COMMENT}:7"]
    assert outside["parent_id"] == f"{POST}:99"
    assert "channel" not in outside
    like = acts["like:5"]
    assert (like["kind"], like["parent_id"], like["parent_actor"]) == ("reaction", f"{COMMENT}:6", "4")
    assert like["thread_id"] == f"{POST}:5"


def test_members_join_and_the_invited_do_not_yet(tmp_path):
    acts = acts_of(HUMHUB, folder_of(tmp_path, EVERY))
    assert acts["member:2:3"] == {
        "at": acts["member:2:3"]["at"], "actor": "3", "kind": "join", "channel": "Workshop",
    }  # fmt: skip
    assert acts["member:2:4"]["aside"] == "system"


def test_posts_stand_in_where_there_is_no_table_of_content(tmp_path):
    files = {name: EVERY[name] for name in ("post.csv", "comment.csv")}
    acts = acts_of(HUMHUB, folder_of(tmp_path, files))
    assert acts[f"{POST}:5"]["kind"] == "post"
    assert acts[f"{COMMENT}:5"]["parent_id"] == f"{POST}:5"


def test_users_are_dated_day_first_with_two_digits(tmp_path):
    (person,) = people_of(HUMHUB, folder_of(tmp_path, EVERY))
    assert person["person_id"] == "3"
    assert person["display_name"] == "Ann Lee"
    assert person["joined_at"].isoformat() == "2024-03-02"
    assert person["title"] == "Buyer"


def test_doubled_backslashes_of_a_dump_name_the_same_object(tmp_path):
    files = {"content.csv": CONTENT, "comment.csv": COMMENTS.replace("\\", "\\\\")}
    acts = acts_of(HUMHUB, folder_of(tmp_path, files))
    assert acts[f"{COMMENT}:6"]["thread_id"] == f"{POST}:5"


def test_tables_are_recognised_by_their_columns(tmp_path):
    assert recognised(HUMHUB, folder_of(tmp_path / "a", {"x.csv": COMMENTS})) is not None
    assert recognised(HUMHUB, folder_of(tmp_path / "b", {"x.csv": USERS})) is None
