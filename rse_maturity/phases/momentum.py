"""Whether participation rises, holds or falls: beyond the change that counts, and not by chance alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rse_maturity.config import TimeSettings
    from rse_maturity.model.metric import Metric
    from rse_maturity.model.verdict import Momentum


def momentum_of(trend: Metric | None, *, time: TimeSettings) -> Momentum:
    """Return the momentum that a trend of participation shows.

    Parameters
    ----------
    trend
        Relative change over the weeks looked at, with its interval; None or without a value: `unknown`. A change beyond
        `time.momentum_change` whose interval is not known is `unknown` too: it may be chance.
    """
    if trend is None or trend.value is None:
        return "unknown"
    if abs(trend.value) <= time.momentum_change:
        return "stable"
    if trend.low is None or trend.high is None:
        return "unknown"
    if trend.low > 0:
        return "rising"
    return "declining" if trend.high < 0 else "stable"
