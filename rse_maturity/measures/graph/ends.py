"""Ties with the groups of both their ends."""

from __future__ import annotations

import polars as pl


def with_groups(ties: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Add the group of who answers and of who is answered to the comment ties.

    Parameters
    ----------
    ties
        source, target, comments.
    groups
        person u32, group: one row a person.

    Returns
    -------
    DataFrame
        source, target, comments, from, to; ties without a comment, and those of people without a group, are left out.
    """
    linked = ties.filter(pl.col("comments") > 0).select("source", "target", "comments")
    last = linked.select(pl.max_horizontal(pl.col("source", "target").max())).item() or 0
    people = pl.DataFrame({"person": pl.int_range(last + 1, dtype=pl.UInt32, eager=True)})
    of = people.join(groups, on="person", how="left", maintain_order="left").get_column("group")
    ends = linked.with_columns(of.gather(linked["source"]).alias("from"), of.gather(linked["target"]).alias("to"))
    return ends.filter(pl.col("from").is_not_null() & pl.col("to").is_not_null())
