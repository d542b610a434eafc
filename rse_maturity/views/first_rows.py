"""The first rows of a source as they were understood, people numbered unless names were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from rse_maturity.i18n import Catalogue

PEOPLE = ("actor", "parent_actor", "person_id", "id", "manager_id")
"""Columns that hold a person's id: the same person keeps the same number in each."""

IDS = ("event_id", "parent_id", "thread_id")
"""Columns of ids, which a platform may have made from the name of who acted."""

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
        return _without(str(value), acting) if column in IDS else str(value)

    filled = [name for name in first.columns if first[name].null_count() < first.height]
    acting = {str(value) for name in PEOPLE if name in filled for value in first[name].drop_nulls()}
    rows: Iterator[dict[str, Any]] = first.select(filled).iter_rows(named=True)
    return [{name: cell(name, value) for name, value in row.items()} for row in rows]


def _without(value: str, acting: set[str]) -> str:
    """Blot out, in an id, the parts that name a person who acts in these rows.

    >>> _without("r:42:ada.king:+1", {"ada.king", "4"})
    'r:42:…:+1'
    """
    return ":".join("…" if part in acting else part for part in value.split(":"))
