"""Text of the pictures: the typeface, what it can write, and how wide it comes out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import font_source_sans_pro
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties, fontManager, get_font

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Weight = Literal["regular", "semibold", "bold"]

DPI = 180
SMALLEST = 8.2  # points; nothing is written smaller
MIDDLE = 0.345  # of the size: from the middle of the letters down to the baseline
_FALLBACK = "DejaVu Sans"
_FILES: dict[Weight, str] = {
    "regular": "SourceSansPro",
    "semibold": "SourceSansProSemibold",
    "bold": "SourceSansProBold",
}
_MARKED = re.compile(r"\[\[(.+?)\]\]")
_NARROW = "\u00a0\u202f"
_SPACES = re.compile(r"[ \t\r\n]+")


@cache
def _cut(weight: Weight) -> tuple[str, int | str]:
    """Make one cut of the typeface known to Matplotlib; return the family and the weight it is found under.

    The semibold cut is a family of its own, with a normal weight.
    """
    path = font_source_sans_pro.font_files_ttf[_FILES[weight]]
    fontManager.addfont(path)
    entry = next(entry for entry in reversed(fontManager.ttflist) if entry.fname == path)
    return entry.name, entry.weight


@cache
def font(size: float, weight: Weight = "regular") -> FontProperties:
    """Return the typeface at `size` points, with a second one for letters it lacks."""
    family, cut = _cut(weight)
    return FontProperties(family=[family, _FALLBACK], size=size, weight=cut)


@cache
def _letters() -> frozenset[int]:
    second = get_font(fontManager.findfont(_FALLBACK))
    return frozenset(get_font(font_source_sans_pro.font_files_ttf["SourceSansPro"]).get_charmap()) | frozenset(
        second.get_charmap()
    )


@lru_cache(maxsize=8192)
def width_of(text: str, size: float, weight: Weight = "regular") -> float:
    """Return how wide `text` comes out, in inches; spaces at its end count."""
    return _ink(f"{writable(text)}.", size, weight) - _ink(".", size, weight)


@lru_cache(maxsize=8192)
def _ink(text: str, size: float, weight: Weight) -> float:
    measured = _renderer().get_text_width_height_descent(text, font(size, weight), ismath=False)  # type: ignore[no-untyped-call]
    return float(measured[0]) / DPI


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call]


def writable(text: str) -> str:
    """Return `text` on one line, with a sign in place of each letter that no typeface at hand can write."""
    known = _letters()
    line = _SPACES.sub(" ", text)
    return "".join(sign if ord(sign) in known else "\ufffd" for sign in line if sign.isprintable() or sign in _NARROW)


def runs(marked: str) -> list[tuple[str, int | None]]:
    """Cut `plain [[coloured]] plain` into (text, which coloured phrase it is, or None)."""
    pieces = _MARKED.split(marked)
    return [(piece, None if i % 2 == 0 else i // 2) for i, piece in enumerate(pieces) if piece]


def unmarked(marked: str) -> str:
    """Return the text without the marks of its coloured phrases."""
    return _MARKED.sub(r"\1", marked)


def wrap(text: str, room: float, width: Callable[[str], float]) -> list[str]:
    """Fill lines of at most `room` inches, breaking at spaces only (a word that is wider keeps its own line)."""
    lines: list[str] = []
    space, end = width(" "), 0.0
    for word in _SPACES.split(text.strip(" ")):
        wide = width(word)
        if lines and end + space + wide <= room:
            lines[-1], end = f"{lines[-1]} {word}", end + space + wide
        else:
            lines.append(word)
            end = wide
    return lines


def shorten(text: str, room: float, width: Callable[[str], float]) -> str:
    """Cut `text` to `room` inches, with an ellipsis where something was cut."""
    if width(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        half = (low + high + 1) // 2
        low, high = (half, high) if width(f"{text[:half].rstrip()}…") <= room else (low, half - 1)
    return f"{text[:low].rstrip()}…"


def balance(marked: str, room: float, width: Callable[[str], float]) -> list[str]:
    """Break a title into one line, or two of about the same width, not inside a coloured phrase where it can be helped.

    The marks stay; a phrase that has to be broken is marked on both lines.
    """
    if width(unmarked(marked)) <= room:
        return [marked]
    options = []
    for found in _SPACES.finditer(marked):
        before, after = marked[: found.start()], marked[found.end() :]
        inside = before.count("[[") > before.count("]]")
        lines = [f"{before}]]", f"[[{after}"] if inside else [before, after]
        widest = max(width(unmarked(line)) for line in lines)
        options.append((widest > room, inside, widest, lines))
    return min(options, key=lambda option: option[:3])[3] if options else [marked]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move positions apart until neighbours keep `gap`, as little as possible, between `low` and `high`; order is kept.

    Where there is not room enough for all, they are spaced evenly.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    if len(order) > 1 and gap * (len(order) - 1) >= high - low:
        step = (high - low) / (len(order) - 1)
        placed = [low + step * rank for rank in range(len(order))]
    else:
        placed = _pooled([wanted[i] for i in order], gap)
        placed = [max(place, low + gap * rank) for rank, place in enumerate(placed)]
        placed = [min(place, high - gap * (len(placed) - 1 - rank)) for rank, place in enumerate(placed)]
    result = [0.0] * len(order)
    for rank, i in enumerate(order):
        result[i] = placed[rank]
    return result


def _pooled(wanted: list[float], gap: float) -> list[float]:
    """Pool neighbours that come too close around the mean of what they want (isotonic regression)."""
    pools: list[tuple[float, int]] = []
    for rank, place in enumerate(wanted):
        pools.append((place - gap * rank, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (first, n), (second, m) = pools[-2:]
            pools[-2:] = [((first * n + second * m) / (n + m), n + m)]
    flat = [mean for mean, n in pools for _ in range(n)]
    assert all(a <= b for a, b in pairwise(flat))
    return [mean + gap * rank for rank, mean in enumerate(flat)]
