"""Headers of a mailbox: cut out of the stream message by message, bodies passed over, and read as columns."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.decoding import as_utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_BLOCK_START = re.compile(rb"\nFrom [^\n]*\d\d:\d\d[^\n]*\d{4}[ \t]*\r?\n(?=[!-9;-~]+:|>From )")
_BLOCK_END = re.compile(rb"\n\r?\n")
_LONGEST = 1 << 20  # headers that do not end within this are damaged: what stands first in them is read
_KEPT = 1 << 16
_OF_ONE_LINE = 1 << 12  # longest separator that may lie across two blocks of the stream
HEADERS = {
    "from": "from", "date": "date", "id": "message-id", "reply_to": "in-reply-to", "references": "references",
    "list": "list-id", "automatic": "auto-submitted", "precedence": "precedence",
}  # fmt: skip
_KEY = 4  # letters that tell the headers apart that are read


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


def header_columns(blocks: list[bytes], headers: Mapping[str, str]) -> pl.DataFrame:
    """Read headers as columns, one row a message.

    Parameters
    ----------
    headers
        Column to name of the header, in lower case; of several headers of one name the first is read.

    Returns
    -------
    `separator` (the line before the headers) and the columns: text, null where there is no such header.
    """
    names = tuple(headers.values())
    found = _found(blocks, names)
    width = len(names) + 1
    rows = pl.int_range(found.height, dtype=pl.UInt32(), eager=True)
    places = pl.repeat(None, len(blocks) * width, dtype=pl.UInt32(), eager=True)
    places = places.scatter(found["place"].reverse(), rows.reverse())  # from the last on, so that the first one holds
    columns = enumerate(("separator", *headers))
    return pl.DataFrame(
        {column: found["value"].gather(places.gather_every(width, number)) for number, column in columns}
    )


def _found(blocks: list[bytes], names: Sequence[str]) -> pl.DataFrame:
    """Return the headers of these names in all blocks, lines that continue one unfolded.

    Returns
    -------
    `value` (null where it is empty) and `place`: the number of the message, times one more than there are names, plus
    the number of the name (1 first; 0 is the separator).
    """
    text = as_utf8(b"\n\x00".join([b"", *blocks]), "utf-8")[0].decode()
    wanted = rf"\n(?:\x00|(?i:{'|'.join(names)}):)[^\n]*(?:\n[ \t][^\n]*)*"
    lines = pl.Series("line", [text]).str.extract_all(wanted).explode(empty_as_null=False).to_frame()
    numbers = {name[:_KEY]: number for number, name in enumerate(names, start=1)}
    marks = dict(enumerate([2, *(len(name) + 2 for name in names)]))  # end of line, name, colon
    key = pl.col("line").str.slice(1, _KEY).str.to_lowercase()
    lines = lines.with_columns(number=key.replace_strict(numbers, default=0, return_dtype=pl.UInt32()))
    mark = pl.col("number").replace_strict(marks, return_dtype=pl.UInt32())
    message = (pl.col("number") == 0).cum_sum() - 1
    value = pl.col("value")
    unfolded = value.str.replace_all(r"\r?\n[ \t]+", " ")
    return lines.select(
        value=pl.col("line").str.slice(mark).str.strip_chars(),
        place=message * (len(names) + 1) + pl.col("number"),
    ).with_columns(value=pl.when(value.str.contains("\n", literal=True)).then(unfolded).when(value != "").then(value))


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
