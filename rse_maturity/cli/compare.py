"""`rse-maturity compare`: two analyses, two exports, one export on two days, two snapshots, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Argument, Option

from rse_maturity.cli.history import HistoryOption, NetworkOption  # noqa: TC001 - Typer reads the annotations
from rse_maturity.cli.options import Reading, with_reading

if TYPE_CHECKING:
    from datetime import date

    from rse_maturity.config import Settings
    from rse_maturity.model.analysis import Analysis
    from rse_maturity.model.progress import Progress

TWO = 2


@with_reading
def compare(
    sources: Annotated[list[str] | None, Argument(metavar="[A] [B]", show_default=False)] = None,
    *,
    history: HistoryOption = None,
    network: NetworkOption = None,
    at: Annotated[list[str], Option("--at", metavar="DATE", show_default=False)] = [],  # noqa: B006 - Typer's way
    output_format: Annotated[Literal["text", "json", "markdown"], Option("--format", show_default=False)] = "text",
    quiet: Annotated[bool, Option("--quiet", "-q")] = False,
    reading: Reading,
) -> None:
    """Lay two analyses side by side."""
    from rse_maturity import api  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.history import history_address, of_network  # noqa: PLC0415 - same
    from rse_maturity.cli.output import paper, write  # noqa: PLC0415 - same
    from rse_maturity.cli.progress import shown_progress  # noqa: PLC0415 - same
    from rse_maturity.cli.settings import day, reading_settings  # noqa: PLC0415 - same
    from rse_maturity.cli.texts import text  # noqa: PLC0415 - same
    from rse_maturity.errors import BadSetting  # noqa: PLC0415 - same
    from rse_maturity.i18n import catalogue  # noqa: PLC0415 - same
    from rse_maturity.views import compare as view  # noqa: PLC0415 - same
    from rse_maturity.views.compare_layout import comparison_markdown, comparison_text  # noqa: PLC0415 - same

    settings = of_network(reading_settings(reading, quiet=quiet), network)
    texts = catalogue(settings.lang)
    given = sources or []
    if (len(given), len(at)) not in ((0, TWO), (TWO, 0), (1, TWO)) or (given and history is not None):
        raise BadSetting(where="compare", key="A B", why=text(settings.lang, "why.not_two"))
    days = [asked for one in at if (asked := day("--at", one, settings.lang)) is not None]
    with shown_progress(settings.lang, quiet=quiet) as progress:
        if not given:
            sides = _kept(history_address(history, lang=settings.lang), days, network=settings.network)
            names = [texts.fill("{day:date}", day=one.trajectory[-1].end) for one in sides]
        elif days:
            sides = [_on(given[0], until, settings, progress) for until in days]
            names = [texts.fill("{day:date}", day=until) for until in days]
        else:
            sides = [_of(source, settings, progress) for source in given]
            names = _names(given)
    found = api.compare(sides[0], sides[1], names=(names[0], names[1]), from_history=not given)
    if output_format == "json":
        write(view.comparison_json(found), document=True)
        return
    said = view.compared(found, texts=texts)
    if output_format == "markdown":
        write(comparison_markdown(said, texts=texts), document=True)
        return
    write(comparison_text(said, texts=texts, paper=paper()))


def _kept(address: str, days: list[date], *, network: str) -> list[Analysis]:
    """Return what a history keeps of the months, or weeks where it has no months, that hold these days."""
    from rse_maturity.tracking.history import open_history  # noqa: PLC0415 - loaded when the work begins

    with open_history(address) as kept:
        return [kept.analysis_on(day, network=network) for day in days]


def _of(source: str, settings: Settings, progress: Progress) -> Analysis:
    """Read an analysis that was written before, or analyse an export."""
    from rse_maturity.views.folder import stored_analysis  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.views.json import read_analysis  # noqa: PLC0415 - same

    found = stored_analysis(source)
    return _analysed(source, settings, progress) if found is None else read_analysis(found)


def _on(source: str, until: date, settings: Settings, progress: Progress) -> Analysis:
    """Analyse an export as it stood at the end of a day."""
    time = settings.time.model_copy(update={"until": until})
    return _analysed(source, settings.model_copy(update={"time": time}), progress)


def _analysed(source: str, settings: Settings, progress: Progress) -> Analysis:
    from rse_maturity import api  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.strict import heed_reading  # noqa: PLC0415 - same

    dataset = api.load([source], settings=settings, progress=progress)
    heed_reading(dataset, settings=settings)
    return api.analyze(dataset, settings=settings, between=None, progress=progress)


def _names(sources: list[str]) -> list[str]:
    """Call the two by the last part of their path, or by the whole of it where that is the same."""
    short = [Path(source).name or source for source in sources]
    return sources if short[0] == short[1] else short
