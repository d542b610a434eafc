"""Canonical tables: what every source becomes, whatever platform it came from.

Facts carry no identity: people, channels and tags are dimensions, keyed by small integers. The words are those of
W3C Activity Streams 2.0 (`at` = published, `kind` = type, `parent` = inReplyTo, `thread` = context, `tags` = tag)
and, for people, of SCIM (RFC 7643).
"""

from __future__ import annotations

import polars as pl

CONTRIBUTIONS = ("post", "comment", "share", "upload")
PARTICIPATION = (*CONTRIBUTIONS, "reaction")
PRESENCE = ("view", "join", "login", "leave", "follow")
KINDS = (*PARTICIPATION, *PRESENCE, "mention", "vote", "invite", "edit", "delete", "other")
PRECISIONS = ("second", "day", "inherited")

KIND = pl.Enum(KINDS)
PRECISION = pl.Enum(PRECISIONS)

EVENTS: dict[str, pl.DataType] = {
    "event": pl.UInt64(),  # hash of the source's id; null where the source has none
    "at": pl.Datetime("us", "UTC"),
    "day": pl.Date(),  # in the organisation's zone
    "actor": pl.UInt32(),  # code in PEOPLE
    "kind": KIND,
    "channel": pl.UInt32(),  # code in CHANNELS; null outside any
    "thread": pl.UInt64(),  # hash of the root's id; null where unknown
    "parent": pl.UInt64(),  # hash of the answered event's id
    "parent_actor": pl.UInt32(),  # who was answered, where the source says so itself
    "tags": pl.UInt32(),  # code of a set of tags in TAGS
    "precision": PRECISION,
}

PEOPLE: dict[str, pl.DataType] = {
    "person": pl.UInt32(),  # code; its order follows behaviour (first act, volume), never the id
    "id": pl.String(),  # the source's own id; never leaves the program without --names
    "display_name": pl.String(),
    "email": pl.String(),
    "department": pl.String(),
    "title": pl.String(),
    "site": pl.String(),
    "unit": pl.String(),  # the field chosen with --unit
    "manager_id": pl.String(),
    "is_manager": pl.Boolean(),  # stated, or: somebody's manager_id; null where the source cannot tell
    "hired_at": pl.Date(),
    "joined_at": pl.Date(),  # a member of the network since
    "left_at": pl.Date(),
    "expected": pl.Boolean(),  # as stated, false for who is no longer active; null: see model.expectation
    "is_community_team": pl.Boolean(),
    "is_bot": pl.Boolean(),
    "is_guest": pl.Boolean(),
    "in_directory": pl.Boolean(),  # listed by a directory of people
    "listed": pl.Boolean(),  # listed by the export itself (a member, never an expectation)
}

CHANNELS: dict[str, pl.DataType] = {"channel": pl.UInt32(), "name": pl.String()}
TAGS: dict[str, pl.DataType] = {"tags": pl.UInt32(), "tag": pl.String()}  # one row per set and tag
REJECTED: dict[str, pl.DataType] = {
    "source": pl.String(),
    "line": pl.Int64(),
    "field": pl.String(),
    "reason": pl.String(),  # a key of i18n `reasons`
}
