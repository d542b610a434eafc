"""What an export can tell, and what it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from rse_maturity.model.dataset import Presence

_KINDS = ("post", "comment", "reaction", "share", "upload", "view", "join", "login")
_PEOPLE = {
    "unit": "unit",
    "title": "title",
    "manager": "is_manager",
    "team": "is_community_team",
    "expected": "expected",
}
MADE_UNMEASURABLE = {
    "event_id": "parent", "kind": "reaction", "parent_id": "parent", "parent_actor": "parent", "channel": "channel",
    "thread_id": "parent", "tags": "tags", "department": "unit", "title": "title", "manager_id": "manager",
    "is_manager": "manager", "joined_at": "joined_at", "left_at": "left_at", "is_community_team": "team",
}  # fmt: skip


def capabilities_of(
    events: pl.DataFrame, people: pl.DataFrame, *, fields: AbstractSet[str], directory: bool
) -> dict[str, Presence]:
    """Say of each kind and field whether the sources tell it.

    Parameters
    ----------
    events, people
        EVENTS and PEOPLE.
    fields
        Fields that have a column in one of the sources, filled or not.
    directory
        Whether a directory of people was given.

    Returns
    -------
    Kind or field to `yes`, `inherited` (its time is that of what it answers) or `no`.
    """
    counts = events.lazy().group_by("kind", "precision").agg(pl.len()).collect(engine="streaming")
    found: dict[str, Presence] = {}
    for kind in _KINDS:
        precisions = counts.filter(pl.col("kind") == kind)["precision"].to_list()
        found[kind] = "no" if not precisions else "inherited" if set(precisions) == {"inherited"} else "yes"
    filled = {
        name: events[name].null_count() < events.height
        for name in ("event", "parent", "parent_actor", "thread", "channel", "tags")
    }
    found["parent"] = _yes(told=filled["parent"] or filled["parent_actor"] or filled["thread"])
    found["channel"] = _yes(told=filled["channel"])
    found["tags"] = _yes(told=filled["tags"])
    found["event_id"] = _yes(told=filled["event"])
    for name, column in _PEOPLE.items():
        found[name] = _yes(told=people[column].null_count() < people.height)
    found["directory"] = _yes(told=directory)
    found["joined_at"] = _yes(told="joined_at" in fields)
    found["left_at"] = _yes(told="left_at" in fields)
    return found


def _yes(*, told: bool) -> Presence:
    return "yes" if told else "no"
