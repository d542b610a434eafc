"""How long something lasts, where the end has not come for all: Kaplan and Meier's estimate, by SciPy.

What has not ended when the export does is *censored*: it counts among those that lasted for as long as it was seen, and
says nothing beyond. Left out, the estimate would be too short; counted as ended, too.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.model.metric import SurvivalPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Survival:
    """The share that lasts longer than each time, with its 95 % band.

    Attributes
    ----------
    times : array of shape (times,)
        Rising: when something ended or was last seen.
    share, low, high : arrays of shape (times,)
        From that time on, until the next. The band is NaN where nothing or everything has ended.
    at_risk : array of shape (times,)
        How many were still seen to last just before.
    total, ended
        How many there are, and how many of them ended.
    """

    times: NDArray[np.float64]
    share: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    total: int
    ended: int

    def median(self) -> tuple[float | None, float | None, float | None]:
        """Return the time that half do not outlast, and its bounds; None where they are not reached.

        Notes
        -----
        Brookmeyer and Crowley (1982): the times at which the band passes one half.
        """
        return self._first(self.share), self._first(self.low), self._first(self.high)

    def _first(self, share: NDArray[np.float64]) -> float | None:
        passed = np.flatnonzero(np.nan_to_num(share, nan=1.0) <= HALF)
        # once everything has ended the band is not defined, and holds no more than that
        over = np.flatnonzero(self.share == 0)
        found = np.concatenate([passed, over])
        return float(self.times[found.min()]) if found.size else None

    def at(self, moments: Sequence[float]) -> tuple[SurvivalPoint, ...]:
        """Return the share that lasts longer than each of some times, as far as anything was seen for so long."""
        points = []
        for moment in moments:
            place = int(np.searchsorted(self.times, moment, side="right")) - 1
            if not self.times.size or moment > self.times[-1]:
                break
            if place < 0:
                points.append(SurvivalPoint(at=moment, share=1.0, low=None, high=None, at_risk=self.total))
                continue
            left = int(self.at_risk[place + 1]) if place + 1 < len(self.times) else 0
            points.append(
                SurvivalPoint(
                    at=moment,
                    share=float(self.share[place]),
                    low=_told(self.low[place]),
                    high=_told(self.high[place]),
                    at_risk=left,
                )
            )
        return tuple(points)


def kaplan_meier(lasted: NDArray[np.float64], ended: NDArray[np.bool_]) -> Survival:
    """Estimate how long something lasts.

    Parameters
    ----------
    lasted : array of shape (things,)
        How long each was seen to last, at least one.
    ended : array of shape (things,)
        Whether it ended then, or was only seen no longer.

    Returns
    -------
    Survival
        Band: Greenwood's variance on the scale of log(-log), which keeps it within 0 and 1.

    Notes
    -----
    Kaplan and Meier (1958), by `scipy.stats.ecdf`.
    """
    from scipy import stats  # noqa: PLC0415 - an optional dependency, half a second to load

    found = stats.ecdf(stats.CensoredData(uncensored=lasted[ended], right=lasted[~ended])).sf
    with warnings.catch_warnings():  # where nothing, or everything, has ended, there is no band, and it says so
        warnings.simplefilter("ignore", RuntimeWarning)
        band = found.confidence_interval(0.95, method="log-log")
    times = np.asarray(found.quantiles, dtype=np.float64)
    return Survival(
        times=times,
        share=np.asarray(found.probabilities, dtype=np.float64),
        low=np.asarray(band.low.probabilities, dtype=np.float64),
        high=np.asarray(band.high.probabilities, dtype=np.float64),
        at_risk=len(lasted) - np.searchsorted(np.sort(lasted), times, side="left"),
        total=len(lasted),
        ended=int(ended.sum()),
    )


def _told(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
