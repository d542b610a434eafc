"""How strongly those who write bring others to it, a year: the q of Bass's curve.

Formula: q of m (F(end) - F(start)), F(t) = (1 - exp(-(p + q) t)) / (1 + q / p exp(-(p + q) t)), t in years since the
first event; least squares on the first contributions of each complete week (Srinivasan and Mason 1986).
Window: since the first event of the export.
Needs: an export that begins with the network; to be asked for, with SciPy.
Beware: only where the turning point lies at least `weeks_after` weeks back (judgement): before it, the three are
guesses. The curve knows one wave; a second launch, or a merger, is none of it. Interval: normal approximation on the
scale of logarithms, which takes weeks as independent, so it is too narrow.
Source: S28 (typical p 0.03 and q 0.38 a year), S28b (take-off at 20 to 25 %), S27 (a quarter of the use inside
companies came by imitation); judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rse_maturity.measures.bass import WEEKS_AFTER, figure
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    import polars as pl

    from rse_maturity.measures.panel import Panel


def compute(panel: Panel) -> pl.DataFrame:
    """Fit the curve, and take its q; the denominator is the first contributions that were fitted."""
    return figure(panel, lambda fit: fit.imitation)


BASS_IMITATION = MetricSpec(
    id="bass_imitation",
    unit="ratio",
    window="history",
    needs=(),
    higher_is="better",
    sources=("S28", "S28b", "S27"),
    judgement=True,
    compute=compute,
    series=False,
    on_request=True,
    constants={"weeks_after": WEEKS_AFTER},
)
