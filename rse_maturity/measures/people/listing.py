"""The people of the analysis: pseudonyms, what they did, how far it carried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.people.influence import influence
from rse_maturity.model.people import People

if TYPE_CHECKING:
    from rse_maturity.tables.tables import Tables

ROLES = pl.Series([[], ["community_team"], ["manager"], ["community_team", "manager"]], dtype=pl.List(pl.String))
"""By place: nothing, 1 for the community team, 2 for a manager, 3 for both."""


def list_people(
    tables: Tables, roster: pl.DataFrame, labels: pl.DataFrame, *, shown: frozenset[str], minimum: int
) -> People:
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
    People
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
        .drop("person")
        .rename({"label": "person"})
    )
    return People(rows)
