"""Discourse Data Explorer as JSON: cells as text or as numbers, rows of another width, other tables beside posts."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings

from rse_maturity.errors import ColumnMissing, SourceEmpty, SourceUnreadable
from rse_maturity.sources.formats.discourse_data_explorer import DiscourseDataExplorer
from tests.sources.formats.chat_exports import folder_of, recognised
from tests.sources.formats.forum_exports import act, acts, damaged, people, readings, refused, survives

EXPLORER = DiscourseDataExplorer()
COLUMNS = ("id", "created_at", "user_id", "topic_id", "post_number", "reply_to_post_number", "deleted_at")
ROWS = [
    ["1", "2024-03-04T08:15:00.000Z", "3", "5", "1", None, None],
    [2, "2024-03-04 09:00:00 UTC", 4, 5, 2, 1, None],
    ["3", "2024-03-04 10:00:00", "4", "5", "3", "", "2024-03-05 10:00:00"],
]


def result(columns=COLUMNS, rows=ROWS, **more) -> dict:
    about = {"success": True, "errors": [], "duration": 1.5, "result_count": len(rows), "params": {}}
    return {**about, "columns": list(columns), "default_limit": 1000, "rows": rows, **more}


def test_cells_are_read_as_text_or_as_numbers(tmp_path):
    told = acts(readings(EXPLORER, tmp_path, {"posts.dcqresult.json": result()}))
    assert told["kind"].to_list() == ["post", "comment", "comment"]
    assert told["parent_id"].to_list() == [None, "1", None]
    assert told["actor"].to_list() == ["3", "4", "4"]
    assert told["at"].dt.hour().to_list() == [8, 9, 10]
    assert told["aside"].to_list() == [None, None, "deleted"]


def test_likes_and_users_may_stand_beside_posts(tmp_path):
    likes = result(
        ("id", "post_id", "user_id", "post_action_type_id", "created_at"), [["9", "1", "4", "2", "2024-03-04 08:20:00"]]
    )
    users = result(("id", "username", "trust_level", "created_at"), [["3", "anne", "1", "2021-01-01 00:00:00"]])
    found = readings(EXPLORER, tmp_path, {"a.json": result(), "b.json": likes, "c.json": users})
    assert act(acts(found), "like:9")["parent_id"] == "1"
    assert people(found)["3"]["joined_at"] == dt.date(2021, 1, 1)


def test_rows_of_another_width_are_refused_and_counted(tmp_path):
    found = readings(EXPLORER, tmp_path, {"posts.json": result(rows=[*ROWS, ["4", "2024-03-04"], None, ["5"] * 9])})
    assert acts(found).height == 3
    assert refused(found) == [
        ("posts.json", 4, "too_few_fields"),
        ("posts.json", 5, "no_record"),
        ("posts.json", 6, "too_many_fields"),
    ]


def test_what_is_further_in_the_document_is_passed_over(tmp_path):
    more = {"relations": {"user": [{"id": 3, "username": "anne"}]}, "colrender": {"2": "user"}}
    assert acts(readings(EXPLORER, tmp_path, {"posts.json": result(**more)})).height == 3


def test_it_is_recognised_by_its_keys(tmp_path):
    told = recognised(EXPLORER, folder_of(tmp_path / "a", {"posts.json": result()}))
    assert told is not None
    assert told.why == "posts.json: columns, result_count, rows"
    assert recognised(EXPLORER, folder_of(tmp_path / "b", {"posts.json": {"rows": [], "columns": []}})) is None


@pytest.mark.parametrize(("rows", "cut"), [(1000, True), (10_000, True), (999, False), (0, False)])
def test_a_round_number_of_rows_is_said_to_be_cut_perhaps(tmp_path, rows, cut):
    told = recognised(EXPLORER, folder_of(tmp_path, {"posts.json": result(result_count=rows)}))
    assert told is not None
    assert (f"{rows} rows, perhaps cut" in told.why) is cut


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (result(("a", "b"), [["1", "2"]]), ColumnMissing),
        (result(rows=[]), SourceEmpty),
        ({"columns": None, "rows": None, "result_count": 0}, SourceUnreadable),
        (json.dumps(result())[:-20], SourceUnreadable),
        ("[" * 5000, SourceUnreadable),
    ],
)
def test_other_documents_are_told_apart(tmp_path, content, error):
    with pytest.raises(error):
        readings(EXPLORER, tmp_path, {"posts.json": content})


@given(content=damaged(json.dumps(result()).encode()))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_refused_never_a_traceback(tmp_path, content):
    survives(EXPLORER, tmp_path, {"posts.json": content})
