"""Characters that a place can show: names without controls, texts for terminals that know few characters."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")

_FALLBACK = {
    "\u202f": " ",
    "\u00a0": " ",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "≥": ">=",
    "≤": "<=",
    "×": "x",
    "÷": "/",
    "−": "-",
    "·": "-",
    "•": "*",
    "→": "->",
    "✓": "+",
    "✗": "x",
    "œ": "oe",
    "Œ": "OE",
    "±": "+/-",
    "▁": "_",
    "▂": ".",
    "▃": ",",
    "▄": ":",
    "▅": "=",
    "▆": "+",
    "▇": "*",
    "█": "#",
    "↗": "^",
    "↘": "v",
}
_KEPT = ("\u202f", "\u00a0", "\u200d")


def shown(name: str) -> str:
    r"""Return a name of the data as it may be shown: control and direction characters become spaces.

    >>> shown("Sales\x1b[31m\u202e")
    'Sales [31m'
    """
    if name.isprintable():
        return name.strip()
    clean = "".join(
        " " if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and one not in _KEPT else one for one in name
    )
    return clean.strip()


def encodable(text: str, encoding: str) -> str:
    """Return `text` in characters that `encoding` has, the nearest where one is missing.

    >>> encodable("Réseau ≥ 30 % – œuvre", "ascii")
    'Reseau >= 30 % - oeuvre'
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_nearest(one, encoding) for one in text)
    return text


def _nearest(character: str, encoding: str) -> str:
    for candidate in (character, _FALLBACK.get(character, ""), unicodedata.normalize("NFKD", character)[0]):
        try:
            candidate.encode(encoding)
        except UnicodeEncodeError:
            continue
        if candidate:
            return candidate
    return "?"


def every_text(value: T, encoding: str) -> T:
    """Return a value of dataclasses and tuples with `encodable` applied to each text in it."""
    made: Any = value
    if isinstance(value, str):
        made = encodable(value, encoding)
    elif isinstance(value, tuple):
        made = tuple(every_text(one, encoding) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{one.name: every_text(getattr(value, one.name), encoding) for one in fields(value)})
    return made  # type: ignore[no-any-return] # same shape as it came
