"""What an export can tell, and what it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.reporting import ReadTable

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


_FIELDS = {
    "event_id": ("event",), "parent": ("parent", "parent_actor", "thread"), "thread": ("thread",),
    "channel": ("channel",), "tags": ("tags",),
}  # fmt: skip
_OF_PEOPLE = {
    "department": "unit",
    "title": "title",
    "manager_id": "manager",
    "is_manager": "manager",
    "is_bot": "bots",
}
_IN_LISTS = {"directory", "joined_at", *_OF_PEOPLE.values()}  # lists of people tell these, acts the others
_STRENGTH: tuple[Presence, ...] = ("no", "inherited", "yes")


def told_by_table(events: pl.DataFrame, tables: Sequence[ReadTable]) -> list[dict[str, Presence]]:
    """Say of each table what it tells: what is found in it, and what its format tells even where it did not happen.

    A platform whose export would hold comments and holds none is one where nobody comments; a table that anybody made
    may lack a column of them. So only a format of a platform is believed beyond what is found.

    Parameters
    ----------
    events
        `source` (number of the table among those of events), `kind`, `precision`, and the ids of EVENTS.

    Returns
    -------
    For each table kind or field to `yes` or `inherited`; what is left out is not told.
    """
    counts = events.lazy().group_by("source", "kind", "precision").agg(pl.len()).collect(engine="streaming")
    fields = _filled(events)
    found: list[dict[str, Presence]] = []
    number = 0
    for table in tables:
        reading = table.read.reading
        told: dict[str, Presence] = {
            name: state
            for name, state in (reading.tells or {}).items()
            if state != "no" and (name in _IN_LISTS) == (reading.role != "events")
        }
        if reading.role == "events":
            told |= _kinds(counts.filter(pl.col("source") == number))
            row = fields.get(number, {})
            told |= dict.fromkeys((name for name, group in _FIELDS.items() if any(map(row.get, group))), "yes")
            number += 1
        elif reading.role == "directory":
            told["directory"] = "yes"
        told |= {capability: "yes" for name, capability in _OF_PEOPLE.items() if name in reading.fields}
        if "joined_at" in reading.fields:
            told["joined_at"] = "yes"
        found.append(dict(sorted(told.items())))
    return found


def capabilities_of(
    people: pl.DataFrame, tables: Sequence[Mapping[str, Presence]], *, fields: AbstractSet[str], directory: bool
) -> dict[str, Presence]:
    """Say of each kind and field whether the sources, taken together, tell it.

    Parameters
    ----------
    people
        PEOPLE.
    tables
        What each table tells, as `told_by_table` says.
    fields
        Fields that have a column in one of the sources, filled or not.
    directory
        Whether a directory of people was given.

    Returns
    -------
    Kind or field to `yes`, `inherited` (its time is that of what it answers) or `no`.
    """
    found: dict[str, Presence] = {}
    for name in (*_KINDS, "parent", "channel", "tags", "event_id"):
        found[name] = max((table.get(name, "no") for table in tables), key=_STRENGTH.index, default="no")
    for name, column in _PEOPLE.items():
        found[name] = _yes(told=people[column].null_count() < people.height)
    found["directory"] = _yes(told=directory)
    if directory:
        found["expected"] = "yes"
    found["joined_at"] = _yes(told="joined_at" in fields)
    found["left_at"] = _yes(told="left_at" in fields)
    return found


def _filled(events: pl.DataFrame) -> dict[int, dict[str, bool]]:
    """Say of each table, by number, which columns have a value anywhere."""
    names = sorted({name for group in _FIELDS.values() for name in group})
    first, last = events["source"].min(), events["source"].max()
    if isinstance(first, int) and first == last:
        return {first: {name: events[name].null_count() < events.height for name in names}}
    filled = events.lazy().group_by("source").agg(pl.col(name).is_not_null().any() for name in names)
    return {row.pop("source"): row for row in filled.collect(engine="streaming").iter_rows(named=True)}


def _kinds(counts: pl.DataFrame) -> dict[str, Presence]:
    """Say of each kind that is found whether its acts have a time of their own."""
    found: dict[str, Presence] = {}
    for kind in _KINDS:
        precisions = counts.filter(pl.col("kind") == kind)["precision"].to_list()
        if precisions:
            found[kind] = "inherited" if set(precisions) == {"inherited"} else "yes"
    return found


def _yes(*, told: bool) -> Presence:
    return "yes" if told else "no"
