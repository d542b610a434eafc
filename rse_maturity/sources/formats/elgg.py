"""Elgg: tables of its database (entities, river, annotations, relationships)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.sources.database_tables import (
    DatabaseTable,
    database_tables,
    joined_frame,
    members_with,
    table_reading,
    with_events,
)
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.instants import instant

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing

_ENTITY = ("guid", "type", "subtype", "owner_guid", "container_guid", "time_created")
_RIVER = ("id", "action_type", "subject_guid", "object_guid", "target_guid", "posted")
_ANNOTATION = ("id", "entity_guid", "name", "owner_guid", "time_created")
_RELATION = ("guid_one", "relationship", "guid_two", "time_created")
_METADATA = ("entity_guid", "name", "value")
_COMMENTS = ("comment", "discussion_reply")
_MESSAGES = ("messages", "message")
_NO_ACT = ("widget", "plugin", "admin_notice", "elgg_notification", "elgg_upgrade", "site_notification", "file_icon")
_VERBS = {"create": "post", "comment": "comment", "reply": "comment", "messageboard": "comment", "like": "reaction",
          "join": "join", "leave": "leave", "friend": "follow", "update": "edit", "delete": "delete"}  # fmt: skip
_ON_ENTITIES = ("create", "comment", "reply")  # what the entities tell better than the river
_OWNER_ALONE = "0"  # access_id of what nobody else sees


class Elgg:
    """An Elgg network as its database holds it."""

    name = "elgg"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "reaction", "upload", "join", "parent", "thread", "channel", "directory", "joined_at"),
        "yes",
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the river, or the entities, by their columns."""
        river = members_with(listing, ("action_type", "subject_guid", "object_guid"))
        entities = members_with(listing, ("guid", "subtype", "owner_guid", "container_guid"))
        if not river and not entities:
            return None
        return Evidence(f"{(river or entities)[0]}: {'subject_guid, object_guid' if river else 'guid, subtype'}")

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read what was published from the entities, or from the river where there are none; then joins and likes."""
        entities = database_tables(listing, _ENTITY, ("access_id", "enabled", "deleted"))
        rivers = database_tables(listing, _RIVER)
        relations = database_tables(listing, _RELATION)
        known = joined_frame(entities, _ENTITY, key="guid")
        names = _names(database_tables(listing, _METADATA, without=("owner_guid",)))
        groups = known.filter(pl.col("type") == "group").join(names, on="guid", how="left", maintain_order="left")
        groups = groups.select("guid", group=pl.coalesce("called", pl.lit("group ") + pl.col("guid")))
        answered = joined_frame(
            [table.only(pl.col("relationship") == "parent") for table in relations], _RELATION, key="guid_one"
        ).select(guid="guid_one", answered="guid_two")
        readings = [_published(table, known, groups, answered) for table in entities]
        readings += [_users(table, names, context) for table in entities]
        readings += [_river(table, groups, beside=bool(entities)) for table in rivers]
        readings += [_annotations(table) for table in database_tables(listing, _ANNOTATION, text="value")]
        if not rivers:
            readings += [_relations(table, groups) for table in relations]
        return with_events(readings, listing, format_name=self.name)


def _names(tables: list[DatabaseTable]) -> pl.DataFrame:
    """Return what the metadata say of entities: `guid`, `called`, `email`."""
    empty = pl.Schema(dict.fromkeys(_METADATA, pl.String())).to_frame()
    every = pl.concat([empty, *(table.frame.select(_METADATA) for table in tables)])

    def value(name: str) -> pl.Expr:
        return pl.col("value").filter(pl.col("name") == name).first()

    return every.group_by(guid="entity_guid", maintain_order=True).agg(called=value("name"), email=value("email"))


def _published(table: DatabaseTable, known: pl.DataFrame, groups: pl.DataFrame, answered: pl.DataFrame) -> Reading:
    """Read objects: what was posted or uploaded, and comments, which stand in what they answer."""
    table = table.only((pl.col("type") == "object") & pl.col("subtype").is_in(_NO_ACT).not_())
    frame = table.frame.join(answered, on="guid", how="left", maintain_order="left")
    comment = pl.col("subtype").is_in(_COMMENTS)
    private = (pl.col("subtype").is_in(_MESSAGES) | (pl.col("access_id") == _OWNER_ALONE)).fill_null(value=False)
    frame = frame.with_columns(parent=pl.when(comment).then("container_guid").otherwise("answered"))
    above = known.select(guid="guid", place="container_guid")
    frame = frame.join(above, left_on="parent", right_on="guid", how="left", maintain_order="left")
    frame = frame.with_columns(place=pl.when(comment).then("place").otherwise("container_guid"))
    frame = frame.join(groups, left_on="place", right_on="guid", how="left", maintain_order="left").select(
        at=instant(pl.col("time_created"), unit="s"),
        has_time=pl.col("time_created").is_not_null(),
        event_id="guid",
        actor=pl.when(private.not_()).then("owner_guid"),
        kind=pl.when(pl.col("parent").is_not_null()).then(pl.lit("comment"))
        .when(pl.col("subtype") == "file").then(pl.lit("upload")).otherwise(pl.lit("post")),
        parent_id="parent",
        channel="group",
        aside=pl.when(private)
        .then(pl.lit("private"))
        .when((pl.col("deleted") == "yes") | (pl.col("enabled") == "no")).then(pl.lit("deleted")),
    )  # fmt: skip
    fields = {"event_id": "guid", "actor": "owner_guid", "kind": "subtype", "parent_id": "container_guid",
              "timestamp": "time_created"}  # fmt: skip
    return table_reading(table, frame, format_name="elgg", fields=fields, evidence="guid, type, subtype")


def _users(table: DatabaseTable, names: pl.DataFrame, context: Context) -> Reading:
    table = table.only(pl.col("type") == "user", refused=False)
    frame = table.frame.join(names, on="guid", how="left", maintain_order="left").select(
        "email",
        person_id="guid",
        display_name="called",
        joined_at=instant(pl.col("time_created"), unit="s").dt.convert_time_zone(context.zone).dt.date(),
        status="enabled",
    )
    fields = {"person_id": "guid", "joined_at": "time_created", "status": "enabled"}
    evidence = "guid, type, subtype"
    return table_reading(table, frame, format_name="elgg", fields=fields, evidence=evidence, role="people")


def _river(table: DatabaseTable, groups: pl.DataFrame, *, beside: bool) -> Reading:
    """Read the river; beside the entities, only what these do not tell (joins, friends, boards)."""
    verb = pl.col("action_type")
    table = table.only(verb.is_in(_ON_ENTITIES).not_()) if beside else table
    kind = verb.replace_strict(_VERBS, default="other", return_dtype=pl.String())
    published = verb.is_in(_ON_ENTITIES)
    place = pl.when(kind == "join").then("object_guid").otherwise("target_guid")
    frame = table.frame.with_columns(place=place)
    frame = frame.join(groups, left_on="place", right_on="guid", how="left", maintain_order="left").select(
        at=instant(pl.col("posted"), unit="s"),
        has_time=pl.col("posted").is_not_null(),
        event_id=pl.when(published).then("object_guid").otherwise(pl.lit("river:") + pl.col("id")),
        actor="subject_guid",
        kind=kind,
        parent_id=pl.when(verb.is_in(("comment", "reply")) & (pl.col("target_guid") != "0")).then("target_guid"),
        parent_actor=pl.when(verb == "messageboard").then("object_guid"),
        channel=pl.coalesce("group", pl.when(kind == "join").then(pl.lit("group ") + pl.col("object_guid"))),
    )
    fields = {"event_id": "object_guid", "actor": "subject_guid", "kind": "action_type", "parent_id": "target_guid",
              "timestamp": "posted"}  # fmt: skip
    return table_reading(table, frame, format_name="elgg", fields=fields, evidence="subject_guid, object_guid")


def _annotations(table: DatabaseTable) -> Reading:
    """Read likes, and the comments of old releases."""
    table = table.only(pl.col("name").is_in(("likes", "generic_comment")))
    frame = table.frame.select(
        at=instant(pl.col("time_created"), unit="s"),
        has_time=pl.col("time_created").is_not_null(),
        event_id=pl.lit("annotation:") + pl.col("id"),
        actor="owner_guid",
        kind=pl.when(pl.col("name") == "likes").then(pl.lit("reaction")).otherwise(pl.lit("comment")),
        parent_id="entity_guid",
    )
    fields = {"event_id": "id", "actor": "owner_guid", "kind": "name", "parent_id": "entity_guid",
              "timestamp": "time_created"}  # fmt: skip
    return table_reading(table, frame, format_name="elgg", fields=fields, evidence="entity_guid, name")


def _relations(table: DatabaseTable, groups: pl.DataFrame) -> Reading:
    """Read memberships and friends from the relationships, where there is no river."""
    table = table.only(pl.col("relationship").is_in(("member", "friend")))
    joins = pl.col("relationship") == "member"
    frame = table.frame.join(groups, left_on="guid_two", right_on="guid", how="left", maintain_order="left").select(
        at=instant(pl.col("time_created"), unit="s"),
        has_time=pl.col("time_created").is_not_null(),
        event_id=pl.concat_str("relationship", "guid_one", "guid_two", separator=":"),
        actor="guid_one",
        kind=pl.when(joins).then(pl.lit("join")).otherwise(pl.lit("follow")),
        channel=pl.when(joins).then(pl.coalesce("group", pl.lit("group ") + pl.col("guid_two"))),
    )
    fields = {"actor": "guid_one", "kind": "relationship", "channel": "guid_two", "timestamp": "time_created"}
    return table_reading(table, frame, format_name="elgg", fields=fields, evidence="guid_one, relationship, guid_two")
