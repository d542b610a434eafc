"""Which lists of objects a JSON object of any length holds, told by its brackets alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.json_signs import signs_of, unescaped

if TYPE_CHECKING:
    from rse_maturity.sources.places import Member

_BLOCK = 1 << 18
_LIST, _OBJECT = b"[{"
_VALUE, _RECORD = 2, 3  # brackets open after that of a value of the object, and after that of an object in such a list


def lists_of_objects(member: Member, *, size: int = _BLOCK) -> list[str]:
    """Return the keys of an object under which there is a list with an object in it, in their order.

    Parameters
    ----------
    member
        One object in UTF-8, with or without a byte order mark.
    size
        Bytes looked at once.

    Raises
    ------
    SourceUnreadable
        A key is damaged, or the document is nested too deep. Other damage is left to whoever reads the list.
    """
    found: dict[str, None] = {}
    value: tuple[str, bool] = ("", False)  # the one that is open: its key, and whether it is a list
    depth, inside, before = 0, False, b""
    for block in unescaped(member.blocks(size)):
        places, _, depths, inside = signs_of(block, depth, inside=inside, name=member.name)
        signs = np.frombuffer(block, np.uint8)[places]
        begins = np.flatnonzero(((signs == _LIST) | (signs == _OBJECT)) & (depths == _VALUE))
        records = np.flatnonzero((signs == _OBJECT) & (depths == _RECORD))
        values = [value]
        for one in begins:
            behind = places[one - 1] + 1 if one else 0  # a key stands between the sign before its value and that value
            written = block[behind : places[one]] if one else before + block[: places[one]]
            values.append((_key(written, member.name), bool(signs[one] == _LIST)))
        found |= {values[one][0]: None for one in np.unique(np.searchsorted(begins, records)) if values[one][1]}
        value = values[-1]
        before = block[places[-1] + 1 :] if len(places) else before + block
        depth = int(depths[-1]) if len(depths) else depth
        before = before if depth == 1 else b""
    return list(found)


def _key(written: bytes, path: str) -> str:
    try:
        key: Any = json.loads(written.rstrip().removesuffix(b":"))
    except ValueError:
        key = None
    if not isinstance(key, str):
        raise SourceUnreadable(path=path, format="JSON", why="it is cut or damaged")
    return key
