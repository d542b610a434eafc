"""The first rows of a source as they were understood, people numbered unless names were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from rse_maturity.i18n import Catalogue

PEOPLE = ("actor", "parent_actor", "person_id", "id", "manager_id")
"""Columns that hold a person's id: the same person keeps the same number in each."""

HIDDEN = ("display_name", "first_name", "last_name", "email", "title")
"""Columns that say who somebody is."""


def first_rows(first: pl.DataFrame, *, names: bool, texts: Catalogue) -> list[dict[str, str | None]]:
    """Return the rows as text, column by column; a value that is not there is None. Empty where there is no row."""
    numbers: dict[str, str] = {}

    def cell(column: str, value: Any) -> str | None:
        if value is None or names:
            return None if value is None else str(value)
        if column in HIDDEN:
            return texts.text("terminal.inspect.hidden")
        if column in PEOPLE:
            return numbers.setdefault(str(value), texts.text("terminal.inspect.person", n=len(numbers) + 1))
        return str(value)

    filled = [name for name in first.columns if first[name].null_count() < first.height]
    rows: Iterator[dict[str, Any]] = first.select(filled).iter_rows(named=True)
    return [{name: cell(name, value) for name, value in row.items()} for row in rows]
