"""The tables with the site of each person in the place of the unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.tables.engine import as_enum

if TYPE_CHECKING:
    from rse_maturity.tables.tables import Tables


def by_site(tables: Tables) -> Tables | None:
    """Return the tables in which a unit is a site; None where no site is known, or sites are the units already.

    Ties between units are left out: they were counted by unit.
    """
    people = tables.people
    known = people.get_column("site").is_not_null()
    if not known.any() or people.get_column("site").equals(people.get_column("unit").alias("site")):
        return None
    sites = people.select(pl.col("person").alias("author"), as_enum(people.get_column("site")).alias("unit"))
    roots = tables.roots.drop("unit").join(sites, on="author", how="left", maintain_order="left")
    return replace(
        tables,
        people=people.with_columns(unit="site"),
        roots=roots.select(tables.roots.columns),
        unit_ties=tables.unit_ties.clear(),
        unit_people=tables.unit_people.clear(),
    )
