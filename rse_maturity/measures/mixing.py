"""How comments mix units: the share inside, and the share that what each unit writes and gets would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.figures import values, withhold

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel


def mixing(panel: Panel) -> pl.DataFrame:
    """Return, for a panel by period, how comments mix units.

    Returns
    -------
    DataFrame
        key, inside (share of the comments between people with a unit that stay in it), expected (the sum over units of
        the share written x the share received), numerator (comments inside) and denominator (comments). Periods without
        a comment are not in it.
    """
    ties = panel.keyed(panel.tables.unit_ties).with_columns(pl.col("comments").cast(pl.Float64))
    same = pl.col("source_unit") == pl.col("target_unit")
    totals = ties.group_by("key").agg(
        numerator=pl.col("comments").filter(same).sum(), denominator=pl.col("comments").sum()
    )
    written = ties.group_by("key", unit="source_unit").agg(written=pl.col("comments").sum())
    received = ties.group_by("key", unit="target_unit").agg(received=pl.col("comments").sum())
    products = (
        written.join(received, on=["key", "unit"])
        .sort("key", "unit")  # sums of fractions must not depend on the order of rows
        .group_by("key", maintain_order=True)
        .agg(product=(pl.col("written") * pl.col("received")).sum())
    )
    n = pl.col("denominator")
    return (
        totals.filter(n > 0)
        .join(products, on="key", how="left")
        .with_columns(inside=pl.col("numerator") / n, expected=pl.col("product").fill_null(0.0) / n**2)
        .drop("product")
    )


def of_enough_people(panel: Panel, rows: pl.DataFrame) -> pl.DataFrame:
    """Make figures of `mixing` with a value; fewer people than the minimum group, or one unit, say nothing.

    Returns
    -------
    DataFrame
        COLUMNS of `figures`; the denominator is the number of comments.
    """
    people = panel.keyed(panel.tables.unit_people).group_by("key").agg(people=pl.col("people").sum(), units=pl.len())
    small, alone = (
        people.filter(condition).get_column("key").to_list()
        for condition in (pl.col("people") < panel.minimum, pl.col("units") < 2)  # noqa: PLR2004 - one unit is alone
    )
    found = values(panel, rows.drop("inside", "expected"), few="few_ties", minimum=panel.minimum)
    found = withhold(found, pl.col("key").is_in(small), status="too_few", reason="few_people")
    return withhold(found, pl.col("key").is_in(alone) | pl.col("value").is_null(), status="too_few", reason="few_units")
