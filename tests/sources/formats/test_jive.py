"""Jive: messages whose quotes may be escaped, with users and places."""

from __future__ import annotations

from rse_maturity.sources.formats.jive import Jive
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.table_exports import acts_of, people_of, readings_of

JIVE = Jive()
MESSAGES = r"""messageid,parentmessageid,threadid,containerid,userid,subject,body,creationdate
900,,9000,2023,51,"A \"quoted\" word","<body>one
two, with a comma \\</body>",2024-03-04 08:15:00
901,900,9000,2023,52,Re,<body>words</body>,2024-03-04 09:02:10
902,NULL,9001,7,51,Next,<body>words</body>,2024-03-05 09:02:10
"""
USERS = """userid,username,firstname,lastname,email,creationdate,lastloggedin,userenabled
51,ann,Ann,Lee,ann@example.org,2021-01-11 08:00:00,2024-03-14 17:20:11,1
52,bob,Bob,Ray,bob@example.org,2021-01-12 08:00:00,2024-03-14 17:20:11,0
"""
FILES = {
    "messages.csv": MESSAGES, "users.csv": USERS, "communities.csv": "communityid,name\n2023,Workshop\n",
    "groups.csv": "groupid,name\n7,Makers\n", "group_members.csv": "userid,groupid\n51,7\n",
}  # fmt: skip


def test_escaped_quotes_and_lines_within_a_body_do_not_break_a_row(tmp_path):
    acts = acts_of(JIVE, folder_of(tmp_path, FILES))
    assert {number: act["kind"] for number, act in acts.items()} == {"900": "post", "901": "comment", "902": "post"}
    assert acts["901"]["parent_id"] == "900"
    assert acts["900"]["thread_id"] == acts["901"]["thread_id"]
    assert (acts["900"]["channel"], acts["902"]["channel"]) == ("Workshop", "Makers")


def test_nothing_of_what_was_written_is_kept(tmp_path):
    frame = readings_of(JIVE, folder_of(tmp_path, FILES))[0].frame.collect()
    assert "quoted" not in str(frame.to_dicts())
    assert frame["has_text"].all()


def test_users_who_left_are_not_active(tmp_path):
    people = people_of(JIVE, folder_of(tmp_path, FILES))
    assert [(person["person_id"], person["display_name"], person["status"]) for person in people] == [
        ("51", "Ann Lee", "1"), ("52", "Bob Ray", "0"),
    ]  # fmt: skip


def test_short_rows_are_refused_with_their_line(tmp_path):
    broken = MESSAGES.replace("901,900,9000,2023,52,Re,<body>words</body>,2024-03-04 09:02:10", "901,900")
    (reading,) = readings_of(JIVE, folder_of(tmp_path, {"messages.csv": broken}))
    assert reading.refused["reason"].to_list() == ["too_few_fields"]
    assert reading.frame.collect()["event_id"].to_list() == ["900", "902"]


def test_messages_are_recognised_by_their_columns(tmp_path):
    assert recognised(JIVE, folder_of(tmp_path / "a", FILES)) is not None
    assert recognised(JIVE, folder_of(tmp_path / "b", {"users.csv": USERS})) is None
