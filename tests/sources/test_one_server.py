"""A bulk export and a compliance export of one Mattermost server: what both hold counts once."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.sources import load, write_canonical
from rse_maturity.sources.one_server import with_one_id

CASES = Path(__file__).parents[1] / "cases"
(BULK,) = (path for path in (CASES / "mattermost_bulk").iterdir() if path.name != "expected.toml")
(LOG,) = (path for path in (CASES / "mattermost_compliance").iterdir() if path.name != "expected.toml")
# Ann's post, Bob's comment and Cleo's joining are in both; in the bulk export a reaction and a post of the robot, in
# the log another post of the robot.
KINDS = {"post": 3, "comment": 1, "reaction": 1, "join": 1}


def kinds(dataset) -> dict[str, int]:
    return dict(dataset.events["kind"].cast(pl.String()).value_counts().iter_rows())


@pytest.mark.parametrize("sources", [[BULK, LOG], [LOG, BULK]])
def test_what_both_exports_hold_counts_once(sources):
    dataset = load(sources, settings=Settings())
    assert kinds(dataset) == KINDS
    assert sum(source.duplicates for source in dataset.sources if source.role == "events") == 3
    comment = dataset.events.filter(pl.col("kind") == "comment")
    assert comment["parent"].is_in(dataset.events["event"].implode()).all()


@pytest.mark.parametrize("turned", [False, True])
def test_one_export_appended_to_the_other_counts_once(turned, tmp_path):
    cleo = {"type": "user", "user": {"username": "cleo", "email": "cleo@example.org"}}
    bulk = tmp_path / "bulk.jsonl"
    version, *rest = BULK.read_text(encoding="utf-8").splitlines()
    bulk.write_text("\n".join([version, json.dumps(cleo), *rest]), encoding="utf-8")
    for source in [LOG, bulk] if turned else [bulk, LOG]:
        write_canonical([source], tmp_path / "data", settings=Settings(), append=True)
    assert kinds(load([tmp_path / "data"], settings=Settings())) == KINDS


def test_an_answer_in_the_log_finds_its_post_in_the_bulk_export(tmp_path):
    head, first, *_ = LOG.read_text(encoding="utf-8").splitlines()
    answer = first.replace("1709539200000", "1709625600000").replace(",p1,,,", ",p7,,p1,")
    later = tmp_path / "later.csv"
    later.write_text(f"{head}\n{first}\n{answer}\n", encoding="utf-8")
    comments = load([BULK, later], settings=Settings()).events.filter(pl.col("kind") == "comment")
    assert (comments.height, comments["parent"].n_unique()) == (2, 1)


def test_two_messages_of_one_instant_are_not_taken_for_each_other(tmp_path):
    lines = [json.loads(line) for line in BULK.read_text(encoding="utf-8").splitlines()]
    (post,) = (line for line in lines if line.get("post", {}).get("message", "").startswith("How"))
    twin = {"type": "post", "post": post["post"] | {"channel": "other", "replies": [], "reactions": []}}
    export = tmp_path / "bulk.jsonl"
    export.write_text("\n".join(json.dumps(line) for line in [*lines, twin]), encoding="utf-8")
    assert kinds(load([export, LOG], settings=Settings()))["post"] == 5  # cannot be told apart: all stay


def test_exports_of_other_platforms_keep_their_ids():
    events = pl.DataFrame({"event": [1, 2], "source": [0, 1]})
    assert with_one_id(events, ["mattermost_bulk", "slack_export"]) is events
    assert with_one_id(events, ["canonical", "slack_export"]) is events


def test_two_exports_of_the_same_days_without_a_message_in_common_are_warned_of(tmp_path):
    strangers = tmp_path / "strangers.csv"
    lines = LOG.read_text(encoding="utf-8").replace("@example.org,", "@old.example.org,").replace(",ann,p", ",ann.l,p")
    strangers.write_text(lines.replace(",bob,p", ",bob.r,p"), encoding="utf-8")
    assert load([BULK, strangers], settings=Settings()).warnings == ("mattermost_twice",)
    assert load([BULK, LOG], settings=Settings()).warnings == ()
    assert load([BULK], settings=Settings()).warnings == ()
    strangers.write_text(strangers.read_text(encoding="utf-8").replace("17095", "17195"), encoding="utf-8")
    assert load([BULK, strangers], settings=Settings()).warnings == ()
