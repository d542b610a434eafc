"""How far the reach of the leading voices falls after the first: high means that one voice stands alone.

Formula: 1 - mean number of different people who answered the sixth to the tenth / number who answered the first, by
comments.
Window: 12 months.
Needs: comments that tell whom they answer.
Beware: the ranks are ours. The first is often the account of the communication team or of the head of the organisation.
No series, since it takes the ties of each period; no interval, since ranks have none.
Source: S7 (a drop-off in per cent; its ranks are not published); judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.measures.figures import headline
from rse_maturity.measures.metric_spec import MetricSpec

if TYPE_CHECKING:
    from rse_maturity.measures.panel import Panel

FROM_RANK, TO_RANK = 6, 10


def compute(panel: Panel) -> pl.DataFrame:
    """Compare the reach of the sixth to the tenth with that of the first; the denominator is the people answered."""
    ties = panel.tables.ties
    answered = ties.filter(pl.col("comments") > 0).get_column("target").to_numpy()
    reach = np.sort(np.bincount(answered))[::-1]
    first = reach[:1].sum()
    following = reach[FROM_RANK - 1 : TO_RANK].sum() / (TO_RANK - FROM_RANK + 1)
    value = float(1 - following / first) if first else None
    return headline(panel, value=value, denominator=int((reach > 0).sum()), few="few_ties", minimum=TO_RANK)


INFLUENCE_DROP_OFF = MetricSpec(
    id="influence_drop_off",
    unit="share",
    window="year",
    needs=("comment", "links", "threaded"),
    higher_is="worse",
    sources=("S7",),
    judgement=True,
    compute=compute,
    series=False,
    constants={"from_rank": FROM_RANK, "to_rank": TO_RANK},
)
