"""xAPI: statements of a learning record store, about posts, comments and likes among other things."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.mail_identities import addresses, person_ids
from rse_maturity.sources.packed import Packed
from rse_maturity.sources.pages import page, pages
from rse_maturity.sources.readings import acts_reading, as_acts
from rse_maturity.sources.records import record_pieces
from rse_maturity.sources.written_times import read_times

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_LISTS = ("", "statements")
_NOTHING = pl.Series([], dtype=_TEXT)
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


def _page(member: Member, context: Context) -> Iterator[Part]:
    """Read one file; what its statements say of each other is known at its end, so that they wait until then."""
    told, refused = Packed(), []
    referred, voided, sites = [_NOTHING.hash()], [_NOTHING], [_NOTHING]
    for records in record_pieces(member, _STATEMENT, under=_LISTS):
        frame = _flat(records.placed())
        told.add(frame)
        refused.append(records.refused)
        referred.append(frame.filter("refers")["about"].hash())
        voided.append(frame.filter("void")["about"])
        sites.append(frame["site"].unique())
    several = pl.concat(sites).drop_nulls().n_unique() > 1
    gone = pl.concat(voided).drop_nulls().unique()
    made = _made(told, pl.concat(referred).unique())
    for frame, odd in zip(told, refused, strict=True):
        named = frame.with_columns(name=pl.concat_str("site", "name", separator="#")) if several else frame
        yield page(_acts(named, made, gone, context, member.name), refused=odd, name=member.name)


def _flat(statements: pl.DataFrame) -> pl.DataFrame:
    """Return what is kept of statements, flat."""
    actor, thing = pl.col("actor").struct, pl.col("object").struct
    account = actor.field("account").struct
    verb = pl.col("verb").struct.field("id").str.to_lowercase().str.extract(r"([^/#:]+)/?$")
    near = pl.col("context").struct.field("contextActivities").struct
    place = [near.field(key).list.get(0, null_on_oob=True).struct.field("id") for key in ("parent", "grouping")]
    return statements.select(
        "record",
        statement="id",
        time=pl.coalesce("timestamp", "stored"),
        kind=verb.replace_strict(_KINDS, default="other", return_dtype=pl.String()),
        void=(verb == "voided").fill_null(value=False),
        about=thing.field("id"),
        refers=(thing.field("objectType") == "StatementRef").fill_null(value=False),
        channel=pl.coalesce(pl.col("context").struct.field("team").struct.field("name"), *place),
        display_name=actor.field("name"),
        known_as=pl.coalesce(
            actor.field("mbox"), actor.field("mbox_sha1sum").str.to_lowercase(), actor.field("openid")
        ),
        site=account.field("homePage"),
        name=account.field("name"),
    ).with_columns(event_id=pl.when(pl.col("kind").is_in(_MAKE)).then(pl.coalesce("about", "statement"))
                   .otherwise("statement"))  # fmt: skip


def _made(told: Packed, referred: pl.Series) -> pl.DataFrame:
    """Return `about` and `made`: statements that others refer to, and what each brought into being.

    Parameters
    ----------
    referred
        Digests of the ids that are referred to.
    """
    found = [pl.DataFrame(schema={"about": _TEXT, "made": _TEXT})]
    if len(referred):
        wanted = pl.col("statement").hash().is_in(referred.implode())
        found += [frame.filter(wanted).select(about="statement", made="event_id") for frame in told]
    return pl.concat(found).drop_nulls("about").unique("about", keep="first", maintain_order=True)


def _acts(told: pl.DataFrame, made: pl.DataFrame, gone: pl.Series, context: Context, name: str) -> pl.DataFrame:
    """Lay out statements; what a later one voids is deleted. An account goes by its name where all are of one site."""
    who = told.select(pl.coalesce("known_as", "name")).to_series()
    times = read_times(told["time"], settings=context.settings, path=name, zone=context.zone)
    frame = told.join(made, on="about", how="left", maintain_order="left")
    frame = frame.hstack([person_ids(who).alias("actor"), addresses(who).alias("email"), *times])
    parent = pl.when("refers").then(pl.coalesce("made", "about")).otherwise("about")
    return as_acts(
        frame,
        **{column: pl.col(column) for column in (*_OWN, "at", "has_time")},
        parent_id=pl.when(pl.col("kind").is_in(_ABOUT)).then(parent),
        aside=pl.when(pl.col("statement").is_in(gone.implode())).then(pl.lit("deleted")),
    )
