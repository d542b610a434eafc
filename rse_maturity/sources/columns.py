"""Columns of a table as a reading shows them: as text, by name, by what their values look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.dataset import ColumnReading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rse_maturity.sources.raw import RawTable


def shown_columns(columns: Sequence[str]) -> str:
    """List column names for a message; what looks like a value rather than a name is not shown."""
    shown = [
        column if column.isprintable() and not any(sign.isdigit() or sign == "@" for sign in column) else f"#{place}"
        for place, column in enumerate(columns, start=1)
    ]
    most = 30
    return ", ".join(shown[:most]) + (f", … ({len(shown)})" if len(shown) > most else "")


def as_text(expression: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Return a column as text, lists joined."""
    if isinstance(dtype, pl.List):
        return expression.cast(pl.List(pl.String())).list.join(";")
    return expression.cast(pl.String()) if dtype != pl.String() else expression


def column_readings(
    table: RawTable, found: Mapping[str, tuple[str, str]], kinds: Mapping[str, str]
) -> tuple[ColumnReading, ...]:
    """Tell for each column what it was taken for, and why."""
    by_column: dict[str, tuple[str, str]] = {}
    for name, (column, why) in found.items():
        by_column.setdefault(column, (name, why))
    return tuple(
        ColumnReading(
            column=column,
            field=by_column.get(column, (None, ""))[0],
            why=by_column.get(column, ("", "unknown"))[1],
            example_kind=kinds.get(column, _looks(table.head[column])),
        )
        for column in table.columns
    )


def _looks(values: pl.Series) -> str:
    """Say what values look like, in one word of i18n `reading`."""
    if values.dtype.is_nested():
        return "list"
    text = values.cast(pl.String()).drop_nulls().str.strip_chars()
    text = text.filter(text != "")
    if not len(text):
        return "empty"
    if text.str.contains(r"^[^@\s]+@[^@\s]+\.[^@\s]+$").all():
        return "email"
    if text.str.contains(r"^-?\d+$").all():
        return "integer"
    return "words" if text.n_unique() <= max(len(text) // 5, 12) else "text"
