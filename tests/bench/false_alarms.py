"""How often the default gates cry wolf, and how often they see a fall: made-up networks, month by month.

    python tests/bench/false_alarms.py [--networks 200] [--tuning] [--jobs 2]

Steady: networks of every story, of 150 to 1,500 people, ending in any month of the year, in the 24 months after all
that was to ripen has ripened. A month in which a gate fails is a false alarm; August and December are among them.

Falling: the story `decline`, whose participants go quiet one by one over its last 8 months until 62 % have; for a third
of the networks 40 % within 3 months, for a third 62 % within 14 months. *The fall* is the first month in the middle of
whose window (28 days) this known curve has lost 20 % of the participants. It is seen where a gate fails in a month
after the curve has begun to fall and no later than two months after the fall.

Scattering: no simulation, but shares of so many people drawn anew every month, whose true level moves from month to
month by 0, 5 or 10 % for no reason: what offices do and simulators do not.

The phase, participation and its interval come from the months of one analysis of the whole export; `track --backfill`
gives the same, for 25 times the time. The gates were designed on the seeds of --tuning; the others were never looked at
before. Exits with 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import rse_maturity as rse
from rse_maturity.config import GateSettings
from rse_maturity.model.metric import Metric, Window
from rse_maturity.model.snapshot import Quality, Snapshot
from rse_maturity.phases.trajectory import is_whole_month
from rse_maturity.simulate import STORIES, simulate
from rse_maturity.simulate.clock import months_after, office_clock
from rse_maturity.simulate.network import DAYS_AFTER_LAST_MONTH, write
from rse_maturity.tracking.check import check_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rse_maturity.model.analysis import Analysis
    from rse_maturity.simulate.clock import Clock
    from rse_maturity.simulate.stories import Story

MOST_FALSE_ALARMS, LEAST_SEEN = 0.05, 0.90
FALL, WITHIN_MONTHS, STEADY_MONTHS = 0.20, 2, 24
SMALLEST, LARGEST = 150, 1500
STEADY_STORIES = {"cruise": 0.4, "growth": 0.3, "broadcast": 0.2, "creation": 0.1}
CREATION_PEOPLE = 600  # fewer have too few contributors to be judged
SPEEDS = ((8.0, 0.62), (3.0, 0.40), (14.0, 0.62))
"""Months that the fall takes, and the part of the participants who go quiet: as the story tells it, faster, slower."""

WEEKS_A_MONTH = 4.3  # as the simulator has it
TUNING, HELD_OUT = 0, 50_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """One network: the gates that failed, by month, among the months that count."""

    kind: str
    name: str
    people: int
    months: int
    failed: dict[date, tuple[str, ...]]
    fell: date | None = None
    begins: date | None = None

    @property
    def seen(self) -> bool:
        """Tell whether the fall was seen in time."""
        assert self.fell is not None
        assert self.begins is not None
        last = months_after(self.fell.replace(day=1), WITHIN_MONTHS + 1)
        return any(self.begins <= end < last for end in self.failed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networks", type=int, default=200)
    parser.add_argument("--tuning", action="store_true", help="the seeds that the gates were designed on")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    began = time.monotonic()
    first = TUNING if asked.tuning else HELD_OUT
    seeds = range(first, first + asked.networks)
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # as many processes as cores, one thread each
    with ProcessPoolExecutor(asked.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        steady = list(pool.map(steady_network, seeds))
        falling = list(pool.map(falling_network, seeds))
    held = report(steady, falling)
    for scatter in (0.0, 0.05, 0.10):
        told([scattering_network(seed, scatter) for seed in seeds], f"level scatters by {scatter:.0%}")
    print(f"\n{time.monotonic() - began:.0f} s")
    return 0 if held else 1


# networks


def steady_network(seed: int) -> Outcome:
    rng = np.random.default_rng([seed, 1])
    name = str(rng.choice(list(STEADY_STORIES), p=list(STEADY_STORIES.values())))
    story, people = STORIES[name], headcount(rng)
    people = max(people, CREATION_PEOPLE) if name == "creation" else people
    ripe = math.ceil(max(story.ripening_months, months_to_join(story))) + 1
    snapshots, start, _, _ = history(story, people=people, months=ripe + STEADY_MONTHS, seed=seed, rng=rng)
    counted = months_after(start, ripe)
    return outcome("steady", name, people, snapshots, counts=lambda end: end >= counted)


def falling_network(seed: int) -> Outcome:
    rng = np.random.default_rng([seed, 2])
    takes, part = SPEEDS[seed % len(SPEEDS)]
    story, people = replace(STORIES["decline"], fall_months=takes, fall=part), headcount(rng)
    months = math.ceil(max(story.ripening_months, months_to_join(story))) + 5 + math.ceil(takes)
    snapshots, start, clock, ends = history(story, people=people, months=months, seed=seed, rng=rng)
    lost = {end: lost_by(story, clock, (end - timedelta(days=13) - start).days) for end in ends}
    fell = next(end for end in ends if lost[end] >= FALL)
    begins = next(end for end in ends if lost[end] > 0)
    return replace(
        outcome("falling", f"{part:.0%} in {takes:.0f} months", people, snapshots, counts=lambda _: True),
        fell=fell,
        begins=begins,
    )


def scattering_network(seed: int, scatter: float) -> Outcome:
    """Draw the participants of every month anew, at a level that scatters about a steady one."""
    rng = np.random.default_rng([seed, 3])
    people, level = headcount(rng), rng.uniform(0.05, 0.5)
    levels = np.clip(level * np.exp(rng.normal(0, scatter, 12 + STEADY_MONTHS)), 0, 1)
    ends = [months_after(date(2022, 1, 31), month) for month in range(levels.size)]
    snapshots = []
    for end, count in zip(ends, rng.binomial(people, levels), strict=True):
        low, high = wilson(int(count), people)
        snapshots.append(snapshot(end, "growth", count / people, low, high, exceptional=end.month == 8))
    return outcome("scattering", "", people, snapshots, counts=lambda end: end >= ends[12])


def headcount(rng: np.random.Generator) -> int:
    return round(math.exp(rng.uniform(math.log(SMALLEST), math.log(LARGEST))))


def months_to_join(story: Story) -> float:
    """Return the months until 99 % of those who ever join have joined, along Bass's curve."""
    p, q, done = story.innovation, story.imitation, 0.99
    return -math.log((1 - done) / (1 + done * q / p)) / (p + q)


