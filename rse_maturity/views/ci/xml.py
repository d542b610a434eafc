"""Writing XML: well formed whatever a name holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import indent, tostring

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def permitted(text: str) -> str:
    r"""Return `text` without the characters that XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets).

    >>> permitted("a\x00b\ufffe")
    'a�b�'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def document(root: Element) -> str:
    """Return a document in UTF-8, indented, attributes in the order they were given."""
    indent(root)
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made.decode() + "\n"
