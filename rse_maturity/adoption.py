"""Adoption over time, as a notebook and the command line ask for it: the trend of a history, and its gates.

>>> import rse_maturity as rse
>>> with rse.open_history("history.sqlite") as history:  # doctest: +SKIP
...     months = history.snapshots(network="default")
>>> rse.check(months, settings=rse.Settings()).passed  # doctest: +SKIP
True
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from rse_maturity import __version__
from rse_maturity.errors import UnknownSetting
from rse_maturity.moment import now
from rse_maturity.nearest import nearest
from rse_maturity.tracking.check import check_of
from rse_maturity.tracking.trend import trend_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rse_maturity.config import Settings
    from rse_maturity.model.check import Check
    from rse_maturity.model.snapshot import Snapshot, Trend


def trend(snapshots: Sequence[Snapshot]) -> Trend:
    """Say what changed at the last snapshot of a history, and where figures begin to mean something else.

    Parameters
    ----------
    snapshots
        At least one, oldest first, as `history.snapshots` gives them.
    """
    return trend_of(snapshots)


def check(
    snapshots: Sequence[Snapshot], *, settings: Settings, today: date | None = None, warn_only: bool = False
) -> Check:
    """Put the gates of `settings.gates` to the last snapshot of a history.

    Parameters
    ----------
    snapshots
        At least one, oldest first, as `history.snapshots` gives them; of one analysis, `snapshot_of`.
    today
        The day that freshness is counted to; by default that of the run.
    warn_only
        Recorded, for whoever shows the result: a gate that fails is to be a warning.

    Returns
    -------
    Check
        `passed` is false where a gate failed; gates that cannot be told are unknown, with the reason.

    Raises
    ------
    UnknownSetting
        `settings.gates.metrics` names no metric; the message names the nearest.
    """
    if settings.gates.metrics:
        _refuse_unknown(settings)
    at = now() if today is None else datetime.combine(today, time(), tzinfo=UTC)
    return check_of(snapshots, settings.gates, at=at, version=__version__, warn_only=warn_only)


def _refuse_unknown(settings: Settings) -> None:
    from rse_maturity.measures.metrics import METRICS  # noqa: PLC0415 - a quarter of a second that few need

    known = [spec.id for spec in METRICS]
    for name in settings.gates.metrics:
        if name not in known:
            close = f"gates.metrics.{nearest(name, known)}"
            raise UnknownSetting(path="settings", key=f"gates.metrics.{name}", nearest=close)