def lost_by(story: Story, clock: Clock, day: int) -> float:
    """Return the part of the participants who have gone quiet by a day, as the simulator draws them."""
    span = story.fall_months * WEEKS_A_MONTH
    office = float(clock.at_day(np.array([day]))[0])
    return story.fall * min(max((office - (clock.end - span)) / span, 0.0), 1.0)


def history(
    story: Story, *, people: int, months: int, seed: int, rng: np.random.Generator
) -> tuple[list[Snapshot], date, Clock, list[date]]:
    """Make a network that ends in a month of chance, and return its months as `track` keeps them."""
    start = months_after(months_after(date(2024, 7, 1), int(rng.integers(12))), -months)
    end = months_after(start, months) + timedelta(days=DAYS_AFTER_LAST_MONTH - 1)
    clock = office_clock(start, end, months=months, zone="Europe/London")
    with tempfile.TemporaryDirectory() as folder:
        made = simulate(story, people=people, months=months, seed=seed, start=start, end=end)
        events, directory = write(made, Path(folder))
        settings = rse.load_settings(
            overrides={
                "people": {"files": [str(directory)]},
                "privacy": {"persons": "none"},
                "time": {"zone": "Europe/London"},
            }
        )
        analysis = rse.analyze(rse.load([events], settings=settings), settings=settings)
    snapshots = [one for one in months_of(analysis) if is_whole_month(one.end)]
    return snapshots, start, clock, [one.end for one in snapshots]


def months_of(analysis: Analysis) -> Iterable[Snapshot]:
    for point in analysis.trajectory:
        bounds = (one.get("participation_rate") for one in (point.metrics, point.low, point.high))
        value, low, high = bounds
        yield snapshot(point.end, point.phase, value, low, high, exceptional=point.exceptional)


