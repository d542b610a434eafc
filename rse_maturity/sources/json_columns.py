"""Objects of JSON as columns of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from rse_maturity.sources.raw import unique_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def columns_of(records: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Turn objects into columns of text, one a key; see `texts_of`."""
    names = dict.fromkeys(name for record in records for name in record)
    return texts_of(records, dict(zip(unique_names(list(names)), names, strict=True)))


def texts_of(records: Sequence[dict[str, Any]], keys: Mapping[str, str]) -> pl.DataFrame:
    """Turn some keys of objects into columns of text; lists are joined, objects within left out but for id and name.

    A loop over records: JSON has no columns, and one odd value must not spoil the others.

    Parameters
    ----------
    keys
        Column to key.
    """
    return pl.DataFrame(
        {
            column: pl.Series([_text(record.get(key)) for record in records], dtype=pl.String())
            for column, key in keys.items()
        }
    )


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(text for text in map(_text, value) if text)
    if isinstance(value, dict):
        return next((_text(value[key]) for key in ("id", "email", "name", "displayName") if value.get(key)), None)
    return str(value)
