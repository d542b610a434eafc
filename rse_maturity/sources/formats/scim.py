"""Users in SCIM 2.0 (RFC 7643): what an identity provider returns for `/Users`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, ClassVar

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.model.dataset import ColumnReading
from rse_maturity.sources.decoding import as_utf8, sniffed
from rse_maturity.sources.format import Evidence, Reading
from rse_maturity.sources.raw import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context
    from rse_maturity.sources.places import Listing, Member

_ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
_HEAD = 1 << 14
_SIGN = re.compile(rb'"urn:(?:ietf:params:)?scim:(?:schemas:core|api:messages):\d\.\d:?(?::User|:ListResponse)?"')
_FIELDS = {
    "person_id": "id", "email": "emails", "display_name": "displayName", "title": "title", "department": "department",
    "division": "division", "organization": "organization", "manager_id": "manager", "status": "active",
    "is_guest": "userType", "known_as": "userName",
}  # fmt: skip


class Scim:
    """Users of an identity provider, with departments and managers where it has the enterprise extension."""

    name = "scim"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(("directory", "unit", "title", "manager"), "yes")

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise the schemas of SCIM in a document."""
        found = [member.name for member in listing.members if _speaks(member)]
        return Evidence(f"{found[0]}: schemas, userName") if found else None

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read every document of users; groups are passed over."""
        del context
        return [_reading(member) for member in listing.members if _speaks(member)]


def _speaks(member: Member) -> bool:
    head = member.head(_HEAD)
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") and _SIGN.search(head) is not None


def _reading(member: Member) -> Reading:
    content, encoding = as_utf8(member.content, sniffed(member.head(_HEAD)))
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SourceUnreadable(path=member.name, format="JSON", why="the document is cut or damaged") from error
    rows = [_person(user) for user in _users(document)]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(_FIELDS, pl.String())).with_columns(blank=pl.lit(value=False))
    return Reading(
        name=member.name,
        format="scim",
        role="directory",
        frame=frame.lazy(),
        fields=tuple(_FIELDS),
        columns=tuple(ColumnReading(column, field, "format") for field, column in _FIELDS.items()),
        evidence="schemas",
        lines=numbered,
        encoding=encoding,
        width=len(_FIELDS),
    )


def _users(document: Any) -> Iterator[dict[str, Any]]:
    """Return the users of a list, of a page of results, or of a list of pages."""
    if isinstance(document, list):
        for one in document:
            yield from _users(one)
    elif isinstance(document, dict) and isinstance(document.get("Resources"), list):
        yield from (user for user in document["Resources"] if isinstance(user, dict) and "userName" in user)
    elif isinstance(document, dict) and "userName" in document:
        yield document


def _person(user: dict[str, Any]) -> dict[str, str | None]:
    more = _mapping(user.get(_ENTERPRISE))
    name = _mapping(user.get("name"))
    whole = " ".join(filter(None, (_text(name.get("givenName")), _text(name.get("familyName")))))
    ids = (user.get("userName"), user.get("externalId"), more.get("employeeNumber"))
    guest = (_text(user.get("userType")) or "").lower() in ("guest", "external")
    return {
        "person_id": _text(user.get("id")) or _text(user.get("userName")),
        "email": _email(user.get("emails")) or _text(user.get("userName")),
        "display_name": _text(user.get("displayName")) or _text(name.get("formatted")) or whole or None,
        "title": _text(user.get("title")),
        "department": _text(more.get("department")) or _text(user.get("department")),
        "division": _text(more.get("division")),
        "organization": _text(more.get("organization")),
        "manager_id": _manager(more) or _manager(user),
        "status": _text(user.get("active")),
        "is_guest": "true" if guest else "false",
        "known_as": ";".join(filter(None, map(_text, ids))) or None,
    }


def _manager(stated: dict[str, Any]) -> str | None:
    """Return the id of a manager, as a value, an object or a key of its own: providers differ."""
    manager = stated.get("manager")
    known = _mapping(manager)
    found = known.get("value") or known.get("managerId") or known.get("managerID") or known.get("displayName")
    return _text(found) or _text(manager) or _text(stated.get("managerId"))


def _email(emails: Any) -> str | None:
    """Return the primary address, else the first."""
    stated = [one for one in emails if isinstance(one, dict)] if isinstance(emails, list) else []
    stated.sort(key=lambda one: one.get("primary") is not True)
    return _text(stated[0].get("value")) if stated else None


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int)) and value != "" else None
