"""eXo and Meeds: pages of activities, tables of the database, the report of achievements, users."""

from __future__ import annotations

from datetime import UTC, datetime

from rse_maturity.sources.formats.exo_meeds import ExoMeeds
from tests.sources.formats.chat_exports import folder_of, parts_of, recognised, refusals_of
from tests.sources.formats.table_exports import acts_of, people_of, readings_of

EXO = ExoMeeds()
SPACE = {"type": "space", "id": "makers", "space": {"displayName": "Makers"}}


def who(name: str) -> dict:
    return {"id": "9", "remoteId": name, "providerId": "organization"}


def activity(number: str, name: str, **more) -> dict:
    told = {"id": number, "identity": who(name), "title": "secret words", "createDate": "2024-03-04T08:15:00.000Z"}
    return {**told, "type": "DEFAULT_ACTIVITY", "hidden": False, "activityStream": SPACE, **more}


def comment(number: str, name: str, **more) -> dict:
    return {"id": f"comment{number}", "identity": who(name), "createDate": "2024-03-04T10:00:00.000+01:00", **more}


ACTIVITIES = [
    activity("1", "ann", likes=[{"id": "4", "username": "bob"}], likesCount="1", comments=[
        comment("2", "bob", body="secret words", likes=[{"id": "3", "username": "ann"}]),
        comment("3", "ann", parentCommentId="comment2"),
    ]),
    activity("4", "bob", originalActivity={"id": "1"}, activityStream={"type": "user", "id": "bob"}),
    activity("5", "bob", type="USER_PROFILE_ACTIVITY"),
    activity("6", "bob", hidden=True),
]  # fmt: skip
TABLE = """ACTIVITY_ID,TITLE,TYPE,POSTED,POSTER_ID,OWNER_ID,HIDDEN,IS_COMMENT,PARENT_ID,PROVIDER_ID
1,words,DEFAULT_ACTIVITY,1709540100000,3,20,0,0,,space
2,words,DEFAULT_ACTIVITY,1709542930000,4,,0,1,1,
3,words,SPACE_ACTIVITY,1709542930000,4,20,0,0,,space
"""
LIKERS = "ACTIVITY_ID,LIKER_ID,CREATED_DATE\n1,4,2024-03-04 09:00:00\n"
IDENTITIES = "IDENTITY_ID,PROVIDER_ID,REMOTE_ID\n3,organization,ann\n4,organization,bob\n20,space,makers\n"
REPORT = """Date,Bénéficiaire,Type,Programme,Action,Points,Etat
2024-03-04T08:15:00.000Z,Ann Lee,AUTOMATIC,Partage,postActivityOnSpaceStream,20,ACCEPTED
2024-03-04T08:16:00.000Z,Bob Ray,AUTOMATIC,Partage,likeActivityComment,1,ACCEPTED
2024-03-04T08:17:00.000Z,Ann Lee,AUTOMATIC,Partage,receiveActivityLike,1,ACCEPTED
2024-03-04T08:18:00.000Z,Bob Ray,MANUAL,Partage,postActivityComment,5,REJECTED
2024-03-04T08:19:00.000Z,Bob Ray,AUTOMATIC,Accueil,userLogin,1,ACCEPTED
"""
USERS = """userName,firstName,lastName,password,email,groups,enabled,company,position
ann,Ann,Lee,hunter2,ann@example.org,*:/platform/users,true,Acme,Buyer
"""


def test_pages_tell_comments_shares_and_likes(tmp_path):
    acts = acts_of(EXO, folder_of(tmp_path, {"a.json": {"activities": ACTIVITIES, "offset": 0}}))
    assert {number: act["kind"] for number, act in acts.items()} == {
        "1": "post", "2": "comment", "3": "comment", "4": "share", "5": "post", "6": "post",
        "r:1:bob": "reaction", "r:2:ann": "reaction",
    }  # fmt: skip
    assert (acts["2"]["parent_id"], acts["2"]["thread_id"], acts["2"]["channel"]) == ("1", "1", "Makers")
    assert acts["3"]["parent_id"] == "2"
    assert acts["2"]["at"] == datetime(2024, 3, 4, 9, tzinfo=UTC)
    assert acts["4"]["parent_id"] == "1"
    assert "channel" not in acts["4"]
    assert (acts["5"]["aside"], acts["6"]["aside"]) == ("system", "deleted")


def test_likes_of_pages_have_the_time_of_what_they_are_about(tmp_path):
    (reading,) = readings_of(EXO, folder_of(tmp_path, {"a.json": {"activities": ACTIVITIES}}))
    frame = parts_of(reading)[0].frame.collect()
    likes = frame.filter(frame["kind"] == "reaction").sort("event_id")
    assert likes["inherited"].all()
    assert [at.hour for at in likes["at"]] == [8, 9]
    assert "secret" not in str(frame.to_dicts())


def test_a_damaged_page_among_others_is_refused_by_itself(tmp_path):
    folder = folder_of(tmp_path, {
        "a.json": {"activities": [activity("1", "ann"), 7]}, "b.json": b'{"activities": [{"createDate": "", "identity"',
    })  # fmt: skip
    assert sorted(refusals_of(EXO, folder)) == [("a.json", 2, "no_record"), ("b.json", 0, "unreadable_member")]


def test_tables_tell_names_and_spaces_by_their_identities(tmp_path):
    files = {"SOC_ACTIVITIES.csv": TABLE, "SOC_ACTIVITY_LIKERS.csv": LIKERS, "SOC_IDENTITIES.csv": IDENTITIES}
    acts = acts_of(EXO, folder_of(tmp_path, files))
    assert (acts["1"]["actor"], acts["1"]["channel"]) == ("ann", "makers")
    assert acts["1"]["at"] == datetime(2024, 3, 4, 8, 15, tzinfo=UTC)
    assert (acts["2"]["kind"], acts["2"]["parent_id"], acts["2"]["channel"]) == ("comment", "1", "makers")
    assert acts["3"]["aside"] == "system"
    assert (acts["r:1:4"]["kind"], acts["r:1:4"]["actor"]) == ("reaction", "bob")


def test_the_report_is_read_where_there_is_nothing_else(tmp_path):
    (reading,) = readings_of(EXO, folder_of(tmp_path / "a", {"report_Actions.csv": REPORT}))
    frame = reading.frame.collect()
    assert frame["kind"].to_list() == ["post", "reaction", "reaction", "comment", "login"]
    assert frame["aside"].to_list() == [None, None, "system", "deleted", None]
    beside = acts_of(EXO, folder_of(tmp_path / "b", {"report_Actions.csv": REPORT, "t.csv": TABLE}))
    assert set(beside) == {"1", "2", "3"}


def test_users_have_no_password(tmp_path):
    (person,) = people_of(EXO, folder_of(tmp_path, {"t.csv": TABLE, "users.csv": USERS}))
    assert person["person_id"] == "ann"
    assert (person["title"], person["organization"]) == ("Buyer", "Acme")
    assert "hunter2" not in person.values()


def test_each_kind_of_export_is_recognised(tmp_path):
    for name, content in {"a.json": {"activities": ACTIVITIES}, "t.csv": TABLE, "r.csv": REPORT}.items():
        assert recognised(EXO, folder_of(tmp_path / name, {name: content})) is not None
    assert recognised(EXO, folder_of(tmp_path / "u", {"users.csv": USERS})) is None
