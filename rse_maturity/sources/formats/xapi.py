"""xAPI: statements of a learning record store, about posts, comments and likes among other things."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.mail_identities import addresses, person_ids
from rse_maturity.sources.pages import page, pages
from rse_maturity.sources.readings import acts_reading, as_acts
from rse_maturity.sources.records import Records, read_records
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Part, Reading
    from rse_maturity.sources.places import Listing, Member

_HEAD = 1 << 16
_SIGN = re.compile(rb'"verb"\s*:\s*\{[^{}]*"id"\s*:')
_TEXT = pl.String()
_NAMED = pl.Struct({"id": _TEXT})
_STATEMENT = {
    "id": _TEXT,
    "timestamp": _TEXT,
    "stored": _TEXT,
    "actor": pl.Struct(
        {
            "mbox": _TEXT,
            "mbox_sha1sum": _TEXT,
            "openid": _TEXT,
            "name": _TEXT,
            "account": pl.Struct({"homePage": _TEXT, "name": _TEXT}),
        }
    ),
    "verb": _NAMED,
    "object": pl.Struct({"id": _TEXT, "objectType": _TEXT}),
    "context": pl.Struct(
        {
            "team": pl.Struct({"name": _TEXT}),
            "contextActivities": pl.Struct({"parent": pl.List(_NAMED), "grouping": pl.List(_NAMED)}),
        }
    ),
}
_KINDS = {
    "created": "post", "authored": "post", "posted": "post", "asked": "post", "published": "post",
    "commented": "comment", "responded": "comment", "answered": "comment", "replied": "comment",
    "liked": "reaction", "voted-up": "reaction", "favorited": "reaction", "loved": "reaction", "voted-down": "reaction",
    "shared": "share", "attached": "upload", "uploaded": "upload", "viewed": "view", "read": "view", "watched": "view",
    "experienced": "view", "launched": "view", "accessed": "view", "joined": "join", "left": "leave",
    "logged-in": "login", "loggedin": "login", "followed": "follow", "mentioned": "mention", "voted": "poll vote",
    "invited": "invite", "updated": "edit", "edited": "edit", "deleted": "delete", "voided": "delete",
}  # fmt: skip
_MAKE = ("post", "upload")  # what they are about comes into being with them: others name it by its own id
_ABOUT = ("comment", "reaction", "share", "view")
_OWN = ("record", "event_id", "actor", "email", "display_name", "kind", "channel")
_KEYS = {"id": "event_id", "timestamp": "timestamp", "actor": "actor", "verb": "kind", "object": "parent_id",
           "context": "channel"}  # fmt: skip


class XApi:
    """Statements of the Experience API."""

    name = "xapi"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "reaction", "share", "upload", "view", "join", "login", "parent", "channel"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise statements by their verbs."""
        found = [member.name for member in listing.members if _is_statements(member)]
        return Evidence(f"{found[0]}: verb.id, actor, object") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read every file of statements."""
        members = [member for member in listing.members if _is_statements(member)]
        if not members:
            raise SourceUnreadable(path=listing.name, format=self.name, why="it holds no list of objects")
        return [
            acts_reading(
                partial(pages, members, partial(_page, context=context)),
                name="statements",
                format_name=self.name,
                why="verb.id, actor, object",
                keys=_KEYS,
            )
        ]


def _is_statements(member: Member) -> bool:
    head = member.head(_HEAD)
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    return start in (b"{", b"[") and _SIGN.search(head) is not None and b'"actor"' in head and b'"object"' in head


def _page(member: Member, context: Context) -> Part:
    """Read one file; what a later statement voids is deleted."""
    records = _records(member)
    frame = records.frame
    who = frame.select(_actor(frame)).to_series()
    times = read_times(
        frame.select(pl.coalesce("timestamp", "stored")).to_series(),
        settings=context.settings,
        path=member.name,
        zone=context.zone,
    )
    verb = pl.col("verb").struct.field("id").str.to_lowercase().str.extract(r"([^/#:]+)/?$")
    near = pl.col("context").struct.field("contextActivities").struct
    place = [near.field(name).list.get(0, null_on_oob=True).struct.field("id") for name in ("parent", "grouping")]
    frame = frame.select(
        statement="id",
        kind=verb.replace_strict(_KINDS, default="other", return_dtype=pl.String()),
        void=verb == "voided",
        about=pl.col("object").struct.field("id"),
        refers=pl.col("object").struct.field("objectType") == "StatementRef",
        channel=pl.coalesce(pl.col("context").struct.field("team").struct.field("name"), *place),
        display_name=pl.col("actor").struct.field("name"),
    ).hstack([person_ids(who).alias("actor"), addresses(who).alias("email")])
    frame = frame.with_columns(event_id=pl.when(pl.col("kind").is_in(_MAKE)).then(
        pl.coalesce("about", "statement")).otherwise("statement"))  # fmt: skip
    ids = frame.filter(pl.col("statement").is_not_null()).unique("statement", keep="first", maintain_order=True)
    ids = ids.select(about="statement", made="event_id")
    frame = frame.join(ids, on="about", how="left", maintain_order="left")
    voided = frame.filter("void")["about"].drop_nulls().unique()
    parent = pl.when(pl.col("refers").fill_null(value=False)).then(pl.coalesce("made", "about")).otherwise("about")
    acts = as_acts(
        frame.with_row_index("record").hstack(times),
        **{name: pl.col(name) for name in (*_OWN, "at", "has_time")},
        parent_id=pl.when(pl.col("kind").is_in(_ABOUT)).then(parent),
        aside=pl.when(pl.col("statement").is_in(voided.implode())).then(pl.lit("deleted")),
    )
    return page(acts, refused=records.refused, name=member.name)


def _records(member: Member) -> Records:
    within = member.head(_HEAD).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{"
    return read_records(member.content, _STATEMENT, path=member.name, under="statements" if within else "")


def _actor(frame: pl.DataFrame) -> pl.Expr:
    """Say who acts: by address, its digest, OpenID or account; an account by its name where all are of one site."""
    actor = pl.col("actor").struct
    account = actor.field("account").struct
    site, name = account.field("homePage"), account.field("name")
    if frame.select(site.drop_nulls().n_unique()).item() > 1:
        name = pl.concat_str(site, name, separator="#")
    return pl.coalesce(actor.field("mbox"), actor.field("mbox_sha1sum").str.to_lowercase(), actor.field("openid"), name)
