"""Which encoding a text is in, and the text as UTF-8."""

from __future__ import annotations

import codecs
import re

_SAMPLE = 1 << 20
_FEW = 3  # characters below which nothing is told from their zeros
_ASCII = 0x7F
_MULTI_BYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def sniffed(head: bytes) -> str:
    """Name the encoding of a text by its first bytes: utf-8, utf-8-sig, utf-16-le, utf-16-be or cp1252.

    A sample that is valid UTF-8 counts as UTF-8; what follows may still disagree (see `as_utf8`).
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return name
    even, odd = head[:4096:2].count(0), head[1:4096:2].count(0)
    half = len(head[:4096]) // 2
    if half >= _FEW and max(even, odd) > 0.4 * half and min(even, odd) < 0.1 * half:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8" if _is_utf8(head[:_SAMPLE]) else _eight_bit(head[:_SAMPLE])


def as_utf8(content: bytes, encoding: str) -> tuple[bytes, str]:
    """Return the text in UTF-8 without mark, and the encoding that it was found to be in.

    What is called UTF-8 and is not, throughout, is cp1252; where most of it is UTF-8, only the stray bytes are.
    """
    if encoding.startswith("utf-16"):
        text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
        return text.encode(), encoding
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _eight_bit(content)
        if encoding == "cp1252":
            return content.decode("cp1252", errors="replace").encode(), encoding
        return content.decode("utf-8", errors=_STRAY).encode(), encoding
    return content, "utf-8" if encoding == "cp1252" else encoding


def looks_binary(head: bytes) -> bool:
    """Tell noise from text: many control bytes, and not UTF-16."""
    if sniffed(head).startswith("utf-16") or not head:
        return False
    control = sum(head.count(byte) for byte in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    return control > 0.08 * len(head) or head.count(0) > 0.3 * len(head)


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(sample: bytes) -> str:
    """Name a text that is not UTF-8 as a whole: cp1252, or UTF-8 with stray bytes of it."""
    high = sample.translate(None, bytes(range(_ASCII + 1)))  # letters of cp1252 are no continuation of each other
    whole = len(_MULTI_BYTE.findall(high))
    stray = len(_MULTI_BYTE.sub(b"", high))
    return "cp1252" if stray >= whole else "utf-8+cp1252"


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is no UTF-8 as cp1252."""
    assert isinstance(error, UnicodeDecodeError)
    piece = error.object[error.start : error.end]
    return piece.decode("cp1252", errors="replace"), error.end


_STRAY = "rse-maturity-cp1252"
codecs.register_error(_STRAY, _stray)
