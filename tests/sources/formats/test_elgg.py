"""Elgg: entities, river, annotations and relationships from dumps of its tables."""

from __future__ import annotations

from rse_maturity.sources.formats.elgg import Elgg
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.table_exports import acts_of, people_of

ELGG = Elgg()
ENTITIES = """guid;type;subtype;owner_guid;container_guid;access_id;time_created;enabled;deleted
1;user;user;0;0;2;1700000000;yes;no
2;user;user;0;0;2;1700000100;no;no
7;group;group;1;1;2;1700000200;yes;no
20;object;blog;1;7;2;1700001000;yes;no
21;object;comment;2;20;2;1700002000;yes;no
22;object;file;2;7;2;1700003000;yes;no
23;object;messages;1;1;0;1700004000;yes;no
24;object;thewire;1;1;2;1700005000;yes;yes
25;object;thewire;2;2;2;1700006000;yes;no
26;object;widget;2;2;2;1700006500;yes;no
"""
RIVER = """id,action_type,view,subject_guid,object_guid,target_guid,annotation_id,posted
1,create,v,1,20,0,0,1700001000
2,comment,v,2,21,20,0,1700002000
3,join,v,2,7,0,0,1700007000
4,friend,v,2,1,0,0,1700008000
5,messageboard,v,2,1,0,3,1700009000
6,tag,v,2,1,0,3,1700009500
"""
ANNOTATIONS = """id,entity_guid,name,value,value_type,owner_guid,access_id,time_created
1,20,likes,likes,text,2,2,1700001500
2,20,blog_revision,words,text,1,2,1700001600
"""
RELATIONS = """id,guid_one,relationship,guid_two,time_created
1,25,parent,24,1700006000
2,2,member,7,1700007000
3,2,friend,1,1700008000
"""
METADATA = """id,entity_guid,name,value,value_type,time_created
1,7,name,Makers,text,1700000200
2,1,name,Ann Lee,text,1700000000
3,1,email,ann@example.org,text,1700000000
"""


def test_entities_tell_posts_and_the_river_the_rest(tmp_path):
    files = {
        "e.csv": ENTITIES, "r.csv": RIVER, "a.csv": ANNOTATIONS, "rel.csv": RELATIONS, "m.csv": METADATA,
    }  # fmt: skip
    acts = acts_of(ELGG, folder_of(tmp_path, files))
    kinds = {number: act["kind"] for number, act in acts.items()}
    assert kinds == {
        "20": "post", "21": "comment", "22": "upload", "23": "post", "24": "post", "25": "comment",
        "river:3": "join", "river:4": "follow", "river:5": "comment", "river:6": "other", "annotation:1": "reaction",
    }  # fmt: skip
    assert acts["20"]["channel"] == "Makers"
    assert (acts["21"]["parent_id"], acts["21"]["channel"]) == ("20", "Makers")
    assert acts["25"]["parent_id"] == "24"
    assert acts["24"]["aside"] == "deleted"
    assert acts["annotation:1"]["parent_id"] == "20"
    assert acts["river:5"]["parent_actor"] == "1"
    assert acts["river:3"]["channel"] == "Makers"


def test_private_messages_lose_their_names(tmp_path):
    acts = acts_of(ELGG, folder_of(tmp_path, {"e.csv": ENTITIES}))
    assert acts["23"]["aside"] == "private"
    assert "actor" not in acts["23"]


def test_the_river_alone_tells_posts_and_comments(tmp_path):
    acts = acts_of(ELGG, folder_of(tmp_path, {"r.csv": RIVER}))
    assert acts["20"]["kind"] == "post"
    assert (acts["21"]["kind"], acts["21"]["parent_id"]) == ("comment", "20")
    assert acts["river:3"]["channel"] == "group 7"


def test_relationships_tell_joins_where_there_is_no_river(tmp_path):
    acts = acts_of(ELGG, folder_of(tmp_path, {"e.csv": ENTITIES, "rel.csv": RELATIONS}))
    assert (acts["member:2:7"]["kind"], acts["member:2:7"]["actor"]) == ("join", "2")
    assert acts["friend:2:1"]["kind"] == "follow"


def test_users_have_names_from_the_metadata(tmp_path):
    ann, other = people_of(ELGG, folder_of(tmp_path, {"e.csv": ENTITIES, "m.csv": METADATA}))
    assert (ann["display_name"], ann["email"], ann["joined_at"].isoformat()) == (
        "Ann Lee", "ann@example.org", "2023-11-14",
    )  # fmt: skip
    assert other == {"person_id": "2", "joined_at": other["joined_at"], "status": "no"}


def test_tables_are_recognised_by_their_columns(tmp_path):
    assert recognised(ELGG, folder_of(tmp_path / "a", {"x.csv": RIVER})) is not None
    assert recognised(ELGG, folder_of(tmp_path / "b", {"x.csv": ENTITIES})) is not None
    assert recognised(ELGG, folder_of(tmp_path / "c", {"x.csv": ANNOTATIONS})) is None
