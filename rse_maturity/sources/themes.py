"""Themes that people write into their messages."""

from __future__ import annotations

import polars as pl

_HASHTAG = r"(?:^|\s)#\p{L}[\p{L}\p{N}_.\-]*[\p{L}\p{N}]"


def hashtags(column: str) -> pl.Expr:
    """Return the hashtags of a text, separated by ; (not colours, headings or parts of addresses)."""
    found = pl.col(column).str.extract_all(_HASHTAG).list.eval(pl.element().str.strip_chars())
    return pl.when(found.list.len() > 0).then(found.list.join(";"))
