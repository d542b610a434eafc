"""The people of the analysis: pseudonyms, what they did, how far it carried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.people.influence import influence
from rse_maturity.model.analysis import Influence, Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rse_maturity.tables.tables import Tables

PARTS = ("score", "reach", "resonance", "breadth", "constancy")


def list_people(
    tables: Tables, roster: pl.DataFrame, labels: pl.DataFrame, *, shown: frozenset[str], minimum: int
) -> tuple[Person, ...]:
    """List those who took part in the last 12 months, most contributions first, within units that may be shown.

    Parameters
    ----------
    roster, labels
        As `roster` and `label_people` give them.
    shown
        Units of at least the minimum group. Where no unit is known, the whole network is one.
    minimum
        The role of manager is named only in units with at least so many managers.

    Returns
    -------
    tuple of Person
        The silent are not in it.
    """
    ringed = _units_with_managers(tables, roster, minimum)
    has_units = roster.get_column("unit").is_not_null().any()
    visible = pl.col("unit").is_in(sorted(shown)) if has_units else pl.lit(value=roster.height >= minimum)
    rows = (
        roster.filter((pl.col("state") != "silent") & visible)
        .join(influence(tables, roster), on="person", how="left")
        .join(labels, on="person", how="left")
        .sort("contributions", "received", "person", descending=[True, True, False])
    )
    return tuple(_person(row, ringed) for row in rows.iter_rows(named=True))


def _units_with_managers(tables: Tables, roster: pl.DataFrame, minimum: int) -> frozenset[str | None]:
    """Return the units with so many managers that naming the role points at nobody."""
    if tables.capabilities.get("manager") != "yes":
        return frozenset()
    sizes = roster.filter("manager").group_by("unit").len()
    return frozenset(unit for unit, size in sizes.iter_rows() if size >= minimum)


def _person(row: Mapping[str, object], ringed: frozenset[str | None]) -> Person:
    may_be_named = {"community_team": True, "manager": row["unit"] in ringed}
    held = {"community_team": row["team"], "manager": row["manager"]}
    return Person.model_validate(
        {
            "person": row["label"],
            "display_name": row["display_name"],
            "unit": row["unit"],
            "posts": row["posts"],
            "comments": row["comments"],
            "reactions": row["reactions"],
            "received": row["received"],
            "influence": None
            if row["score"] is None
            else Influence.model_validate({part: row[part] for part in PARTS}),
            "roles": tuple(role for role in held if held[role] and may_be_named[role]),
        }
    )
