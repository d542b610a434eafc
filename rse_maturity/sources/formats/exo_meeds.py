"""eXo Platform and Meeds: activities as the REST service gives them, as the database holds them, or as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.sources.database_tables import (
    DatabaseTable,
    database_tables,
    joined_frame,
    members_with,
    raw_tables,
    table_reading,
    with_events,
    with_times,
)
from rse_maturity.sources.exo_activities import activities_reading, is_activities
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.instants import instant
from rse_maturity.sources.people_table import people_reading

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing

_ACTIVITY = ("activity_id", "posted", "poster_id", "is_comment", "parent_id")
_MORE = ("owner_id", "provider_id", "type", "hidden")
_LIKER = ("activity_id", "liker_id")
_IDENTITY = ("identity_id", "provider_id", "remote_id")
_USER = ("username", "firstname", "lastname", "groups")
_REPORTS = {
    "en": ("date", "contributor", "action", "points", "status"),
    "fr": ("date", "bénéficiaire", "action", "points", "etat"),
}
_YES = ("1", "true", "t", "y")
_NOTICES = ("space_activity", "exosocial:spaces", "user_profile_activity", "user_activities_for_relationship")
_DONE = ("reaction", "comment", "share", "upload", "join", "login", "post")
_WORDS = {  # of actions that earn points, in the order in which they are looked for
    "reaction": r"like|kudos|j.aime|aimer|react|réag",
    "comment": r"comment|repl(?:y|ied)|répon",
    "share": r"share|partag",
    "upload": r"upload|document|attach|téléverse",
    "join": r"join|rejoin|adh[ée]",
    "login": r"login|log in|connexion|connect",
    "post": r"post|publi|create|cré",
}


class ExoMeeds:
    """Activity of an eXo or Meeds network."""

    name = "exo_meeds"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        (
            "post", "comment", "reaction", "share", "join", "login", "parent", "channel", "directory", "title",
        ),
        "yes",
    )  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise activities of the REST service, the table SOC_ACTIVITIES, or the report of achievements."""
        rest = [member.name for member in listing.members if is_activities(member)]
        tables = members_with(listing, _ACTIVITY)
        reports = [name for columns in _REPORTS.values() for name in members_with(listing, columns)]
        told = [
            *[f"{name}: activityStream, createDate" for name in rest[:1]],
            *[f"{name}: ACTIVITY_ID, IS_COMMENT, PARENT_ID" for name in tables[:1]],
            *[f"{name}: Action, Points" for name in reports[:1]],
        ]
        return Evidence("; ".join(told)) if told else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read activities and users; the report only where there is nothing else: it tells the same acts again."""
        found = [member for member in listing.members if is_activities(member)]
        readings = [activities_reading(found, context, format_name=self.name)] if found else []
        who = joined_frame(database_tables(listing, _IDENTITY), _IDENTITY, key="identity_id")
        who = who.select("identity_id", "remote_id", kind="provider_id")
        tables = database_tables(listing, _ACTIVITY, _MORE, text="title")
        readings += [_activities(table, who) for table in tables]
        likes = database_tables(listing, _LIKER, ("created_date",))
        readings += [_likes(table, who, context) for table in likes]
        if not readings:
            for columns in _REPORTS.values():
                readings += [_report(table, columns, context) for table in database_tables(listing, columns)]
        for table in raw_tables(listing, _USER):
            have = {column.lower(): column for column in reversed(table.columns)}
            columns_of = {
                "person_id": have["username"],
                "title": have.get("position", ""),
                "organization": have.get("company", ""),
                "status": have.get("enabled", ""),
            }
            people = people_reading(table, context, format_name=self.name, role="people", columns=columns_of)
            readings += [people] if people is not None else []
        return with_events(readings, listing, format_name=self.name)


def _named(frame: pl.DataFrame, who: pl.DataFrame, column: str, *, prefix: str) -> pl.DataFrame:
    """Add what an identity is called and what kind it is, as `<prefix>_name` and `<prefix>_kind`."""
    names = who.select(
        "identity_id", pl.col("remote_id").alias(f"{prefix}_name"), pl.col("kind").alias(f"{prefix}_kind")
    )
    return frame.join(names, left_on=column, right_on="identity_id", how="left", maintain_order="left")


def _activities(table: DatabaseTable, who: pl.DataFrame) -> Reading:
    """Read the table of activities; a comment stands in the space of what it answers."""
    roots = table.frame.select(above="activity_id", above_owner="owner_id", above_provider="provider_id").unique(
        "above"
    )
    frame = table.frame.join(roots, left_on="parent_id", right_on="above", how="left", maintain_order="left")
    comment = pl.col("is_comment").str.to_lowercase().is_in(_YES).fill_null(value=False)
    frame = frame.with_columns(
        owner=pl.when(comment).then("above_owner").otherwise("owner_id"),
        stream=pl.when(comment).then("above_provider").otherwise("provider_id"),
    )
    frame = _named(_named(frame, who, "poster_id", prefix="poster"), who, "owner", prefix="owner")
    space = (pl.col("owner_kind") == "space") | (pl.col("owner_kind").is_null() & (pl.col("stream") == "space"))
    frame = frame.select(
        "has_text",
        at=instant(pl.col("posted"), unit="ms"),
        has_time=pl.col("posted").is_not_null(),
        event_id="activity_id",
        actor=pl.coalesce("poster_name", "poster_id"),
        kind=pl.when(comment).then(pl.lit("comment")).otherwise(pl.lit("post")),
        parent_id=pl.when(comment).then("parent_id"),
        channel=pl.when(space).then(pl.coalesce("owner_name", pl.lit("space ") + pl.col("owner"))),
        aside=pl.when(pl.col("type").str.to_lowercase().is_in(_NOTICES)).then(pl.lit("system"))
        .when(pl.col("hidden").str.to_lowercase().is_in(_YES)).then(pl.lit("deleted")),
    )  # fmt: skip
    fields = {"event_id": "activity_id", "timestamp": "posted", "actor": "poster_id", "kind": "is_comment",
              "parent_id": "parent_id", "channel": "owner_id"}  # fmt: skip
    evidence = "ACTIVITY_ID, IS_COMMENT, PARENT_ID"
    return table_reading(table, frame, format_name="exo_meeds", fields=fields, evidence=evidence)


def _likes(table: DatabaseTable, who: pl.DataFrame, context: Context) -> Reading:
    frame = _named(with_times(table, "created_date", context), who, "liker_id", prefix="liker").select(
        "at",
        "by_day",
        "has_time",
        event_id=pl.concat_str(pl.lit("r"), "activity_id", "liker_id", separator=":"),
        actor=pl.coalesce("liker_name", "liker_id"),
        kind=pl.lit("reaction"),
        parent_id="activity_id",
    )
    fields = {"parent_id": "activity_id", "actor": "liker_id", "timestamp": "created_date"}
    return table_reading(table, frame, format_name="exo_meeds", fields=fields, evidence="ACTIVITY_ID, LIKER_ID")


def _report(table: DatabaseTable, columns: tuple[str, ...], context: Context) -> Reading:
    """Read the report of achievements: points for what somebody else did, or that were refused, are left aside."""
    _, who, action, _, status = columns
    done = pl.col(action).str.to_lowercase()
    kind = pl.coalesce(pl.when(done.str.contains(_WORDS[name])).then(pl.lit(name)) for name in _DONE)
    frame = with_times(table, columns[0], context).select(
        "at", "by_day", "has_time",
        actor=who,
        kind=kind.fill_null("other"),
        aside=pl.when(done.str.contains(r"receiv|re[çc]oi|reçu")).then(pl.lit("system"))
        .when(pl.col(status).str.to_lowercase().str.contains("reject|cancel|delet|refus|annul|rejet"))
        .then(pl.lit("deleted")),
    )  # fmt: skip
    fields = {"timestamp": columns[0], "actor": who, "kind": action}
    return table_reading(table, frame, format_name="exo_meeds", fields=fields, evidence="Date, Action, Points")
