"""The people and links of `relations.png`: two groups, who comments on whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.graph.ends import with_groups
from rse_maturity.model.pictures import RelationLink, RelationPerson, RelationPicture

if TYPE_CHECKING:
    from rse_maturity.model.metric import Window

MOST_PEOPLE = 150  # per side, those with most comments first; totals count everybody


def busiest_pair(ties: pl.DataFrame, groups: pl.DataFrame, *, minimum: int) -> tuple[str, str] | None:
    """Return the two groups with most comments between them, both ways added, the larger group of people first.

    Pairs in whose exchange at least `minimum` people of each side take part come before the others, however many
    comments a few accounts leave there.

    Parameters
    ----------
    ties
        source, target, comments.
    groups
        person, group (text, or an enumeration in the order of the texts): those that may be shown.
    minimum
        People of a side.

    Returns
    -------
    tuple of str or None
        None where no comment crosses between two groups.
    """
    crossing = with_groups(ties, groups).filter(pl.col("from") != pl.col("to"))
    forward = pl.col("from") < pl.col("to")
    pairs = (
        crossing.select(
            "comments",
            low=pl.when(forward).then("from").otherwise("to"),
            high=pl.when(forward).then("to").otherwise("from"),
            of_low=pl.when(forward).then("source").otherwise("target"),
            of_high=pl.when(forward).then("target").otherwise("source"),
        )
        .group_by("low", "high")
        .agg(
            pl.col("comments").sum(),
            carried=(pl.col("of_low").n_unique() >= minimum) & (pl.col("of_high").n_unique() >= minimum),
        )
        .sort("carried", "comments", "low", "high", descending=[True, True, False, False])
    )
    if pairs.is_empty():
        return None
    low, high = pairs.row(0)[:2]
    sizes = dict(groups.group_by("group").len().iter_rows())
    return (low, high) if sizes[low] >= sizes[high] else (high, low)


def relation_picture(
    ties: pl.DataFrame,
    groups: pl.DataFrame,
    labels: pl.DataFrame,
    *,
    between: tuple[str, str],
    basis: str,
    window: Window,
) -> RelationPicture:
    """Lay out the comments that people of two groups leave one another over the last 12 months.

    Parameters
    ----------
    ties
        source, target, comments.
    groups
        person, group: one row a person.
    labels
        person, label, display_name.
    between
        The left and the right group.
    basis
        units or clusters.

    Returns
    -------
    RelationPicture
        Totals count everybody; people and links those with most comments, at most 150 on a side.
    """
    left, right = between
    both = groups.filter(pl.col("group").is_in([left, right]))
    counted = with_groups(ties, both)
    totals = {(row[0], row[1]): row[2] for row in counted.group_by("from", "to").agg(pl.col("comments").sum()).rows()}
    drawn = _most_present(counted, both, left).join(labels, on="person", how="left").with_row_index("place")
    place = drawn.select("person", "place")
    links = (
        counted.join(place, left_on="source", right_on="person")
        .join(place, left_on="target", right_on="person", suffix="_target")
        .sort("place", "place_target")
    )
    sizes = dict(both.group_by("group").len().iter_rows())
    return RelationPicture(
        basis="units" if basis == "units" else "clusters",
        window=window,
        left=left,
        right=right,
        left_people=sizes.get(left, 0),
        right_people=sizes.get(right, 0),
        left_inside=totals.get((left, left), 0),
        right_inside=totals.get((right, right), 0),
        left_to_right=totals.get((left, right), 0),
        right_to_left=totals.get((right, left), 0),
        people=tuple(
            RelationPerson(person=label, display_name=name, side=side, received=received, given=given)
            for label, name, side, received, given in drawn.select(
                "label", "display_name", "side", "received", "given"
            ).iter_rows()
        ),
        links=tuple(
            RelationLink(source=source, target=target, comments=comments)
            for source, target, comments in links.select("place", "place_target", "comments").iter_rows()
        ),
    )


def _most_present(counted: pl.DataFrame, both: pl.DataFrame, left: str) -> pl.DataFrame:
    """Choose whom to draw: those who cross most, then those with most comments."""
    given = counted.group_by(person="source").agg(given=pl.col("comments").sum())
    received = counted.group_by(person="target").agg(received=pl.col("comments").sum())
    across = counted.filter(pl.col("from") != pl.col("to"))
    crossing = (
        pl.concat(
            [
                across.select("comments", person=pl.col("source")),
                across.select("comments", person=pl.col("target")),
            ]
        )
        .group_by("person")
        .agg(crossing=pl.col("comments").sum())
    )
    present = (
        both.select("person", side=(pl.col("group") != left).cast(pl.UInt8))
        .join(given, on="person", how="left")
        .join(received, on="person", how="left")
        .join(crossing, on="person", how="left")
        .with_columns(pl.col("given", "received", "crossing").fill_null(0))
        .filter(pl.col("given") + pl.col("received") > 0)
        .with_columns(volume=pl.col("given") + pl.col("received"))
        .sort("crossing", "volume", "person", descending=[True, True, False])
    )
    return present.group_by("side", maintain_order=True).head(MOST_PEOPLE).sort("side", "person")
