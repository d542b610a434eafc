"""XML that is a list of flat elements (`<row Id="1" …/>`), read in blocks: no document type, no entities of its own.

Dumps of databases stand one element a line: these are cut by their quotes, a whole block at once. What stands
otherwise is parsed element by element.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.line_blocks import line_blocks
from rse_maturity.sources.raw import REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.sources.line_blocks import Block
    from rse_maturity.sources.places import Member

_SAMPLE = 1 << 16
_DECLARED = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FRAME = r"^\s*(?:<\?xml[^>]*\?>)?\s*(?:</?[A-Za-z_][\w.-]*\s*/?>|<!--[^<>]*-->)?\s*$"  # lines around the rows
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#xA;": "\n", "&#xD;": "\r", "&#x9;": "\t"}


def read_xml_rows(
    member: Member, attributes: Sequence[str], *, element: str = "row"
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Read the attributes of every element of one name, block by block.

    Parameters
    ----------
    member
        A document in UTF-8.
    attributes
        Those that are wanted; the others (texts among them) never become a column.
    element
        Name of the elements.

    Returns
    -------
    For each block, `line` (Int64: where the element stands, or its number) with one column of text for each attribute,
    null where it is absent; and what is refused: `line`, `field`, `reason` (`no_record`: cut or damaged).

    Raises
    ------
    SourceUnreadable
        A document type or an entity is declared, or the document is cut, damaged or not in UTF-8.
    """
    first = member.head(_SAMPLE).removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    if _DECLARED.search(first):
        _refuse(member.name, "it declares a document type or entities")
    if "\x00" in first:
        _refuse(member.name, "it is not UTF-8 text")
    if re.search(rf'^\s*<{element}(?:\s+[\w:.-]+="[^"\n]*")+\s*/>\s*$', first, re.MULTILINE):
        for block in line_blocks(member):
            yield _cut(block, attributes, element)
    else:
        yield from _by_elements(member, attributes, element)


def _refuse(path: str, why: str) -> NoReturn:
    raise SourceUnreadable(path=path, format="XML", why=why)


def _cut(block: Block, attributes: Sequence[str], element: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cut lines by their quotes: names and values stand in turn, and no value holds a quote."""
    lines = block.content.decode("utf-8", errors="replace").split("\n")
    frame = pl.DataFrame({"line": pl.int_range(block.first, block.first + len(lines), eager=True), "text": lines})
    cut = frame.select("line", piece=pl.col("text").str.split('"'))
    piece = pl.col("piece")
    fits = cut.select(
        (piece.list.len() % 2 == 1)
        & piece.list.first().str.contains(rf"^\s*<{element}\s+[\w:.-]+=$")
        & piece.list.last().str.contains(r"^\s*/>\s*$")
    ).to_series()
    rows = cut.filter(fits)
    flat = rows.with_columns(place=pl.int_ranges(piece.list.len(), dtype=pl.Int64())).explode(
        "piece", "place", empty_as_null=True
    )
    flat = flat.with_columns(value=piece.shift(-1)).filter((pl.col("place") % 2 == 0) & piece.str.ends_with("="))
    flat = flat.select("line", "value", name=piece.str.extract(r"([\w:.-]+)=$"))
    found = rows.select("line")
    for attribute in attributes:
        one = flat.filter(pl.col("name") == attribute).select("line", pl.col("value").alias(attribute))
        found = found.join(one.unique("line", keep="first"), on="line", how="left", maintain_order="left")
    odd = frame.filter(~fits & pl.col("text").str.contains(_FRAME).not_())["line"]
    refused = pl.DataFrame({"line": odd, "field": "", "reason": "no_record"}, schema=REFUSED)
    return found.with_columns(_plain(pl.col(name)) for name in attributes), refused


def _plain(text: pl.Expr) -> pl.Expr:
    """Undo the escapes of XML, where there are any."""
    undone = text.str.replace_many(_ENTITIES).str.replace_all("&amp;", "&", literal=True)
    return pl.when(text.str.contains("&", literal=True)).then(undone).otherwise(text)


def _by_elements(
    member: Member, attributes: Sequence[str], element: str
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Parse element by element, as the document stands in any other layout than its dump's."""
    values: dict[str, list[str | None]] = {name: [] for name in attributes}
    number = 1

    def started(name: str, found: Mapping[str, str]) -> None:
        if name == element:
            for attribute, column in values.items():
                column.append(found.get(attribute))

    def declared(*_: object) -> None:
        _refuse(member.name, "it declares a document type or entities")

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    try:
        for content in chain((block.content for block in line_blocks(member)), [b""]):
            parser.Parse(content, not content)
            block = pl.DataFrame(values, schema=dict.fromkeys(attributes, pl.String()))
            for column in values.values():
                column.clear()
            yield block.with_columns(line=pl.int_range(number, number + block.height)), pl.DataFrame(schema=REFUSED)
            number += block.height
    except expat.ExpatError as error:
        raise SourceUnreadable(path=member.name, format="XML", why="it is cut or damaged") from error