def snapshot(
    end: date, phase: Any, value: float | None, low: float | None, high: float | None, *, exceptional: bool
) -> Snapshot:
    window = Window(start=end - timedelta(days=27), end=end)
    moment = datetime(end.year, end.month, end.day, tzinfo=UTC)
    status: Any = "too_few" if value is None else "measured"
    rate = Metric(value=value, low=low, high=high, unit="share", window=window, status=status)
    return Snapshot(
        network="made up",
        period="month",
        end=end,
        taken_at=moment,
        tool_version=rse.__version__,
        population="directory",
        definitions={},
        phase=phase,
        momentum="unknown",
        confidence=None,
        since=None,
        flags=(),
        exceptional=exceptional,
        quality=Quality(
            events=0,
            people=0,
            rows=0,
            rejected=0,
            last_event=moment,
            actors_in_directory=None,
            directory_in_actors=None,
        ),
        metrics={"participation_rate": rate},
    )


def wilson(count: int, people: int, z: float = 1.959964) -> tuple[float, float]:
    share = count / people
    centre = (share + z**2 / (2 * people)) / (1 + z**2 / people)
    half = z / (1 + z**2 / people) * math.sqrt(share * (1 - share) / people + z**2 / (4 * people**2))
    return max(centre - half, 0.0), min(centre + half, 1.0)


def outcome(
    kind: str, name: str, people: int, snapshots: Sequence[Snapshot], *, counts: Callable[[date], bool]
) -> Outcome:
    """Replay the history: the default gates, at the end of every month that counts."""
    failed = {}
    counted = [place for place, one in enumerate(snapshots) if counts(one.end)]
    for place in counted:
        check = check_of(snapshots[: place + 1], GateSettings(), at=snapshots[place].taken_at, version=rse.__version__)
        if not check.passed:
            failed[check.end] = tuple(gate.kind for gate in check.gates if gate.verdict == "failed")
    return Outcome(kind=kind, name=name, people=people, months=len(counted), failed=failed)


# what is printed


def report(steady: Sequence[Outcome], falling: Sequence[Outcome]) -> bool:
    alarms = told(steady, "steady networks")
    for name in STEADY_STORIES:
        told([one for one in steady if one.name == name], f"  {name}")
    seen = sum(one.seen for one in falling) / len(falling)
    low, high = wilson(sum(one.seen for one in falling), len(falling))
    print(f"\nfalling networks: {len(falling)}, seen in time {seen:.1%} ({low:.1%} to {high:.1%})")
    for takes, part in SPEEDS:
        name = f"{part:.0%} in {takes:.0f} months"
        some = [one for one in falling if one.name == name]
        if some:
            print(f"  {name}: {sum(one.seen for one in some)} of {len(some)}; first alarm {delays(some)}")
    for smallest, largest in ((150, 300), (300, 600), (600, 1501)):
        some = [one for one in falling if smallest <= one.people < largest]
        if some:
            print(f"  {smallest} to {largest - 1} people: {sum(one.seen for one in some)} of {len(some)}")
    before = sum(end < one.begins for one in falling for end in one.failed if one.begins)
    print(f"  months with an alarm before the curve falls: {before}")
    return alarms <= MOST_FALSE_ALARMS and seen >= LEAST_SEEN


def told(networks: Sequence[Outcome], title: str) -> float:
    """Print the share of months with a false alarm, and which gates they were; return it."""
    months, alarms = sum(one.months for one in networks), sum(len(one.failed) for one in networks)
    if not months:
        return 0.0
    low, high = wilson(alarms, months)
    gates = Counter(kind for one in networks for kinds in one.failed.values() for kind in kinds)
    seasons = Counter(f"{end:%b}" for one in networks for end in one.failed)
    which = ", ".join(f"{kind} {count}" for kind, count in gates.most_common())
    when = ", ".join(f"{month} {count}" for month, count in seasons.most_common(3))
    print(
        f"{title}: {len(networks)}, {months} months, false alarms {alarms / months:.2%} ({low:.2%} to {high:.2%})"
        + (f"; {which}; {when}" if alarms else "")
    )
    return alarms / months


def delays(networks: Sequence[Outcome]) -> str:
    """Tell, of the first alarm after the curve began to fall, how many months after the fall it came."""
    found: Counter[str] = Counter()
    for one in networks:
        assert one.begins is not None
        assert one.fell is not None
        alarm = min((end for end in one.failed if end >= one.begins), default=None)
        if alarm is None:
            found["never"] += 1
        else:
            months = 12 * (alarm.year - one.fell.year) + alarm.month - one.fell.month
            found[f"{months:+d}"] += 1
    return ", ".join(f"{months}: {count}" for months, count in sorted(found.items()))


if __name__ == "__main__":
    sys.exit(main())
