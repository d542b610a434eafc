"""Themes that people write into their messages: hashtags, all that is kept of a text."""

from __future__ import annotations

import polars as pl

# Code and the targets of links are found first, so that no theme is found in them.
_FOUND = (
    r"(?s:```.*?(?:```|\z))|`[^`\n]*`|\]\([^)\s]*\)|(?:^|[\s(])#[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.\-]*[\p{L}\p{M}\p{N}]"
)
_THEME = r"^#.*\p{L}"
_COLOUR = r"^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$"
_MADE_OF_LETTERS = r"^#[a-fA-F]+$"
_ONE_LETTER = r"(?i)^#(?:a+|b+|c+|d+|e+|f+)$"


def hashtags(text: pl.Expr) -> pl.Expr:
    """Return the themes of a text: `#Safety;#the-line`, null where it marks none.

    A theme begins a word, has two characters or more and a letter among them. Headings (`# Title`), numbers (`#12`),
    colours (`#fff000`), ends of addresses (`x/#part`), names of channels as Slack writes them (`<#C1|name>`), code and
    targets of links are none. Words of the letters a to f alone (`#facade`) are themes, unless they are one letter
    over and over (`#fff`).
    """
    marked = pl.when(text.str.contains("#", literal=True)).then(text)  # few texts are looked at twice
    one = pl.element().str.strip_chars_start().str.strip_prefix("(")
    word = one.str.contains(_MADE_OF_LETTERS) & one.str.contains(_ONE_LETTER).not_()
    theme = one.str.contains(_THEME) & (one.str.contains(_COLOUR).not_() | word)
    found = marked.str.extract_all(_FOUND).list.eval(one.filter(theme))
    return pl.when(found.list.len() > 0).then(found.list.join(";"))
