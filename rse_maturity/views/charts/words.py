"""Numbers as a reader says them: three in ten, eight of twelve; percent where no simple fraction comes near."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.analysis import Analysis

_FRACTIONS = (
    (1, 20),
    (1, 15),
    (1, 10),
    (1, 8),
    (1, 5),
    (1, 4),
    (3, 10),
    (1, 3),
    (2, 5),
    (1, 2),
    (3, 5),
    (2, 3),
    (7, 10),
    (3, 4),
    (4, 5),
    (9, 10),
)
_NEAR = 0.015  # judgement: a share nearer than that to a simple fraction is told as it
_NEAR_OF_SMALL = 0.05  # of the fraction itself, for small ones
_FILES_NAMED = 2


def number(texts: Catalogue, n: int) -> str:
    """Write a small number as a word, a larger one in figures."""
    words: list[str] = texts.raw("charts.numbers")
    return words[n] if 0 <= n < len(words) else texts.fill("{n:number}", n=n)


def portion(texts: Catalogue, part: int, whole: int) -> tuple[str, int]:
    """Say how many of how many people, and the number its verb agrees with; small groups are counted out."""
    words: list[str] = texts.raw("charts.numbers")
    if part == whole:
        return texts.text("charts.fraction.all", n=whole), whole
    if whole < len(words):
        return texts.text("charts.fraction.counted", part=words[part], whole=words[whole]), part
    return fraction(texts, part / whole)


def fraction(texts: Catalogue, share: float, *, bare: bool = False) -> tuple[str, int]:
    """Say a share as a simple fraction where one is near, and the number its verb agrees with; `bare`: no noun."""
    table = "charts.fraction_bare" if bare else "charts.fraction"
    near = [
        (abs(share - top / bottom), top, f"{table}.{top}_{bottom}")
        for top, bottom in _FRACTIONS
        if abs(share - top / bottom) <= min(_NEAR, _NEAR_OF_SMALL * top / bottom)
    ]
    known = [found for found in sorted(near) if texts.has(found[2])]
    if known:
        return texts.text(known[0][2]), known[0][1]
    return texts.text(f"{table}.percent", share=share), 2


def sentence(text: str) -> str:
    """Begin with a capital letter, marks of a coloured phrase skipped."""
    start = 2 if text.startswith("[[") else 0
    return f"{text[:start]}{text[start : start + 1].upper()}{text[start + 1 :]}"


def plain(name: str) -> str:
    """Return a name that cannot be taken for the marks of a coloured phrase."""
    return name.replace("[[", "[ [").replace("]]", "] ]")


def files(analysis: Analysis, texts: Catalogue) -> str:
    """Say which files the figures come from; the first two by name."""
    names = [source.name for source in analysis.input.sources]
    told = ", ".join(names[:_FILES_NAMED])
    if len(names) > _FILES_NAMED:
        told = texts.text("charts.source.more", names=told, n=len(names) - _FILES_NAMED)
    return texts.text("charts.source.files", names=told)
