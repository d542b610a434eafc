"""What a notebook calls, and what the command line calls: load, inspect, analyze, convert.

>>> import rse_maturity as rse
>>> dataset = rse.load(["export.csv"], settings=rse.Settings())  # doctest: +SKIP
>>> rse.analyze(dataset, settings=rse.Settings()).phase.label  # doctest: +SKIP
'growth'
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING

from rse_maturity import __version__
from rse_maturity.collecting import uncollected
from rse_maturity.levels import community_summaries, measure_communities, site_summaries, unit_summaries
from rse_maturity.measures.measure import measure
from rse_maturity.measures.metrics import METRICS
from rse_maturity.measures.people.listing import list_people
from rse_maturity.measures.people.roster import roster
from rse_maturity.measures.pictures.bubbles import bubbles
from rse_maturity.measures.relations import network
from rse_maturity.measures.thorough import check_thorough
from rse_maturity.model.analysis import Analysis
from rse_maturity.model.metric import Window
from rse_maturity.model.people import People
from rse_maturity.model.pictures import Pictures
from rse_maturity.model.progress import Silent
from rse_maturity.moment import now
from rse_maturity.phases.judge import judge
from rse_maturity.phases.judgement import Context
from rse_maturity.phases.rules import RULES
from rse_maturity.privacy import find_key, group_sizes, label_people, shown_groups
from rse_maturity.provenance import how_it_was_treated, what_was_read
from rse_maturity.sources import inspect, load, write_canonical
from rse_maturity.sources.formats import FORMATS
from rse_maturity.tables.calendar import year_until
from rse_maturity.tables.communities import communities
from rse_maturity.tables.distil import distil
from rse_maturity.tables.season import exceptional_ends
from rse_maturity.tracking.compare import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rse_maturity.config import Settings
    from rse_maturity.measures.metric_spec import MetricSpec
    from rse_maturity.model.dataset import Dataset
    from rse_maturity.model.metric import Figures, PeriodFigures
    from rse_maturity.model.progress import Progress
    from rse_maturity.model.snapshot import Period, Snapshot
    from rse_maturity.phases.rule import Rule
    from rse_maturity.sources.format import Format
    from rse_maturity.tables.tables import Communities, Tables
    from rse_maturity.tracking.history import History

__all__ = [
    "analyze",
    "check_thorough",
    "compare",
    "convert",
    "formats",
    "inspect",
    "load",
    "metric_specs",
    "rules",
    "track",
]

BULK_ENROLLED = 0.5  # share of the members who joined on three days, from which members say nothing (metrics 3.2)


@uncollected()  # a notebook would wait a second more for a large network
def analyze(
    dataset: Dataset,
    *,
    settings: Settings,
    between: tuple[str, str] | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Say in which phase the network is, with the evidence.

    Parameters
    ----------
    dataset
        As `load` gives it.
    settings
        Limits, windows, privacy, language of the views.
    between
        Two units for the picture of relations; by default the two with most exchange.
    progress
        Told of each step.

    Returns
    -------
    Analysis
        A frozen value; too little data gives the phase `insufficient_data`, never an error.

    Raises
    ------
    UnitUnknown
        `between` names a unit that the data does not have, or that is too small to be shown.
    UnknownSetting
        `settings.rules` names no rule.
    BadSetting
        `settings.measures.thorough`, and SciPy is not installed.
    """
    check_thorough(settings)
    told = progress or Silent()
    key, minimum = find_key(settings.privacy), settings.privacy.minimum_group
    with ThreadPoolExecutor(2) as beside:  # tables and figures are compiled code and leave Python free for the rest
        beside.submit(import_module, "networkx")  # a tenth of a second, wanted by the clusters
        labelling = beside.submit(label_people, dataset.people, settings=settings.privacy, key=key)
        tables = distil(dataset, settings=settings, progress=told)
        told.step("measuring")
        people = roster(tables)
        shown = shown_groups(group_sizes(people.get_column("unit")), minimum=minimum)
        measuring = beside.submit(measure, tables, settings=settings, among=shown)
        gathering = beside.submit(_communities, tables, settings=settings)
        start, end = year_until(tables.calendar.last_day)
        window, labels = Window(start=start, end=end), labelling.result()
        relations = network(
            tables, people, labels, shown=shown, window=window, between=between, minimum=minimum, seed=settings.seed
        )
        discs = bubbles(tables, people, labels, shown=shown, window=window, minimum=minimum)
        listed = (
            list_people(tables, people, labels, shown=shown, minimum=minimum)
            if settings.privacy.persons != "none"
            else People.of(())
        )
        read = what_was_read(dataset, names=settings.privacy.persons == "names")
        measured, (spaces, measured_spaces) = measuring.result(), gathering.result()
    told.step("judging")
    headline = measured.periods[-1].metrics
    context = _context(tables, headline, settings=settings)
    judgement = judge(measured.periods, context=context, settings=settings, people_drawn=measured.people_drawn)
    summed_up, left_out = community_summaries(spaces, measured_spaces, context=context, settings=settings)
    return Analysis(
        tool_version=__version__,
        generated_at=now(),
        lang=settings.lang,
        input=read,
        processing=how_it_was_treated(dataset, settings, key),
        settings=settings.model_dump(mode="json"),
        population="directory" if tables.has_directory else "seen",
        phase=judgement.phase,
        metrics=headline,
        trajectory=judgement.trajectory,
        weekly=measured.weekly,
        survival=measured.survival,
        units=unit_summaries(tables, people, measured.units, shown=shown, context=context, settings=settings),
        sites=site_summaries(tables, people, context=context, settings=settings),
        communities=summed_up,
        communities_left_out=left_out,
        relations=relations.relations,
        people=listed,
        advice=judgement.advice,
        pictures=Pictures(bubbles=discs, relations=relations.picture),
    )


