"""Google Chat as Takeout gives it: one folder a space or conversation, its messages and its members."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from rse_maturity.errors import SourceEmpty
from rse_maturity.sources.format import Evidence
from rse_maturity.sources.google_chat_messages import MESSAGE, google_chat_acts
from rse_maturity.sources.pages import page, pages
from rse_maturity.sources.readings import acts_reading, users_reading
from rse_maturity.sources.records import read_object, record_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Part, Reading
    from rse_maturity.sources.places import Listing, Member

_HEAD = 1 << 16
_PLACE = re.compile(r"(?:.*/)?Google Chat/(?:.*/)?messages\.json")
_KEYS = tuple(re.compile(rb'"%s"\s*:' % key) for key in (b"creator", b"created_date", b"topic_id"))
_PERSON = ("name", "email", "user_type")


class GoogleChatTakeout:
    """What one person sees of Google Chat, downloaded from takeout.google.com."""

    name = "google_chat_takeout"
    tells: Mapping[str, Presence] = {
        "post": "yes", "comment": "yes", "reaction": "inherited", "parent": "yes", "thread": "yes", "channel": "yes",
        "tags": "yes", "directory": "yes", "bots": "yes",
    }  # fmt: skip

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the folder Google Chat, or a file of messages by its keys."""
        files = _files(listing)
        placed = [file for file in files if _PLACE.fullmatch(file.name)]
        if placed:
            return Evidence(f"Google Chat, {len(placed)} × messages.json")
        candidates = files or (listing.members if len(listing.members) == 1 else ())
        if not candidates or not all(key.search(candidates[0].head(_HEAD)) for key in _KEYS):
            return None
        return Evidence("creator, created_date, topic_id")

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the messages space by space, and the members of the spaces."""
        files = _files(listing) or list(listing.members[:1])
        if not files:
            raise SourceEmpty(path=listing.name)
        infos = {
            _split(member)[0]: read_object(member.content, path=member.name)
            for member in listing.members
            if _split(member)[1] == "group_info.json"
        }
        owners = [
            read_object(member.content, path=member.name).get("user")
            for member in listing.members
            if _split(member)[1] == "user_info.json"
        ]
        acts = acts_reading(
            lambda: pages(files, partial(_piece, infos=infos, settings=context.settings)),
            name="messages",
            format_name=self.name,
            why="",
            keys={
                "message_id": "event_id", "created_date": "timestamp", "creator": "actor", "topic_id": "thread_id",
                "message_state": "kind", "reactions": "kind", "text": "tags", "group_info.json": "channel",
            },
        )  # fmt: skip
        people = _people([*infos.values()], owners)
        if people.is_empty():
            return [acts]
        keys = {"name": "display_name", "email": "email", "user_type": "is_bot"}
        return [acts, users_reading(people, name="members", format_name=self.name, why="", keys=keys)]


def _split(member: Member) -> tuple[str, str]:
    """Return folder and base name of a member."""
    folder, _, base = member.name.rpartition("/")
    return folder, base


def _files(listing: Listing) -> list[Member]:
    found = [member for member in listing.members if _split(member)[1] == "messages.json"]
    return sorted(found, key=lambda member: member.name)


def _piece(member: Member, *, infos: Mapping[str, Mapping[str, Any]], settings: Settings) -> Iterator[Part]:
    """Read the messages of one space."""
    folder = _split(member)[0]
    own = folder.rpartition("/")[2]  # `Space <id>` or `DM <id>`; conversations have no name
    for records in record_pieces(member, MESSAGE, under=["messages"]):
        acts = google_chat_acts(
            records.placed(),
            space=own.rpartition(" ")[2],
            channel=_text(infos.get(folder, {}), "name") or own or None,
            private=own.startswith("DM "),
            settings=settings,
        )
        yield page(acts, refused=records.refused, name=member.name)


def _people(infos: Sequence[Mapping[str, Any]], owners: Sequence[Any]) -> pl.DataFrame:
    """Return the members of every space, and whose Takeout it is, once each; by e-mail address, else by name."""
    lists = [info.get("members") for info in infos]
    listed = [person for people in lists if isinstance(people, list) for person in people]
    known = [[_text(one, key) for key in _PERSON] for one in (*listed, *owners) if isinstance(one, dict)]
    return (
        pl.DataFrame(known, schema=dict.fromkeys(_PERSON, pl.String()), orient="row")
        .select(
            person_id=pl.coalesce(pl.col("email").str.to_lowercase(), "name"),
            display_name="name",
            email="email",
            is_bot=(pl.col("user_type").str.to_lowercase() == "bot").cast(pl.String()),
        )
        .drop_nulls("person_id")
        .sort("person_id", "display_name", "is_bot", nulls_last=True)
        .unique("person_id", keep="first", maintain_order=True)
    )


def _text(known: Mapping[str, Any], key: str) -> str | None:
    value = known.get(key)
    return value if isinstance(value, str) and value.strip() else None
