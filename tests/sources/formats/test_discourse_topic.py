"""Topics of Discourse as JSON: posts by number, private topics, damaged files among good ones."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings

from rse_maturity.sources.formats.discourse_topic import DiscourseTopic
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.forum_exports import act, acts, damaged, parts, readings, refused, survives

TOPICS = DiscourseTopic()


def post(number: int, user: int | None, place: int, **more) -> dict:
    said = {"id": number, "user_id": user, "username": f"user{user}", "name": "", "cooked": "<p>secret</p>"}
    where = {"created_at": f"2024-03-04T08:{place:02}:00.000Z", "post_number": place, "post_type": 1}
    return {**said, **where, "reply_to_post_number": None, "actions_summary": [{"id": 2, "count": 4}], **more}


def topic(number: int, *posts: dict, **more) -> dict:
    stream = {"posts": list(posts), "stream": [one["id"] for one in posts]}
    return {"post_stream": stream, "id": number, "category_id": 7, "archetype": "regular", "tags": ["a", "b"], **more}


def test_posts_are_read_with_what_their_topic_says(tmp_path):
    files = {
        "101.json": topic(
            101, post(1, 3, 1), post(2, 4, 2, reply_to_post_number=1), post(3, 4, 3, deleted_at="2024-03-05")
        ),
        "102.json": topic(102, post(4, 3, 1), archetype="private_message"),
        "103.json": topic(103, post(5, 3, 1), post(6, -1, 2, post_type=3, action_code="closed.enabled"), tags=None),
    }
    told = acts(readings(TOPICS, tmp_path, files))
    assert told["kind"].to_list() == ["post", "comment", "comment", "post", "post", "comment"]
    assert told["aside"].to_list() == [None, None, "deleted", "private", None, "system"]
    assert act(told, "2")["parent_id"] == "1"
    assert (act(told, "1")["channel"], act(told, "1")["tags"]) == ("7", "a;b")
    assert act(told, "1")["thread_id"] == "topic:101"
    assert "secret" not in str(told.to_dicts())


def test_a_damaged_topic_is_refused_and_the_others_are_read(tmp_path):
    files = {"101.json": topic(101, post(1, 3, 1)), "102.json": json.dumps(topic(102, post(2, 3, 1)))[:-9]}
    found = readings(TOPICS, tmp_path, files)
    assert acts(found)["event_id"].to_list() == ["1"]
    assert refused(found) == [("102.json", 0, "unreadable_member")]


def test_every_piece_has_the_same_columns(tmp_path):
    files = {"101.json": topic(101, post(1, 3, 1)), "102.json": {"post_stream": {"posts": None}}, "103.json": "{"}
    found = readings(TOPICS, tmp_path, files)
    assert len({tuple(part.frame.collect_schema().items()) for part in parts(found[0])}) == 1


def test_values_of_another_type_are_nothing(tmp_path):
    odd = topic(101, post(1, 3, 1, username={"a": 1}, reply_to_post_number=[2]), tags={"a": 1})
    told = acts(readings(TOPICS, tmp_path, {"101.json": odd}))
    assert told.select("event_id", "actor", "tags").rows() == [("1", "3", None)]


def test_it_is_recognised_by_its_stream_of_posts(tmp_path):
    told = recognised(TOPICS, folder_of(tmp_path / "a", {"101.json": topic(101, post(1, 3, 1))}))
    assert told is not None
    assert told.why == "101.json: post_stream"
    assert recognised(TOPICS, folder_of(tmp_path / "b", {"101.json": {"posts": []}})) is None


@given(content=damaged(json.dumps(topic(101, post(1, 3, 1), post(2, 4, 2))).encode()))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_refused_never_a_traceback(tmp_path, content):
    survives(TOPICS, tmp_path, {"101.json": content, "102.json": topic(102, post(3, 3, 1))})
