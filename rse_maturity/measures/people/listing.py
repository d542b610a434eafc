"""The people of the analysis: pseudonyms, what they did, how far it carried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from pydantic import TypeAdapter

from rse_maturity.measures.people.influence import influence
from rse_maturity.model.analysis import Person

if TYPE_CHECKING:
    from rse_maturity.tables.tables import Tables

PEOPLE = TypeAdapter(tuple[Person, ...])
ROLES = pl.Series([[], ["community_team"], ["manager"], ["community_team", "manager"]], dtype=pl.List(pl.String))
"""By place: nothing, 1 for the community team, 2 for a manager, 3 for both."""

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
    has_units = roster.get_column("unit").is_not_null().any()
    visible = pl.col("unit").is_in(sorted(shown)) if has_units else pl.lit(value=roster.height >= minimum)
    ringed = pl.col("manager").sum().over("unit") >= minimum
    role = pl.col("team").cast(pl.UInt8) + 2 * (pl.col("manager") & ringed).cast(pl.UInt8)
    rows = (
        roster.with_columns(roles=pl.lit(ROLES).gather(role))
        .filter((pl.col("state") != "silent") & visible)
        .join(influence(tables, roster), on="person", how="left")
        .join(labels, on="person", how="left")
        .sort("contributions", "received", "person", descending=[True, True, False])
        .select(
            "display_name",
            "unit",
            "posts",
            "comments",
            "reactions",
            "received",
            "roles",
            person="label",
            influence=pl.when(pl.col("score").is_not_null()).then(pl.struct(*PARTS)),
        )
    )
    return PEOPLE.validate_json(rows.write_json())
