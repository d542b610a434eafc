"""What was read and how it was treated, as an analysis states it: counts of the data set, and nobody's name unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.reading import Directory, Input, Match, Processing, SourceSummary, Unmatched

if TYPE_CHECKING:
    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import Dataset
    from rse_maturity.privacy import Key


def what_was_read(dataset: Dataset, *, names: bool) -> Input:
    """Say what was read: sources, events by kind, people, and how the directory fits them.

    Parameters
    ----------
    dataset
        At least one event.
    names
        Whether those who act without being listed are named.

    Returns
    -------
    Input
        Shares are None where there is nobody to divide by.
    """
    kinds = dataset.events.lazy().group_by("kind").len().collect(engine="streaming").sort("kind")
    directory = dataset.directory
    return Input(
        sources=tuple(
            SourceSummary(
                name=source.name,
                format=source.format,
                sha256=str(source.sha256),
                rows=source.rows,
                events=source.events,
                rejected=source.rejected,
                duplicates=source.duplicates,
                left_out=source.left_out,
                unread=source.unread,
                capabilities=source.capabilities,
            )
            for source in dataset.sources
        ),
        first_event=dataset.first_event,
        last_event=dataset.last_event,
        zone=dataset.zone,
        zone_source=dataset.zone_source,
        events=dataset.events.height,
        kinds=dict(kinds.with_columns(pl.col("kind").cast(pl.String)).iter_rows()),
        people=dataset.people.filter(~pl.col("is_bot").fill_null(value=False)).height,
        directory=None
        if directory is None
        else Directory(
            people=directory.people,
            expected=directory.expected,
            match=Match(
                actors_in_directory=_share(directory.actors_in_directory, directory.actors),
                directory_in_actors=_share(directory.directory_in_actors, directory.people),
            ),
            actors=directory.actors,
            actors_not_listed=directory.actors - directory.actors_in_directory,
            listed_not_acting=directory.people - directory.directory_in_actors,
            unmatched=_unmatched(dataset) if names else (),
        ),
        capabilities=dataset.capabilities,
    )


def _unmatched(dataset: Dataset) -> tuple[Unmatched, ...]:
    """List those who act and whom no directory lists, by id; bots and those who are merely answered are left out."""
    acting = pl.col("person").is_in(dataset.events["actor"].unique().implode())
    strangers = dataset.people.filter(acting & pl.col("in_directory").not_() & pl.col("is_bot").not_()).sort("id")
    return tuple(
        Unmatched(person=row["id"], display_name=row["display_name"], email=row["email"])
        for row in strangers.select("id", "display_name", "email").iter_rows(named=True)
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def how_it_was_treated(dataset: Dataset, settings: Settings, key: Key) -> Processing:
    """Say what was dropped at reading, who was left out, and how people are shown."""
    return Processing(
        dropped=dataset.dropped,
        excluded_channels=len(settings.input.exclude_channels),
        excluded_persons=len(settings.input.exclude_persons),
        minimum_group=settings.privacy.minimum_group,
        persons=settings.privacy.persons,
        key=key.source,
    )
