"""Headers of a mailbox: cut out of the stream message by message, bodies passed over, and read as columns."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.compact import EARLIEST
from rse_maturity.sources.decoding import as_utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLOCK_START = re.compile(rb"\nFrom [^\n]*\d\d:\d\d[^\n]*\d{4}[ \t]*\r?\n(?=[!-9;-~]+:|>From )")
_BLOCK_END = re.compile(rb"\n\r?\n")
_LONGEST = 1 << 20  # headers that do not end within this are damaged: what stands first in them is read
_KEPT = 1 << 16
_OF_ONE_LINE = 1 << 12  # longest separator that may lie across two blocks of the stream
_ZONES = {
    "UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000", "EST": "-0500", "EDT": "-0400", "CST": "-0600",
    "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700", "CET": "+0100", "CEST": "+0200",
    "MET": "+0100", "MEST": "+0200", "WET": "+0000", "WEST": "+0100", "BST": "+0100", "EET": "+0200", "EEST": "+0300",
}  # fmt: skip
_MONTHS = {name: f"{number:02}" for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}  # fmt: skip
_DATE = (
    r"(\d{1,2})[ -]+([A-Za-z]{3})[a-z]*\.?[ -]+(\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[A-Z]{1,4})?"
)
_ENVELOPE = r"([A-Za-z]{3})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:[A-Z]{3,4}\s+|[+-]\d{4}\s+)?(\d{4})"


def starts_mailbox(head: bytes) -> bool:
    """Tell a mailbox by its first bytes: a separator and a header."""
    return _BLOCK_START.match(b"\n" + head.lstrip(b"\xef\xbb\xbf\r\n")) is not None


def header_blocks(stream: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Cut a mailbox into the headers of its messages, a list for each block of the stream.

    The only loop over messages: it looks for two marks in each. Memory is that of a block and one message's headers.
    """
    buffer = b"\n"
    pieces = iter(stream)
    last = False
    while not last:
        piece = next(pieces, None)
        last = piece is None
        buffer += (piece or b"").replace(b"\x00", b" ")
        found: list[bytes] = []
        keep = 0
        for start in _BLOCK_START.finditer(buffer):
            end = _BLOCK_END.search(buffer, start.end(), start.end() + _LONGEST)
            stop = end.start() if end is not None else min(start.end() + _KEPT, len(buffer))
            if end is None and not last and len(buffer) - start.end() < _LONGEST:
                keep = start.start()
                break
            found.append(buffer[start.start() + 1 : stop])
            keep = stop
        else:
            keep = max(keep, len(buffer) - _OF_ONE_LINE)
        buffer = buffer[keep:]
        yield found


def header_columns(blocks: list[bytes]) -> pl.DataFrame:
    """Read headers as columns, one row a message.

    Returns
    -------
    `head` (all of them, the separator line first), `from`, `date`, `id`, `reply_to`, `references`, `list`,
    `automatic`, `precedence`: text, null where there is no such header.
    """
    text = as_utf8(b"\x00".join(blocks), "utf-8")[0].decode()
    heads = pl.DataFrame({"head": text.split("\x00") if blocks else []}, schema={"head": pl.String()})
    heads = heads.with_columns(pl.col("head").str.replace_all(r"\r?\n[ \t]+", " "))

    names = {
        "from": "From", "date": "Date", "id": "Message-ID", "reply_to": "In-Reply-To",
        "references": "References", "list": "List-Id", "automatic": "Auto-Submitted", "precedence": "Precedence",
    }  # fmt: skip
    columns = heads.with_columns(**{column: _header(name) for column, name in names.items()})
    return columns.with_columns(pl.when(pl.col(name) != "").then(name) for name in names)


def _header(name: str) -> pl.Expr:
    return pl.col("head").str.extract(rf"(?im)^{name}:[ \t]*([^\r\n]*)").str.strip_chars()


def instants(columns: pl.DataFrame) -> pl.Series:
    """Return when each message was sent: by its date, else by its last relay, else by its separator (taken as UTC)."""
    by_date = _written(pl.col("date"))
    read = columns.select("head", at=by_date)
    possible = pl.col("at").is_between(EARLIEST, datetime.now(UTC) + timedelta(days=1))
    odd = read.with_row_index("row").filter(possible.fill_null(value=False).not_())
    if odd.is_empty():
        return read["at"]
    parts = pl.col("head").str.extract(r"^([^\r\n]*)").str.extract_groups(_ENVELOPE)
    part = [pl.field(str(number)) for number in range(1, 5)]
    envelope = parts.struct.with_fields(
        text=pl.concat_str(part[1], pl.lit(" "), part[0], pl.lit(" "), part[3], pl.lit(" "), part[2])
    ).struct.field("text")
    again = odd.select(
        "row", at=pl.coalesce(_written(_header("Received").str.extract(r".*;(.*)$")), _written(envelope), "at")
    )
    return read["at"].scatter(again["row"], again["at"])


def decoded(names: pl.Series) -> pl.Series:
    """Return names with their encoded words read (RFC 2047); what cannot be read stays as it stands."""
    distinct = names.filter(names.str.contains("=?", literal=True)).unique()
    table = pl.DataFrame({"name": distinct, "read": pl.Series([_decoded(one) for one in distinct], dtype=pl.String())})
    both = pl.DataFrame({"name": names}).join(table, on="name", how="left", maintain_order="left")
    return both.select(pl.coalesce("read", "name")).to_series()


def _decoded(name: str) -> str:
    try:
        return str(make_header(decode_header(name)))
    except (MessageError, LookupError, ValueError):
        return name


def _written(text: pl.Expr) -> pl.Expr:
    """Read dates as mail writes them; of an unknown zone, as UTC."""
    groups = text.str.extract_groups(_DATE)
    day, month, year, hour, minute, second, zone = (pl.field(str(number)) for number in range(1, 8))
    full = (
        pl.when(year.str.len_bytes() == 4).then(year)  # noqa: PLR2004 digits of a year
        .when(year < "50").then(pl.lit("20") + year).otherwise(pl.lit("19") + year)
    )  # fmt: skip
    offset = pl.when(zone.str.contains(r"^[+-]")).then(zone).otherwise(zone.replace_strict(_ZONES, default="+0000"))
    written = pl.concat_str(
        full,
        month.str.to_lowercase().replace_strict(_MONTHS, default=None, return_dtype=pl.String()),
        *(part.fill_null("0").str.zfill(2) for part in (day, hour, minute, second)),
        offset.fill_null("+0000"),
    )
    at = written.str.to_datetime("%Y%m%d%H%M%S%z", time_unit="us", strict=False)
    return groups.struct.with_fields(at=at).struct.field("at")