def convert(
    sources: Sequence[str | Path],
    *,
    output: Path,
    append: bool = False,
    settings: Settings,
    progress: Progress | None = None,
) -> Dataset:
    """Write the canonical data set of the sources to a folder, which every command reads back with the same result.

    Parameters
    ----------
    append
        Add to what the folder holds, each event once; otherwise the folder is replaced.
    """
    return write_canonical(sources, output, append=append, settings=settings, progress=progress or Silent())


def track(
    sources: Sequence[str | Path],
    *,
    history: History,
    every: Period = "month",
    backfill: bool = False,
    settings: Settings,
    accept: Callable[[Dataset], None] | None = None,
    progress: Progress | None = None,
) -> tuple[Snapshot, ...]:
    """Add the snapshot of the last whole month (or week) of an export to a history.

    Parameters
    ----------
    history
        As `rse_maturity.open_history` gives it; `settings.network` says what the network is called there.
    backfill
        Rebuild every period that the export holds, each from what was known by its end.
    accept
        Told of the data set before anything is made of it; it may refuse.

    Returns
    -------
    tuple of Snapshot
        What was added, oldest first; each is in the history as soon as it is made.

    Raises
    ------
    InputError, SettingsError
        As `load`; NoWholePeriod where no month (week) is over.
    HistoryError
        The history cannot be written.
    """
    from rse_maturity.following import entries  # noqa: PLC0415 - who analyses need not load what snapshots need

    told, added = progress or Silent(), []
    for entry in entries(
        sources,
        every=every,
        backfill=backfill,
        settings=settings,
        analyse=lambda dataset, then: analyze(dataset, settings=then, progress=told),
        accept=accept or (lambda _: None),
        progress=told,
    ):
        history.add([entry])
        added.append(entry.snapshot)
    return tuple(added)


def metric_specs() -> tuple[MetricSpec, ...]:
    """Return every metric there is: id, unit, window, what it needs, source."""
    return METRICS


def rules() -> tuple[Rule, ...]:
    """Return every rule there is: metric, limits by phase and population, weight, source."""
    return RULES


def formats() -> tuple[Format, ...]:
    """Return every format that is read, with what it can tell."""
    return FORMATS


def _communities(
    tables: Tables, *, settings: Settings
) -> tuple[Communities | None, dict[str, tuple[PeriodFigures, ...]]]:
    found = communities(tables)
    return found, measure_communities(found, settings=settings)


def _context(tables: Tables, headline: Figures, *, settings: Settings) -> Context:
    bulk = headline.get("bulk_enrolment_share")
    return Context(
        population="directory" if tables.has_directory else "seen",
        first_day=tables.calendar.first_day,
        contributors_ever=tables.contributors_ever,
        complete_weeks=len(tables.calendar.weeks),
        bulk_enrolled=bulk is not None and bulk.value is not None and bulk.value > BULK_ENROLLED,
        begins_midway=tables.begins_midway,
        exceptional=exceptional_ends(tables.calendar, settings=settings),
        lost=tables.calendar.lost,
        imported=tables.imported,
    )
