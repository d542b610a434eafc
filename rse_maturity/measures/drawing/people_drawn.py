"""What the figures of every period would be with other people of the same kind, all from the same draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rse_maturity.measures.drawing.added import likeness
from rse_maturity.measures.drawing.between_units import linked, openness
from rse_maturity.measures.drawing.counts import contributions_of_year, ratios
from rse_maturity.measures.drawing.groups import deal
from rse_maturity.measures.drawing.leading import leading_voices

if TYPE_CHECKING:
    from rse_maturity.measures.drawing.counts import Ratio
    from rse_maturity.measures.drawing.groups import Floats, Groups
    from rse_maturity.measures.panel import Panel


def figures_of_people_drawn(panel: Panel) -> dict[str, Floats]:
    """Draw the people of the network again, and count the figures that rules read anew in each draw.

    A person who is drawn twice counts twice in every figure of every period, so that figures and periods move together
    as they do in the network.

    Parameters
    ----------
    panel
        By period.

    Returns
    -------
    dict
        By metric, an array of shape (DRAWS, periods); NaN where a draw has nothing to divide by, and in the periods in
        which what single people add is not known. Not in it are figures that single people do not make (the trend of
        the weeks, the share of units covered), and the self-sustained share: how much the community team writes goes
        with how much there is to animate, and drawn with the people it moved more than it does from one network to the
        next (tests/bench/verdicts.py). Empty where there is nobody.
    """
    people = panel.people.height
    if not people:
        return {}
    found, year, ties = ratios(panel), contributions_of_year(panel), linked(panel)
    every = [part for ratio in found.values() for part in ratio] + [year, *(ties or ())]
    groups = deal(likeness(every, people=people, seed=panel.settings.seed), seed=panel.settings.seed)
    drawn = {name: _divided(ratio, groups) for name, ratio in found.items()}
    drawn["absence_factor"] = leading_voices(year, groups)
    if ties is not None:
        drawn["cross_unit_ratio"] = np.full((len(groups.times), panel.periods.height), np.nan)
        drawn["cross_unit_ratio"][:, panel.last] = openness(ties, groups)
    return drawn


def _divided(ratio: Ratio, groups: Groups) -> Floats:
    above, below = (groups.drawn(part.by_group(groups.of, groups=groups.times.shape[1])) for part in ratio)
    with np.errstate(divide="ignore", invalid="ignore"):
        share: Floats = np.where(below > 0, above / below, np.nan)
    return share
