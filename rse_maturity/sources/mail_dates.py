"""When a message was sent: its date, else its last relay, else the separator before it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.compact import EARLIEST
from rse_maturity.sources.mail_headers import header_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def instants(columns: pl.DataFrame, blocks: Sequence[bytes]) -> pl.Series:
    """Return when each message was sent: by its date, else by its last relay, else by its separator (taken as UTC).

    Parameters
    ----------
    columns
        `date` and `separator`, as `header_columns` gives them.
    blocks
        Headers of the same messages; the relays of those whose date says nothing are read in them.

    Returns
    -------
    Datetime us UTC; null where none of the three is a date.
    """
    read = columns.select("separator", at=_written(pl.col("date"))).with_row_index("row")
    possible = pl.col("at").is_between(EARLIEST, datetime.now(UTC) + timedelta(days=1))
    odd = read.filter(possible.fill_null(value=False).not_())
    if odd.is_empty():
        return read["at"]
    relays = header_columns([blocks[row] for row in odd["row"]], {"relay": "received"})
    again = odd.hstack(relays.select("relay")).select(
        "row", at=pl.coalesce(_written(pl.col("relay").str.extract(r".*;(.*)$")), _written(_envelope_date()), "at")
    )
    return read["at"].scatter(again["row"], again["at"])


def _envelope_date() -> pl.Expr:
    """Return the date of a separator (Mon Mar  4 09:15:00 2024) as a header would write it."""
    parts = pl.col("separator").str.extract_groups(_ENVELOPE)
    part = [pl.field(str(number)) for number in range(1, 5)]
    text = pl.concat_str(part[1], pl.lit(" "), part[0], pl.lit(" "), part[3], pl.lit(" "), part[2])
    return parts.struct.with_fields(text=text).struct.field("text")


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
