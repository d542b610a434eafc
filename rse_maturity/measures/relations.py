"""Who works with whom: graph, units against chance, clusters, and the two groups of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from rse_maturity.errors import UnitUnknown
from rse_maturity.measures.graph.chance import unit_matrix
from rse_maturity.measures.graph.clusters import clusters
from rse_maturity.measures.graph.ends import with_groups
from rse_maturity.measures.pictures.relations import busiest_pair, relation_picture
from rse_maturity.model.analysis import Cluster, GraphSummary, Relations, UnitRelation
from rse_maturity.nearest import nearest

if TYPE_CHECKING:
    from rse_maturity.model.metric import Window
    from rse_maturity.model.pictures import RelationPicture
    from rse_maturity.tables.tables import Tables

SURPRISE = 2.0  # times what chance gives, from which an exchange between units is unexpected (judgement)
# Standard errors off chance; the variance is doubled, since comments come in conversations (judgement).
NOTICEABLE = 2.0
MOST_UNEXPECTED = 5


@dataclass(frozen=True, slots=True)
class Network:
    """The relations of the last 12 months, and what their picture draws."""

    relations: Relations
    picture: RelationPicture | None


def network(
    tables: Tables,
    roster: pl.DataFrame,
    labels: pl.DataFrame,
    *,
    shown: frozenset[str],
    window: Window,
    between: tuple[str, str] | None,
    minimum: int,
    seed: int,
) -> Network:
    """Describe who works with whom.

    Parameters
    ----------
    roster, labels
        As `roster` and `label_people` give them.
    shown
        Units that may be shown.
    between
        Units of the picture; None takes the two with most exchange, or, without units, the two clusters with most.

    Raises
    ------
    UnitUnknown
        `between` names a unit that is not shown.
    """
    last = len(tables.calendar.ends) - 1
    comments = tables.ties.filter(pl.col("comments") > 0)
    matrix = unit_matrix(tables.unit_ties.filter(pl.col("period") == last), shown=shown)
    members = clusters(comments, seed=seed)
    pairs = tuple(UnitRelation(**row) for row in matrix.filter(pl.col("comments") > 0).iter_rows(named=True))
    relations = Relations(
        graph=_summary(tables, comments, roster),
        units=pairs,
        unexpected=_unexpected(matrix),
        clusters=_cluster_list(members, comments, tables.people, shown, minimum),
    )
    groups, basis = _groups(roster, members, shown, minimum)
    chosen = _checked(between, groups) if between else busiest_pair(comments, groups, minimum=minimum)
    if chosen is None:
        return Network(relations, picture=None)
    picture = relation_picture(comments, groups, labels, between=chosen, basis=basis, window=window)
    return Network(relations, picture)


def _summary(tables: Tables, comments: pl.DataFrame, roster: pl.DataFrame) -> GraphSummary:
    counted = tables.tie_periods.sort("period").tail(1)
    people, ties, mutual = (int(counted.item(0, name) or 0) for name in ("people", "directed", "mutual"))
    active = roster.filter(pl.col("state") == "contributes").get_column("person")
    linked = np.zeros(1 + tables.people.get_column("person").to_numpy().max(initial=0), dtype=bool)
    for end in ("source", "target"):
        linked[comments.get_column(end).to_numpy()] = True
    return GraphSummary(
        people=people,
        ties=ties,
        comments=int(comments.get_column("comments").sum()),
        two_way=mutual,
        isolated=int(np.count_nonzero(~linked[active.to_numpy()])),
    )


def _unexpected(matrix: pl.DataFrame) -> tuple[UnitRelation, ...]:
    """Name the exchanges across units that are far above what their sizes explain, strongest first."""
    standard_error = (2 * pl.col("expected")).sqrt()
    found = (
        matrix.filter(
            (pl.col("ratio") >= SURPRISE) & ((pl.col("comments") - pl.col("expected")) / standard_error >= NOTICEABLE)
        )
        .sort("ratio", "source", "target", descending=[True, False, False])
        .head(MOST_UNEXPECTED)
    )
    return tuple(UnitRelation(**row) for row in found.iter_rows(named=True))


def _cluster_list(
    members: pl.DataFrame, comments: pl.DataFrame, people: pl.DataFrame, shown: frozenset[str], minimum: int
) -> tuple[Cluster, ...]:
    """List the clusters of at least `minimum` people, largest first, with the shown units in them."""
    placed = with_groups(comments, members.select("person", group="cluster"))
    exchanged = placed.group_by("from", "to").agg(pl.col("comments").sum())
    same = pl.col("from") == pl.col("to")
    inside = dict(exchanged.filter(same).select("from", "comments").iter_rows())
    outside: dict[int, int] = {}
    for column in ("from", "to"):
        for cluster, count in exchanged.filter(~same).group_by(column).agg(pl.col("comments").sum()).iter_rows():
            outside[cluster] = outside.get(cluster, 0) + count
    units = members.join(people.select("person", "unit"), on="person", how="left").group_by("cluster", "unit").len()
    units_of = units.sort("unit").rows_by_key("cluster")
    return tuple(
        Cluster(
            id=cluster,
            people=size,
            units={unit: count for unit, count in units_of[cluster] if unit in shown and count >= minimum},
            inside=inside.get(cluster, 0),
            outside=outside.get(cluster, 0),
        )
        for cluster, size in members.group_by("cluster").len().sort("cluster").iter_rows()
        if size >= minimum
    )


def _groups(
    roster: pl.DataFrame, members: pl.DataFrame, shown: frozenset[str], minimum: int
) -> tuple[pl.DataFrame, Literal["units", "clusters"]]:
    """Return person and group, an enumeration: the shown units, or, where there are no two, the clusters from 1."""
    if len(shown) > 1:
        units = roster.filter(pl.col("unit").is_in(sorted(shown)))
        return units.select("person", group=pl.col("unit").cast(pl.Enum(sorted(shown)))), "units"
    large = members.filter(pl.len().over("cluster") >= minimum)
    number = (large.get_column("cluster") + 1).cast(pl.String)
    return large.select("person", group=number.cast(pl.Enum(number.unique().sort()))), "clusters"


def _checked(between: tuple[str, str], groups: pl.DataFrame) -> tuple[str, str]:
    known = sorted(groups.get_column("group").unique())
    for unit in between:
        if unit not in known:
            raise UnitUnknown(unit=unit, nearest=nearest(unit, known), count=len(known), known=", ".join(known) or "–")
    return between
