"""Items of an Activity Streams 2.0 collection as rows: a value may be a link, an object, or a list of both.

No reader with a schema takes values of several types, so documents are parsed as they are and laid out here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROWS = {
    "record": pl.Int64(),
    "activity": pl.String(),
    "type": pl.String(),
    "actor": pl.String(),
    "display_name": pl.String(),
    "is_bot": pl.String(),
    "time": pl.String(),
    "object": pl.String(),
    "object_type": pl.String(),
    "in_reply_to": pl.String(),
    "thread_id": pl.String(),
    "channel": pl.String(),
    "tags": pl.String(),
    "private": pl.Boolean(),
    "has_text": pl.Boolean(),
    "ballot": pl.Boolean(),
}
"""Columns of `rows_of`: what each item says, in the words of the vocabulary; `ballot`: an answer to a question."""
_OBJECTS = ("Note", "Article", "Page", "Question", "Document", "Image", "Video", "Audio", "Event")
_MACHINES = ("Application", "Service")
_OPEN = ("as:Public", "Public", "https://www.w3.org/ns/activitystreams#Public")


def rows_of(items: Sequence[Any], *, first: int = 0) -> pl.DataFrame:
    """Lay out the items that are objects, one row each; `record` is the number of the item, counted from `first`."""
    rows = [_row(place, item) for place, item in enumerate(items, start=first) if isinstance(item, dict)]
    columns = dict(zip(ROWS, zip(*rows, strict=True), strict=True)) if rows else {}
    try:
        return pl.DataFrame(columns, schema=ROWS)
    except UnicodeEncodeError:  # half an emoji
        whole = {name: [_whole(value) for value in values] for name, values in columns.items()}
        return pl.DataFrame(whole, schema=ROWS)


def _row(place: int, item: Mapping[str, Any]) -> tuple[Any, ...]:
    kind = _type(item)
    thing = item if kind in _OBJECTS else _first(item.get("object"))
    told: Mapping[str, Any] = thing if isinstance(thing, dict) else {}
    actor = _first(item.get("actor") or told.get("attributedTo"))
    text = bool(told.get("content") or told.get("contentMap") or told.get("summary"))
    reply = _id(told.get("inReplyTo") or item.get("inReplyTo"))
    group = item.get("target") or item.get("audience") or told.get("target") or told.get("audience")
    return (
        place,
        None if thing is item else _text(item.get("id")),
        "Create" if thing is item else kind,
        _id(actor),
        _text(actor.get("name")) if isinstance(actor, dict) else None,
        "true" if isinstance(actor, dict) and _type(actor) in _MACHINES else None,
        _text(item.get("published") or told.get("published")),
        _id(thing),
        _type(told),
        reply,
        _id(told.get("context") or item.get("context") or told.get("conversation")),
        _name(group),
        _hashtags(told.get("tag"), item.get("tag")) if "tag" in told or "tag" in item else None,
        group is None and _is_private(item, told),
        text,
        reply is not None and not text and bool(told.get("name")),
    )


def _is_private(item: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """Tell what only named persons were sent: neither the public nor anybody's followers."""
    found = False
    for source in (item, told):
        for key in ("to", "cc"):
            for one in _several(source.get(key)):
                name = _id(one) or ""
                if name in _OPEN or name.rstrip("/").endswith("/followers"):
                    return False
                found = True
    return found


def _hashtags(*tags: Any) -> str | None:
    """Return what a thing is about; who is mentioned in it is no theme."""
    names: list[str] = []
    for several in tags:
        if several:
            for one in _several(several):
                name = one.get("name") if isinstance(one, dict) and _type(one) != "Mention" else None
                if isinstance(name, str) and name.strip():
                    names.append(name.strip().lstrip("#").replace(";", " "))
    return ";".join(names) or None


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def _type(value: Mapping[str, Any]) -> str | None:
    told = value.get("type", value.get("@type"))
    found = told if isinstance(told, str) else _text(_first(told))
    if not found or found.isalpha():
        return found or None
    return found.rsplit(":", 1)[-1].rsplit("#", 1)[-1]


def _id(value: Any) -> str | None:
    """Return the id of a link or of an object."""
    if isinstance(value, str) or value is None:
        return value or None
    one = _first(value)
    return _text(one.get("id", one.get("@id", one.get("href")))) if isinstance(one, dict) else _text(one)


def _name(value: Any) -> str | None:
    """Return what a place is called, its id where it has no name."""
    one = _first(value)
    return (_text(one.get("name")) if isinstance(one, dict) else None) or _id(one)


def _text(value: Any) -> str | None:
    return value or None if isinstance(value, str) else None


def _whole(value: Any) -> Any:
    return value.encode(errors="replace").decode() if isinstance(value, str) else value
