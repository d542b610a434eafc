"""How fast a long history is read: ten years of weekly snapshots of a network of 500 departments.

python tests/bench/history_speed.py [--weeks 520] [--departments 500] [--history FILE|URL]

Exits with 1 where reading what trend and check need takes longer than its limit.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from rse_maturity.model.analysis import UnitSummary
from rse_maturity.model.history import Entry
from rse_maturity.tracking.history import open_history
from rse_maturity.tracking.snapshot import snapshot_of
from tests.tracking.made_history import analysed
from tests.views.made_analysis import METRICS

READ_SECONDS = 0.5
RUNS = 5  # the fastest counts
FIRST = date(2015, 1, 4)


FIGURES = {f"{name}_{number}": one for number in range(3) for name, one in METRICS.items()}
"""Three times as many as are made by hand: about what an analysis has."""


def departments(count: int, dice: random.Random) -> tuple[UnitSummary, ...]:
    """Make departments, each with every figure of the network, slightly off."""
    return tuple(
        UnitSummary(
            unit=f"Department {number}",
            people=40,
            expected=40,
            active=20,
            silent=20,
            phase="growth",
            metrics={
                name: one if one.value is None else one.model_copy(update={"value": one.value * dice.uniform(0.8, 1.2)})
                for name, one in FIGURES.items()
            },
        )
        for number in range(count)
    )


def main() -> int:
    """Make the history, read it, print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weeks", type=int, default=520)
    options.add_argument("--departments", type=int, default=500)
    options.add_argument("--history")
    given = options.parse_args()
    dice = random.Random(1)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        address = given.history or str(Path(folder, "history.db"))
        made = time.perf_counter()
        with open_history(address, create=True) as history:
            for week in range(given.weeks):
                analysis = analysed(FIRST + timedelta(weeks=week), participation=dice.uniform(0.2, 0.4))
                parts = {"units": departments(given.departments, dice), "metrics": {**FIGURES, **analysis.metrics}}
                analysis = analysis.model_copy(update=parts)
                history.add([Entry(snapshot=snapshot_of(analysis, network="big", period="week"), analysis=analysis)])
        made = time.perf_counter() - made
        if given.history is None:
            print(f"size                       {Path(address).stat().st_size / 1e6:8.1f} MB")
        print(f"made, a snapshot           {made / given.weeks:8.3f} s")
        reading, comparing = [], []
        for _ in range(RUNS):
            start = time.perf_counter()
            with open_history(address) as history:
                found = history.snapshots(network="big", period="week")
            reading.append(time.perf_counter() - start)
            start = time.perf_counter()
            with open_history(address) as history:
                kept = history.analysis_on(found[-1].end, network="big")
            comparing.append(time.perf_counter() - start)
        assert len(found) == given.weeks
        assert len(kept.units) == given.departments
        print(f"read for trend and check   {min(reading):8.3f} s")
        print(f"read one whole analysis    {min(comparing):8.3f} s")
    return int(min(reading) > READ_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
