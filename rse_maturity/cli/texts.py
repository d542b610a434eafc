"""The few texts that the command line needs before anything heavy is loaded: help, notes, errors.

The catalogue of i18n brings Babel with it; `--help` must not. The files are the same.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Lang = Literal["en", "fr"]
_HOME = Path(__file__).parent.parent / "i18n"


def locale_language(environment: Mapping[str, str] = os.environ) -> Lang:
    """Return `fr` where the locale is French, else `en`.

    The first of LC_ALL, LC_MESSAGES and LANG that is set decides, as POSIX has it.

    >>> locale_language({"LANG": "fr_CA.UTF-8"}), locale_language({"LC_ALL": "C", "LANG": "fr_FR"})
    ('fr', 'en')
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    return "en"


def asked_language(arguments: Sequence[str]) -> Lang:
    """Return the language of this run before its options are parsed: `--lang` where it is given, else the locale's.

    >>> asked_language(["analyze", "x.csv", "--lang=fr"])
    'fr'
    """
    for place, argument in enumerate(arguments):
        if argument == "--lang":
            argument = "=".join(arguments[place : place + 2])  # noqa: PLW2901 - both spellings become one
        if argument in ("--lang=en", "--lang=fr"):
            return "fr" if argument.endswith("fr") else "en"
    return locale_language()


@cache
def topic(lang: str, name: str) -> dict[str, Any]:
    """Read one file of texts; empty where this language has none."""
    path = _HOME / lang / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def text(lang: str, key: str, /, **blanks: object) -> str:
    """Return a text of `commands` with its blanks filled."""
    found: Any = topic(lang, "commands")
    for part in key.split("."):
        found = found[part]
    return str(found).format(**blanks)
