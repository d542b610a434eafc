"""From an analysis to what a history keeps of it: figures of the whole and of its groups, and nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rse_maturity.model.analysis import Relations
from rse_maturity.model.pictures import Pictures
from rse_maturity.model.snapshot import Quality, Snapshot
from rse_maturity.tracking.definitions import NOT_OF_DEFINITION, OF_PEOPLE, definitions_of

if TYPE_CHECKING:
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.reading import Input
    from rse_maturity.model.snapshot import Period

BARE: dict[str, Any] = {"trajectory": (), "next": ()}
"""What is left out of a unit, a site or a community."""


def snapshot_of(analysis: Analysis, *, network: str, period: Period) -> Snapshot:
    """Return what a history keeps of one period: phase, figures, and how far they can be trusted.

    Parameters
    ----------
    analysis
        Of data up to the end of the period; it has at least one month.
    network
        What the network is called in the history.
    period
        Of which step this is the end.
    """
    last, phase, read = analysis.trajectory[-1], analysis.phase, analysis.input
    match = None if read.directory is None else read.directory.match
    return Snapshot(
        network=network,
        period=period,
        end=last.end,
        taken_at=analysis.generated_at,
        tool_version=analysis.tool_version,
        population=analysis.population,
        definitions=definitions_of(analysis),
        phase=phase.label,
        momentum=phase.momentum,
        confidence=None if phase.confidence is None else phase.confidence.value,
        since=phase.since,
        flags=tuple(flag.id for flag in phase.flags),
        exceptional=last.exceptional,
        quality=Quality(
            events=read.events,
            people=read.people,
            rows=sum(source.rows for source in read.sources),
            rejected=sum(source.rejected for source in read.sources),
            last_event=read.last_event,
            actors_in_directory=None if match is None else match.actors_in_directory,
            directory_in_actors=None if match is None else match.directory_in_actors,
        ),
        metrics=analysis.metrics,
    )


def without_persons(analysis: Analysis) -> Analysis:
    """Return an analysis as a history keeps it for `compare`: whole, but for persons and what leads to them.

    No person, picture or list of the unmatched; of sources their format in place of their name, which may be a
    person's (a mailbox, an archive of one user); of settings what decides the meaning of figures. Of the months the
    last, of the relations their sums: the others are in other snapshots, or are not compared.
    """
    return analysis.model_copy(
        update={
            "input": _input(analysis.input),
            "settings": _settings(analysis.settings),
            "trajectory": analysis.trajectory[-1:],
            "weekly": (),
            "units": tuple(one.model_copy(update=BARE) for one in analysis.units),
            "sites": tuple(one.model_copy(update=BARE) for one in analysis.sites),
            "communities": tuple(one.model_copy(update=BARE) for one in analysis.communities),
            "relations": Relations(graph=analysis.relations.graph, units=(), unexpected=(), clusters=()),
            "people": analysis.people[:0],
            "pictures": Pictures(bubbles=None, relations=None),
        }
    )


def _input(read: Input) -> Input:
    nameless = tuple(one.model_copy(update={"name": one.format}) for one in read.sources)
    listed = None if read.directory is None else read.directory.model_copy(update={"unmatched": ()})
    return read.model_copy(update={"sources": nameless, "directory": listed})


def _settings(settings: dict[str, Any]) -> dict[str, Any]:
    time, people = settings.get("time", {}), settings.get("people", {})
    return {
        "time": {name: value for name, value in time.items() if name not in NOT_OF_DEFINITION},
        "rules": settings.get("rules", {}),
        "people": {name: people[name] for name in OF_PEOPLE if name in people},
    }
