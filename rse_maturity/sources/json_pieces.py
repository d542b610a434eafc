"""One JSON document of any length in pieces that end where a record ends, so that memory does not grow with it.

Records are only told apart here, by brackets, commas and quotes; what they say is left to whoever reads a piece. A
document is not looked at as a whole before its first piece is read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.json_signs import CLOSES, COMMA, signs_of, unescaped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rse_maturity.sources.places import Member

PIECE = 8 << 20
_BLOCK = 1 << 18  # bytes looked at once: what fits the cache of a processor is looked at several times faster
_LONGEST = 128 << 20  # bytes of one record, or of what stands before the list
_MARK = b"\xef\xbb\xbf"
_WHITE = b" \t\r\n"
_BLANKS = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_DAMAGED = "it is cut or damaged"


@dataclass(frozen=True)
class JsonPiece:
    """Some whole records of a list, as a list, and the number of the first of them (0 first)."""

    first: int
    content: bytes


def json_pieces(
    member: Member, *, under: Sequence[str] = ("",), lone: bool = False, size: int = PIECE
) -> Iterator[JsonPiece]:
    """Cut the list of records that a document is, or holds.

    Parameters
    ----------
    member
        UTF-8, with or without a byte order mark.
    under
        Where the list may be: keys of objects separated by dots, empty for the document itself. The first of them that
        comes in the document is read.
    lone
        Whether one record may stand there in place of a list.
    size
        Bytes of a piece, about.

    Yields
    ------
    JsonPiece
        In the order of the document; nothing where the list is empty.

    Raises
    ------
    SourceUnreadable
        Cut, nested too deep, or without such a list: told when the place is reached.
    """
    paths = [tuple(path.split(".")) if path else () for path in under]
    blocks = member.blocks(min(size, _BLOCK))
    held, tried = bytearray(), 0
    for block in chain(blocks, [b""]):
        held += block
        if block and len(held) < 2 * tried:
            continue
        found = _found(bytes(held).removeprefix(_MARK), paths, lone=lone, name=member.name)
        if found is not None:
            break
        tried = len(held)
        if tried > _LONGEST:
            _refuse(member.name, _DAMAGED)
    else:
        _refuse(member.name, _DAMAGED)
    record, rest, depth = found
    following = chain([rest], blocks)
    if record is None:
        yield from _cut(following, depth, size=size, name=member.name)
        return
    if record:
        yield JsonPiece(0, b"[" + record + b"]")
    _ended(following, depth, member.name)


def _found(
    held: bytes, paths: Collection[tuple[str, ...]], *, lone: bool, name: str
) -> tuple[bytes | None, bytes, int] | None:
    """Go to the list over what stands before it.

    Returns
    -------
    The record that stands in its place, what follows it or the bracket that opens the list, and how many brackets are
    open there; None where the document goes on beyond what is held.
    """
    if _MARK.startswith(held):
        return None
    text = held.decode("latin-1")  # one sign a byte, so that places are those of the bytes; texts are not looked at
    try:
        place = _past(text, 0)
        if text[place] not in "[{":
            _refuse(name, _DAMAGED if _is_text(held) else "it is not UTF-8 text")
        found = _looked_up(text, place, (), paths, lone=lone)
        if found is None:
            _refuse(name, "the list of records is not where it should be")
        place, depth = found
        if text[place] == "[":
            return None, held[place + 1 :], depth + 1
        end = _DECODER.raw_decode(text, place)[1]
        return (b"" if text[place:end] == "null" else held[place:end]), held[end:], depth
    except RecursionError:
        _refuse(name, "it is nested too deep")
    except (ValueError, IndexError):
        return None


def _looked_up(
    text: str, place: int, path: tuple[str, ...], paths: Collection[tuple[str, ...]], *, lone: bool
) -> tuple[int, int] | None:
    """Find where the first of the lists stands in the value at `place`, and how many brackets are open before it."""
    if path in paths and (text[place] == "[" or (lone and path)):
        return place, len(path)
    if text[place] != "{" or not any(longer[: len(path)] == path != longer for longer in paths):
        return None
    place = _past(text, place + 1)
    while text[place] != "}":
        if text[place] != '"':
            raise ValueError(place)
        key, place = _DECODER.raw_decode(text, place)
        place = _past(text, place)
        if text[place] != ":":
            raise ValueError(place)
        place = _past(text, place + 1)
        found = _looked_up(text, place, (*path, key), paths, lone=lone)
        if found is not None:
            return found
        place = _past(text, _DECODER.raw_decode(text, place)[1])
        if text[place] == ",":
            place = _past(text, place + 1)
        elif text[place] != "}":
            raise ValueError(place)
    return None


def _past(text: str, place: int) -> int:
    """Return the place after blanks."""
    found = _BLANKS.match(text, place)
    assert found is not None
    return found.end()


def _cut(blocks: Iterator[bytes], base: int, *, size: int, name: str) -> Iterator[JsonPiece]:
    """Cut what follows the bracket that opens a list, `base` brackets deep."""
    first, count, depth, inside = 0, 0, base, False
    held: list[bytes] = []
    whole = unescaped(blocks)
    for block in whole:
        places, signs, depths, inside = signs_of(block, depth, inside=inside, name=name)
        depth = int(depths[-1]) if len(depths) else depth
        closed = np.flatnonzero(depths < base)
        until = int(closed[0]) if len(closed) else len(places)
        commas = np.flatnonzero((signs[:until] == COMMA) & (depths[:until] == base))
        count += len(commas)
        length = sum(map(len, held)) + len(block)
        if len(closed):
            end = int(places[until])
            if signs[until] != CLOSES:
                _refuse(name, _DAMAGED)
            yield from _piece(first, [*held, block[:end]], name, last=True)
            _ended(chain([block[end + 1 :]], whole), base - 1, name)
            return
        if len(commas) and length >= size:
            end = int(places[commas[-1]])
            yield from _piece(first, [*held, block[:end]], name)
            first, count, held = first + count, 0, [block[end + 1 :]]
        else:
            held.append(block)
            if length > max(size, _LONGEST):
                _refuse(name, _DAMAGED)
    _refuse(name, _DAMAGED)


def _piece(first: int, blocks: Sequence[bytes], name: str, *, last: bool = False) -> Iterator[JsonPiece]:
    """Put a piece together; nothing at all is a piece only of an empty list."""
    content = b"".join(blocks)
    if content.strip(_WHITE):
        yield JsonPiece(first, b"[" + content + b"]")
    elif first or not last:
        _refuse(name, _DAMAGED)


def _ended(blocks: Iterator[bytes], depth: int, name: str) -> None:
    """Read on to the end of the document, where every bracket must be closed and nothing may follow."""
    inside = False
    for block in unescaped(blocks):
        places, _, depths, inside = signs_of(block, depth, inside=inside, name=name)
        closed = np.flatnonzero(depths == 0)
        behind = block if not depth else block[int(places[closed[0]]) + 1 :] if len(closed) else b""
        if behind.strip(_WHITE):
            _refuse(name, _DAMAGED)
        depth = int(depths[-1]) if len(depths) else depth
    if depth or inside:
        _refuse(name, _DAMAGED)


def _is_text(held: bytes) -> bool:
    try:
        held.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end == len(held)  # cut within a character
    return True


def _refuse(path: str, why: str) -> NoReturn:
    raise SourceUnreadable(path=path, format="JSON", why=why)
