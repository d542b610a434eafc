"""The parts of the network, each with its figures and its phase: units, sites, communities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.measures.measure import measure_units
from rse_maturity.model.analysis import CommunitySummary, UnitSummary
from rse_maturity.phases.units import judge_unit
from rse_maturity.privacy import group_sizes, shown_groups
from rse_maturity.tables.sites import by_site

if TYPE_CHECKING:
    from rse_maturity.config import Settings
    from rse_maturity.model.metric import Figures, PeriodFigures
    from rse_maturity.phases.judgement import Context
    from rse_maturity.tables.tables import Communities, Tables

UNIT_SAYS_NOTHING = frozenset({"self_sustained_share", "two_way_share"})
"""Figures that a unit or a site is not judged by: the team that animates the network sits in one of them, and their
two-way ties are known for the last 12 months alone, so that a phase month by month cannot rest on them."""


def unit_summaries(
    tables: Tables,
    roster: pl.DataFrame,
    measured: dict[str, tuple[PeriodFigures, ...]],
    *,
    shown: frozenset[str],
    context: Context,
    settings: Settings,
) -> tuple[UnitSummary, ...]:
    """Sum up the units that may be shown, by name, each with its phase.

    Parameters
    ----------
    roster
        As `roster` gives it, `unit` being what is summed up.
    measured
        Figures of every period, by unit.
    context
        That of the network.
    """
    counted = (
        roster.filter(pl.col("unit").is_in(sorted(shown)))
        .group_by("unit")
        .agg(
            people=pl.len(),
            expected=pl.col("expected").sum(),
            active=(pl.col("state") != "silent").sum(),
            silent=(pl.col("state") == "silent").sum(),
        )
        .sort("unit")
    )
    summaries = []
    for row in counted.iter_rows(named=True):
        periods = measured[row["unit"]]
        verdict = judge_unit(_without(periods, UNIT_SAYS_NOTHING), context=context, settings=settings)
        summaries.append(
            UnitSummary(
                unit=row["unit"],
                people=row["people"],
                expected=row["expected"] if tables.has_directory else None,
                active=row["active"],
                silent=row["silent"] if tables.has_directory else None,
                phase=verdict.phase,
                momentum=verdict.momentum,
                confidence=verdict.confidence,
                since=verdict.since,
                metrics=periods[-1].metrics,
                trajectory=verdict.trajectory,
                next=verdict.next,
            )
        )
    return tuple(summaries)


def site_summaries(
    tables: Tables, roster: pl.DataFrame, *, context: Context, settings: Settings
) -> tuple[UnitSummary, ...]:
    """Sum up the sites as `unit_summaries` does the units; none where no site is known or sites are the units."""
    placed = by_site(tables)
    if placed is None:
        return ()
    people = roster.drop("unit").join(placed.people.select("person", "unit"), on="person", how="left")
    shown = shown_groups(group_sizes(people.get_column("unit")), minimum=settings.privacy.minimum_group)
    measured = measure_units(placed, settings=settings, among=shown)
    return unit_summaries(placed, people, measured, shown=shown, context=context, settings=settings)


def measure_communities(communities: Communities | None, *, settings: Settings) -> dict[str, tuple[PeriodFigures, ...]]:
    """Compute the figures of every period of the communities that may be shown, by name."""
    if communities is None:
        return {}
    sizes = {name: people for name, people in communities.people.items() if people}
    shown = shown_groups(sizes, minimum=settings.privacy.minimum_group)
    return measure_units(communities.tables, settings=settings, among=shown)


def community_summaries(
    communities: Communities | None,
    measured: dict[str, tuple[PeriodFigures, ...]],
    *,
    context: Context,
    settings: Settings,
) -> tuple[tuple[CommunitySummary, ...], int]:
    """Sum up the communities that may be shown, by name, each with its phase, and count the others.

    A community is judged over the people seen in it, with the limits that hold for such a population.

    Parameters
    ----------
    measured
        As `measure_communities` gives it.
    context
        That of the network.
    """
    if communities is None:
        return (), 0
    tables = communities.tables
    last = len(tables.calendar.ends) - 1
    wrote = pl.col("posts") + pl.col("comments") + pl.col("shares") > 0
    contributing = dict(
        tables.years.filter(wrote, pl.col("period") == last)
        .join(tables.people.select("person", "unit"), on="person")
        .group_by("unit")
        .len()
        .iter_rows()
    )
    seen = replace(context, population="seen")
    summaries = []
    for name, periods in measured.items():
        verdict = judge_unit(periods, context=seen, settings=settings)
        summaries.append(
            CommunitySummary(
                community=name,
                people=communities.people[name],
                contributing=contributing.get(name, 0),
                phase=verdict.phase,
                momentum=verdict.momentum,
                confidence=verdict.confidence,
                since=verdict.since,
                metrics=periods[-1].metrics,
                trajectory=verdict.trajectory,
                next=verdict.next,
            )
        )
    return tuple(summaries), len(communities.people) - len(summaries)


def _without(periods: tuple[PeriodFigures, ...], left_out: frozenset[str]) -> tuple[PeriodFigures, ...]:
    def kept(figures: Figures) -> Figures:
        return {name: figure for name, figure in figures.items() if name not in left_out}

    return tuple(one.model_copy(update={"metrics": kept(one.metrics)}) for one in periods)
