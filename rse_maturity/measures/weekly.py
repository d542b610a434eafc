"""The series by week: what can be told of seven days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from rse_maturity.measures.membership import member_on
from rse_maturity.measures.needs import missing
from rse_maturity.model.metric import WeekPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel

SIX_DAYS = timedelta(days=6)
ANSWERED = ("post", "comment", "links", "threads", "threaded", "openings", "times")
"""What an export must hold for answers to be counted; as for the response rate."""


def weekly(panel: Panel) -> tuple[WeekPoint, ...]:
    """Tell what happened in every complete week of the network, for a panel by period.

    Returns
    -------
    tuple of WeekPoint
        Rising by week. With a directory, people are counted who are members in that week (on its Sunday); acts are
        those of everybody.
    """
    weeks, contributions = panel.facts.week, pl.col("contributions")
    columns = {
        "week": panel.tables.calendar.weeks,
        "active": panel.active_by_week.sum(axis=0).tolist(),
        "members": _members(panel),
        "contributing": _total(panel, weeks.filter("member", "wrote"), pl.col("n")),
        "new_contributors": _new(panel),
        "contributions": _total(panel, weeks, contributions),
        "team_contributions": _total(panel, weeks.filter("team"), contributions)
        if panel.has("team")
        else _unknown(panel),
        "reactions": _total(panel, weeks, pl.col("reactions")),
        **_posts(panel),
    }
    return tuple(WeekPoint(**dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True))


def _total(panel: Panel, weeks: pl.DataFrame, amount: pl.Expr) -> Sequence[int]:
    told = weeks.select("place", amount=amount)
    return _summed(panel, told.get_column("place"), told.get_column("amount"))


def _members(panel: Panel) -> Sequence[int | None]:
    if not panel.tables.has_directory:
        return _unknown(panel)
    spells = panel.people.filter("eligible").group_by("joined", "left").agg(n=pl.len())
    present = pl.col("n").filter(member_on(pl.col("week") + SIX_DAYS)).sum()
    members = panel.weeks.to_frame().join(spells, how="cross").group_by("week").agg(members=present)
    return panel.weeks.to_frame().join(members, on="week", how="left").get_column("members").fill_null(0).to_list()


def _new(panel: Panel) -> Sequence[int]:
    """Count the first contributions of each week."""
    days = panel.people.get_column("first_contribution").drop_nulls().value_counts()
    return _summed(panel, *_weeks_of(panel, days.get_column("first_contribution"), days.get_column("count")))


def _posts(panel: Panel) -> dict[str, Sequence[Any]]:
    """Count the root posts of each week, and those answered in time; the last weeks have not had the time."""
    unknown = {"posts": _unknown(panel), "answered": _unknown(panel)}
    if missing(panel, ANSWERED) is not None:
        return unknown
    time = panel.settings.time
    in_time = pl.col("first_answer_hours") <= 24 * time.answer_days
    days = (
        panel.tables.roots.lazy()
        .filter(~pl.col("repeated"))
        .group_by("day")
        .agg(posts=pl.len(), answered=in_time.sum())
        .collect()
    )
    counts = {
        name: _summed(panel, *_weeks_of(panel, days.get_column("day"), days.get_column(name))) for name in unknown
    }
    over = panel.tables.calendar.last_day - timedelta(days=time.answer_days)
    told = [week + SIX_DAYS <= over for week in panel.tables.calendar.weeks]
    answered = [count if had_time else None for count, had_time in zip(counts["answered"], told, strict=True)]
    return {"posts": counts["posts"], "answered": answered}


def _weeks_of(panel: Panel, days: pl.Series, counts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the place of the week of each day, and its count; days in no complete week are left out."""
    place = panel.weeks.search_sorted(days, side="right").cast(pl.Int64) - 1
    monday = panel.weeks.gather(place.clip(lower_bound=0), null_on_oob=True)  # there may be no complete week at all
    inside = (place >= 0) & (days - monday <= SIX_DAYS).fill_null(value=False)
    return place.filter(inside), counts.filter(inside)


def _summed(panel: Panel, place: pl.Series, amounts: pl.Series) -> Sequence[int]:
    return _listed(np.bincount(place.to_numpy(), weights=amounts.to_numpy(), minlength=panel.weeks.len()))


def _listed(counts: NDArray[Any]) -> Sequence[int]:
    found: list[int] = counts.astype(np.int64).tolist()
    return found


def _unknown(panel: Panel) -> Sequence[None]:
    return [None] * panel.weeks.len()
