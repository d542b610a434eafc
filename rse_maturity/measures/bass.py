"""Bass's curve of diffusion, fitted to the first contributions of each week, by SciPy."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.figures import headline, unmeasurable, withhold
from rse_maturity.measures.intervals import Z

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from rse_maturity.measures.panel import Panel

WEEKS_A_YEAR = 365.25 / 7
WEEKS_AFTER = 8
"""Complete weeks after the turning point, without which it is not seen. Our judgement."""

STARTS = ((0.03, 0.38), (0.10, 2.0), (0.50, 0.60), (0.05, 6.0))
"""Where the search begins: p and q of published cases, and faster ones, a year."""


@dataclass(frozen=True, slots=True)
class BassFit:
    """Value, low and high of each parameter.

    Attributes
    ----------
    innovation, imitation
        p and q, a year.
    potential
        m, people.
    people
        First contributions in the weeks that were fitted.
    """

    innovation: tuple[float, float, float]
    imitation: tuple[float, float, float]
    potential: tuple[float, float, float]
    people: int


def bass_fit(panel: Panel) -> BassFit | None:
    """Fit the curve to the first contributions of each complete week.

    Returns
    -------
    BassFit or None
        None where too few people ever contributed, where no curve fits, or where its turning point is not at least
        `WEEKS_AFTER` weeks past: before, the curve of a success and that of a failure look alike.
    """
    calendar = panel.tables.calendar
    days = panel.people.get_column("first_contribution").drop_nulls()
    since = (days - calendar.first_day).dt.total_days().to_numpy()
    mondays = (panel.weeks - calendar.first_day).dt.total_days().to_numpy()
    place = np.searchsorted(mondays, since, side="right") - 1
    inside = (place >= 0) & (since - mondays[np.maximum(place, 0)] < 7) if len(mondays) else place >= 0  # noqa: PLR2004 - days of a week
    counts = np.bincount(place[inside], minlength=len(mondays)).astype(np.float64)
    if counts.sum() < panel.settings.people.minimum_contributors:
        return None
    return fitted(mondays / 7, counts)


def fitted(weeks: NDArray[np.float64], counts: NDArray[np.float64]) -> BassFit | None:
    """Fit the curve to counts of people by week.

    Parameters
    ----------
    weeks : array of shape (weeks,)
        When each begins, in weeks since the beginning of the network; rising.
    counts : array of shape (weeks,)
        People who began in it.

    Notes
    -----
    Srinivasan and Mason (1986): least squares on what each interval adds, so that no interval is counted twice.
    """
    from scipy import optimize  # noqa: PLC0415 - an optional dependency, half a second to load

    begin, end = weeks / WEEKS_A_YEAR, (weeks + 1) / WEEKS_A_YEAR
    best, least = None, np.inf
    for p, q in STARTS:
        start = np.log([p, q, 1.3 * counts.sum()])
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore", optimize.OptimizeWarning)  # told by a covariance that is not finite
                found, spread = optimize.curve_fit(
                    lambda _, *logs: _added(begin, end, *np.exp(logs)), begin, counts, p0=start, maxfev=5000
                )
        except (RuntimeError, ValueError):  # no convergence from here
            continue
        with np.errstate(all="ignore"):
            error = float(((_added(begin, end, *np.exp(found)) - counts) ** 2).sum())
        if np.isfinite(spread).all() and error < least:
            best, least = (found, np.sqrt(np.diag(spread))), error
    if best is None:
        return None
    middle, deviation = best
    p, q, _ = np.exp(middle)
    turn = np.log(q / p) / (p + q)
    if turn <= 0 or turn > end[-1] - WEEKS_AFTER / WEEKS_A_YEAR:
        return None
    bounds = np.exp([middle, middle - Z * deviation, middle + Z * deviation]).T
    if not np.isfinite(bounds).all():
        return None
    p_told, q_told, m_told = ((float(value), float(low), float(high)) for value, low, high in bounds)
    return BassFit(innovation=p_told, imitation=q_told, potential=m_told, people=int(counts.sum()))


def _added(begin: NDArray[np.float64], end: NDArray[np.float64], p: float, q: float, m: float) -> NDArray[np.float64]:
    """Return how many people the curve adds between two times."""
    added: NDArray[np.float64] = m * (_reached(end, p, q) - _reached(begin, p, q))
    return added


def _reached(time: NDArray[np.float64], p: float, q: float) -> NDArray[np.float64]:
    """Return the share of the potential that the curve has reached."""
    left = np.exp(-(p + q) * time)
    share: NDArray[np.float64] = (1 - left) / (1 + q / p * left)
    return share


def figure(panel: Panel, parameter: Callable[[BassFit], tuple[float, float, float]]) -> pl.DataFrame:
    """Make the figures of one parameter of the curve, for a panel by period.

    Returns
    -------
    DataFrame
        COLUMNS of `figures`; the headline alone, and no value where the export begins midway or the curve has not
        turned.
    """
    if panel.tables.begins_midway:
        return unmeasurable(panel, "begins_midway")
    fit = bass_fit(panel)
    value, low, high = (None, None, None) if fit is None else parameter(fit)
    people = None if fit is None else fit.people
    rows = headline(panel, value=value, low=low, high=high, denominator=people, few="few_people", minimum=0)
    return withhold(rows, pl.col("value").is_null(), status="not_measurable", reason="no_inflexion")
