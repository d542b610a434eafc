"""The discs of `bubbles.png`: one a person, by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.pictures import BubblePanel, Bubbles, Disc

if TYPE_CHECKING:
    from rse_maturity.model.metric import Window
    from rse_maturity.tables.tables import Tables

MOST_DISCS = 1_000  # a panel above that is told in shares: its discs would be dust


def bubbles(
    tables: Tables, people: pl.DataFrame, labels: pl.DataFrame, *, shown: frozenset[str], window: Window, minimum: int
) -> Bubbles | None:
    """Lay out who contributes, who only reacts and who stays silent, unit by unit.

    Parameters
    ----------
    people
        As `roster` gives it.
    labels
        person, label, display_name: how people are called; a null label draws a disc without a name.
    shown
        Units of at least the minimum group; people of the others are counted as hidden. Empty where no unit is known:
        one panel then holds everybody.
    window
        The last 12 months.
    minimum
        Managers are ringed only in panels with at least so many of them.

    Returns
    -------
    Bubbles or None
        None where nobody is left to show.
    """
    named = people.join(labels, on="person", how="left")
    has_units = people.get_column("unit").is_not_null().any()
    if not has_units and people.height < minimum:
        return None
    visible = named.filter(pl.col("unit").is_in(sorted(shown))) if has_units else named
    if visible.is_empty():
        return None
    groups = visible.sort("unit").partition_by("unit", maintain_order=True)
    expected_known, managers_known = tables.has_directory, tables.capabilities.get("manager") == "yes"
    panels = tuple(_panel(group, expected_known, minimum if managers_known else None) for group in groups)
    team = people.filter("team") if tables.capabilities.get("team") == "yes" else None
    units = people.get_column("unit").drop_nulls().unique()
    return Bubbles(
        window=window,
        panels=panels,
        contributing=people.filter(pl.col("state") == "contributes").height,
        people=people.height,
        expected=int(people.get_column("expected").sum()) if expected_known else None,
        contributions=int(people.get_column("contributions").sum()),
        team_people=None if team is None else team.height,
        team_contributions=None if team is None else int(team.get_column("contributions").sum()),
        hidden_units=len(units) - len(shown) if has_units else 0,
        hidden_people=people.height - visible.height,
    )


def _panel(group: pl.DataFrame, expected_known: bool, managers_from: int | None) -> BubblePanel:  # noqa: FBT001
    """Draw up one panel; `managers_from` None means that managers are unknown."""
    managers = group.filter("manager")
    ringed = managers_from is not None and managers.height >= managers_from
    states = dict(group.group_by("state").len().iter_rows())
    marks = ("contributions", "reactions", "received", "manager", "team")
    order = group.sort(*marks, "person", descending=[True] * len(marks) + [False])
    return BubblePanel(
        unit=group.item(0, "unit"),
        people=group.height,
        expected=int(group.get_column("expected").sum()) if expected_known else None,
        contributing=states.get("contributes", 0),
        reacting=states.get("reacts", 0),
        silent=states.get("silent", 0) if expected_known else None,
        managers_shown=ringed,
        managers=managers.height if ringed else None,
        managers_contributing=managers.filter(pl.col("state") == "contributes").height if ringed else None,
        discs=tuple(_disc(row, ringed) for row in order.iter_rows(named=True)) if group.height <= MOST_DISCS else (),
    )


def _disc(row: dict[str, object], ringed: bool) -> Disc:  # noqa: FBT001
    silent = row["state"] == "silent"
    return Disc.model_construct(
        contributions=row["contributions"],
        state=row["state"],
        manager=bool(row["manager"]) and ringed,
        team=row["team"],
        person=None if silent else row["label"],
        display_name=None if silent else row["display_name"],
    )
