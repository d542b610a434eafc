"""`rse-maturity track`: a snapshot a month (or a week) goes to a history, and the trend is shown."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Argument, Option

from rse_maturity.cli.history import HistoryOption, NetworkOption  # noqa: TC001 - Typer reads the annotations
from rse_maturity.cli.options import Reading, with_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.config import Settings
    from rse_maturity.i18n import Catalogue
    from rse_maturity.model.snapshot import Period, Snapshot
    from rse_maturity.tracking.history import History


@with_reading
def track(
    sources: Annotated[list[str] | None, Argument(metavar="[SOURCE]...", show_default=False)] = None,
    *,
    history: HistoryOption = None,
    network: NetworkOption = None,
    every: Annotated[Literal["month", "week"] | None, Option("--every", show_default=False)] = None,
    backfill: Annotated[bool, Option("--backfill")] = False,
    imported: Annotated[Path | None, Option("--import", metavar="FILE", show_default=False)] = None,
    exported: Annotated[Path | None, Option("--export", metavar="FILE", show_default=False)] = None,
    purge_before: Annotated[str | None, Option("--purge-before", metavar="DATE", show_default=False)] = None,
    metric: Annotated[list[str], Option("--metric", metavar="NAME", show_default=False)] = [],  # noqa: B006 - Typer's way
    output_format: Annotated[
        Literal["text", "json", "markdown", "csv"], Option("--format", show_default=False)
    ] = "text",
    quiet: Annotated[bool, Option("--quiet", "-q")] = False,
    reading: Reading,
) -> None:
    """Add the snapshot of the last whole month (or week) to a history, and show the trend."""
    from rse_maturity.cli.history import history_address, nothing_kept, of_network  # noqa: PLC0415 - when it begins
    from rse_maturity.cli.output import note, write  # noqa: PLC0415 - same
    from rse_maturity.cli.settings import day, reading_settings  # noqa: PLC0415 - same
    from rse_maturity.i18n import catalogue  # noqa: PLC0415 - same
    from rse_maturity.tracking.history import open_history  # noqa: PLC0415 - same
    from rse_maturity.tracking.lines import entry_lines, read_lines  # noqa: PLC0415 - same
    from rse_maturity.views.whole import write_whole  # noqa: PLC0415 - same

    settings = of_network(reading_settings(reading, quiet=quiet), network)
    texts = catalogue(settings.lang)
    chosen = _chosen(metric)
    told: list[str] = []
    address = history_address(history, lang=settings.lang)
    before = day("--purge-before", purge_before, settings.lang)
    with open_history(address, create=bool(sources or imported)) as kept:
        if imported is not None:
            told.append(texts.text("commands.track.imported", n=kept.add(read_lines(imported))))
        if sources:
            added = _added(sources, kept, every=every or "month", backfill=backfill, settings=settings, quiet=quiet)
            told.append(texts.text("commands.track.added", n=len(added), end=added[-1].end))
        if before is not None:
            forgotten = kept.purge(network=settings.network, before=before)
            told.append(texts.text("commands.track.purged", n=forgotten, day=before))
        if exported is not None:
            write_whole(entry_lines(kept.entries(network=settings.network)), exported)
        shown = kept.snapshots(network=settings.network, period=every)
        if not (shown or told) and kept.networks():
            raise nothing_kept(kept, every=every, settings=settings)
    for line in () if quiet else told:
        note(line)
    if shown:
        write(_trend(shown, output_format, chosen=chosen, texts=texts), document=output_format != "text")
    else:
        note(texts.text("commands.track.empty"))


def _chosen(metrics: list[str]) -> list[str]:
    """Refuse a figure that does not exist, before the work."""
    if not metrics:
        return metrics
    from rse_maturity import api  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.errors import UnknownName  # noqa: PLC0415 - same
    from rse_maturity.nearest import nearest  # noqa: PLC0415 - same

    known = [spec.id for spec in api.metric_specs()]
    for name in metrics:
        if name not in known:
            raise UnknownName(what="metric", name=name, nearest=nearest(name, known))
    return metrics


def _trend(snapshots: Sequence[Snapshot], output_format: str, *, chosen: list[str], texts: Catalogue) -> str:
    """Write the trend of a history in the form asked for."""
    from rse_maturity.adoption import trend as trend_of  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.output import paper  # noqa: PLC0415 - same
    from rse_maturity.views.trend import trend_csv, trend_json  # noqa: PLC0415 - same
    from rse_maturity.views.trend_layout import trend_markdown, trend_text  # noqa: PLC0415 - same

    trend = trend_of(snapshots)
    if output_format == "json":
        return trend_json(trend)
    if output_format == "csv":
        return trend_csv(trend, metrics=chosen)
    if output_format == "markdown":
        return trend_markdown(trend, texts=texts, metrics=chosen)
    return trend_text(trend, texts=texts, paper=paper(), metrics=chosen)


def _added(
    sources: list[str], history: History, *, every: Period, backfill: bool, settings: Settings, quiet: bool
) -> tuple[Snapshot, ...]:
    """Add what the sources tell: analyses that were made before as they stand, exports by whole periods."""
    from rse_maturity import api  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.progress import shown_progress  # noqa: PLC0415 - same
    from rse_maturity.cli.strict import heed_reading  # noqa: PLC0415 - same
    from rse_maturity.views.folder import stored_analysis  # noqa: PLC0415 - same

    found = [path for path in map(stored_analysis, sources) if path is not None]
    if len(found) == len(sources):
        return _of_analyses(found, history, every=every, settings=settings)
    with shown_progress(settings.lang, quiet=quiet) as progress:
        return api.track(
            sources,
            history=history,
            every=every,
            backfill=backfill,
            settings=settings,
            accept=lambda dataset: heed_reading(dataset, settings=settings),
            progress=progress,
        )


def _of_analyses(paths: list[Path], history: History, *, every: Period, settings: Settings) -> tuple[Snapshot, ...]:
    from rse_maturity.cli.texts import text  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.errors import BadSetting  # noqa: PLC0415 - same
    from rse_maturity.following import entry_of, is_whole  # noqa: PLC0415 - same
    from rse_maturity.views.json import read_analysis  # noqa: PLC0415 - same

    analyses = [read_analysis(path) for path in paths]
    for path, one in zip(paths, analyses, strict=True):
        if not is_whole(one, every=every):
            raise BadSetting(where="track", key=str(path), why=text(settings.lang, f"why.no_whole_{every}"))
    entries = [entry_of(one, network=settings.network, period=every) for one in analyses]
    entries.sort(key=lambda entry: entry.snapshot.end)
    history.add(entries)
    return tuple(entry.snapshot for entry in entries)
