"""`rse-maturity check`: the gates, put to the last snapshot of a history or to one analysis; exit 1 where one fails."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Argument, Exit, Option

from rse_maturity.cli.ci import Link, Write  # noqa: TC001 - same
from rse_maturity.cli.history import HistoryOption, NetworkOption  # noqa: TC001 - same
from rse_maturity.cli.options import Config, LangOption  # noqa: TC001 - same

if TYPE_CHECKING:
    from datetime import date

    from rse_maturity.config import Settings
    from rse_maturity.model.snapshot import Period, Snapshot


def check(
    analysis: Annotated[Path | None, Argument(metavar="[ANALYSIS]", show_default=False)] = None,
    *,
    history: HistoryOption = None,
    network: NetworkOption = None,
    every: Annotated[Literal["month", "week"] | None, Option("--every", show_default=False)] = None,
    as_of: Annotated[str | None, Option("--as-of", metavar="DATE", show_default=False)] = None,
    warn_only: Annotated[bool, Option("--warn-only")] = False,
    output_format: Annotated[Literal["text", "json", "markdown"], Option("--format", show_default=False)] = "text",
    write: Write = [],  # noqa: B006 - Typer's way
    link: Link = None,
    config: Config = None,
    lang: LangOption = None,
) -> None:
    """Fail where adoption falls."""
    from rse_maturity import adoption  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli import output  # noqa: PLC0415 - same
    from rse_maturity.cli.ci import asked_outputs, hand_over  # noqa: PLC0415 - same
    from rse_maturity.cli.history import of_network  # noqa: PLC0415 - same
    from rse_maturity.cli.settings import day, plain_settings  # noqa: PLC0415 - same
    from rse_maturity.i18n import catalogue  # noqa: PLC0415 - same
    from rse_maturity.views.check import check_text  # noqa: PLC0415 - same
    from rse_maturity.views.ci import json, summary  # noqa: PLC0415 - same
    from rse_maturity.views.ci.run import Run  # noqa: PLC0415 - same
    from rse_maturity.views.gates import with_gate_sentences  # noqa: PLC0415 - same

    settings = of_network(plain_settings(config=config, lang=lang), network)
    texts = catalogue(settings.lang)
    asked = asked_outputs(write, link=link, lang=settings.lang)
    until = day("--as-of", as_of, settings.lang)
    if analysis is None:
        snapshots = _of_history(history, every=every, until=until, settings=settings)
    else:
        snapshots = _of_analysis(analysis, settings=settings, alone=(history, every, as_of) == (None, None, None))
    found = with_gate_sentences(
        adoption.check(snapshots, settings=settings, today=until, warn_only=warn_only), texts=texts
    )
    run = Run(check=found, trend=adoption.trend(snapshots), link=link)
    if output_format == "text":
        output.write(check_text(run, texts=texts, paper=output.paper()))
    else:
        output.write({"json": json, "markdown": summary}[output_format].text(run, texts=texts), document=True)
    hand_over(run, asked, texts=texts)
    if not found.passed and not warn_only:
        raise Exit(1)


def _of_history(
    given: str | None, *, every: Period | None, until: date | None, settings: Settings
) -> tuple[Snapshot, ...]:
    """Return the snapshots of a network up to a day: of months, or of weeks where it has no months."""
    from rse_maturity.cli.history import history_address, nothing_kept  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.texts import text  # noqa: PLC0415 - same
    from rse_maturity.errors import BadSetting  # noqa: PLC0415 - same
    from rse_maturity.tracking.history import open_history  # noqa: PLC0415 - same

    with open_history(history_address(given, lang=settings.lang)) as kept:
        steps = (every,) if every is not None else kept.periods(network=settings.network)
        found = next((kept.snapshots(network=settings.network, period=step) for step in steps), ())
        if not found:
            raise nothing_kept(kept, every=every, settings=settings)
    if until is None:
        return found
    early = tuple(one for one in found if one.end <= until)
    if not early:
        why = text(settings.lang, "why.before_history", first=found[0].end)
        raise BadSetting(where="--as-of", key=until.isoformat(), why=why)
    return early


def _of_analysis(path: Path, *, settings: Settings, alone: bool) -> tuple[Snapshot, ...]:
    """Return one analysis as a history of one."""
    from rse_maturity.cli.texts import text  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.errors import BadSetting  # noqa: PLC0415 - same
    from rse_maturity.tracking.snapshot import snapshot_of  # noqa: PLC0415 - same
    from rse_maturity.views.folder import stored_analysis  # noqa: PLC0415 - same
    from rse_maturity.views.json import read_analysis  # noqa: PLC0415 - same

    if not alone:
        raise BadSetting(where="check", key=str(path), why=text(settings.lang, "why.not_both"))
    made = read_analysis(stored_analysis(str(path)) or path)
    if not made.trajectory:
        raise BadSetting(where="check", key=str(path), why=text(settings.lang, "why.no_month"))
    return (snapshot_of(made, network=settings.network, period="month"),)
