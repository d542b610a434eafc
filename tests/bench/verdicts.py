"""Whether the verdict is right: made-up networks of known phase and momentum, judged from their exported files.

python tests/bench/verdicts.py [--held-out] [--stability] [--resampling] [--only WORD] [--jobs 2]

Prints a table of confusion for the phase and one for the momentum, how well confidence is calibrated, and what was
judged otherwise than it was made. Exits with 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verdict_cases import CRUISE, HELD_OUT, LOUNGE, SETTLED, STUCK, TRAINING, WIDE, Case, between
from verdict_changes import keeping

import rse_maturity as rse
from rse_maturity.api import _context
from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure
from rse_maturity.phases.judge import judge
from rse_maturity.tables.distil import distil

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verdict_changes import Export

    from rse_maturity.phases.judgement import Judgement

RIGHT = 0.95
SURE = 0.8
SAME = 0.90
RUNGS = ("creation", "growth", "cruise")
LABELS = (*RUNGS, "insufficient_data")
MOMENTA = ("rising", "stable", "declining", "unknown")
SAMPLES = 6
KEPT_SHARE = 0.8
STEADY_SEEDS = (11, 12, 13)
MANY = 6000
STEADY_MONTHS = 54  # the last three years of them begin when the story is long ripe


@dataclass(frozen=True, slots=True)
class Found:
    """What was judged, beside what is so."""

    name: str
    phase: str
    momentum: str | None
    label: str
    direction: str
    confidence: float | None
    missed: tuple[str, ...]
    path: tuple[tuple[date, str], ...]
    why: str
    seconds: float


def judged(export: Export, settings: dict[str, Any]) -> Judgement:
    """Judge an export from its files, as the main job does; pictures and people are left out."""
    given = Settings.model_validate(settings)
    with tempfile.TemporaryDirectory() as folder:
        events, people = Path(folder, "events.csv"), Path(folder, "people.csv")
        export.events.write_csv(events)
        if export.people is not None:
            export.people.write_csv(people)
            given = given.model_copy(update={"people": given.people.model_copy(update={"files": (people,)})})
        dataset = rse.load([events], settings=given)
    tables = distil(dataset, settings=given)
    measured = measure(tables, settings=given)
    context = _context(tables, measured.periods[-1].metrics, settings=given)
    return judge(measured.periods, context=context, settings=given, people_drawn=measured.people_drawn)


def run(case: Case, *, seed: int | None = None, sample: int | None = None) -> Found:
    """Judge one network."""
    start = time.perf_counter()
    export = case.export(seed=seed)
    if sample is not None:
        export = keeping(export, share=KEPT_SHARE, seed=sample)
    judgement = judged(export, case.settings)
    phase = judgement.phase
    raised = {flag.id for flag in phase.flags}
    failing = [
        f"{one.rule}/{one.phase}={one.value:.3g}({one.limit:.3g})"
        for one in phase.findings
        if one.outcome == "no" and one.value is not None
    ]
    unknown = sorted({one.rule for one in phase.findings if one.outcome == "unknown"})
    return Found(
        name=case.name,
        phase=case.phase,
        momentum=case.momentum,
        label=phase.label,
        direction=phase.momentum,
        confidence=None if phase.confidence is None else phase.confidence.value,
        missed=tuple(flag for flag in case.flags if flag not in raised),
        path=tuple((point.end, point.phase) for point in judgement.trajectory),
        why="; ".join(
            (
                f"no: {', '.join(failing)}",
                f"unknown: {', '.join(unknown)}",
                f"flags: {', '.join(sorted(raised))}",
                str(phase.missing),
            )
        ),
        seconds=time.perf_counter() - start,
    )


def confusion(title: str, rows: Sequence[str], columns: Sequence[str], pairs: Iterable[tuple[str, str]]) -> None:
    """Print how often each truth (row) was judged to be what (column)."""
    counted: dict[tuple[str, str], int] = {}
    for pair in pairs:
        counted[pair] = counted.get(pair, 0) + 1
    print(f"\n{title:20}" + "".join(f"{column:>19}" for column in columns))
    for row in rows:
        print(f"{row:20}" + "".join(f"{counted.get((row, column), 0) or '.':>19}" for column in columns))


def distance(found: Found) -> int:
    """Return how many phases apart verdict and truth are; 0 where one of them is no phase."""
    if found.phase not in RUNGS or found.label not in RUNGS:
        return 0
    return abs(RUNGS.index(found.phase) - RUNGS.index(found.label))


def share(right: int, of: int) -> str:
    return f"{right} of {of} ({right / of:.0%})" if of else "none"


def calibration(found: Sequence[Found]) -> None:
    """Print how often verdicts of each confidence are right."""
    bands = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.97), (0.97, 1.01))
    print("\nConfidence: said, and right")
    for low, high in bands:
        band = [one for one in found if one.confidence is not None and low <= one.confidence < high]
        if band:
            said = sum(one.confidence or 0.0 for one in band) / len(band)
            right = share(sum(one.phase == one.label for one in band), len(band))
            print(f"  {low:.2f} to {min(high, 1.0):.2f}: said {said:.2f}, right {right}")


def report(found: Sequence[Found]) -> bool:
    """Print both tables and whatever is wrong; tell whether the limits hold."""
    confusion("phase, made as", LABELS, LABELS, ((one.phase, one.label) for one in found))
    told = [one for one in found if one.momentum is not None]
    confusion("momentum, made as", MOMENTA, MOMENTA, ((one.momentum or "", one.direction) for one in told))
    right = sum(one.phase == one.label for one in found)
    far = [one.name for one in found if distance(one) > 1]
    print(f"\nphase right: {share(right, len(found))}; two phases off: {far or 'never'}")
    print(f"momentum right: {share(sum(one.momentum == one.direction for one in told), len(told))}")
    print(f"flags missed: {[(one.name, one.missed) for one in found if one.missed] or 'none'}")
    calibration(found)
    for one in found:
        if one.phase != one.label or one.momentum not in (None, one.direction) or one.missed:
            print(
                f"\n* {one.name}: {one.label}, {one.direction} ({one.confidence}); made as {one.phase}, {one.momentum}"
            )
            print(f"  {one.why}")
    return right >= RIGHT * len(found) and not far


def stability(jobs: int) -> bool:
    """Follow steady cruise networks month by month, three years from the day on which they are ripe."""
    cases = [
        Case(f"steady, seed {seed}", CRUISE, "cruise", "stable", 350, STEADY_MONTHS, seed, lang=lang, settings=settings)
        for seed in STEADY_SEEDS
        for lang, settings in (("fr", {"time": {"country": "FR"}}), ("en", {}))
    ]
    steady = True
    print("\nThree years of a steady cruise")
    for found in _all_run([(case, None) for case in cases], jobs):
        months = found.path[-37:]
        changes = [
            f"{end}: {label}" for (end, label), (_, before) in zip(months[1:], months, strict=False) if label != before
        ]
        print(f"  {found.name}: {months[0][1]} at {months[0][0]}; changes: {changes or 'none'}")
        steady &= not changes and months[-1][1] == "cruise"
    return steady


def resampling(cases: Sequence[Case], jobs: int) -> bool:
    """Judge samples of the people of each network, and see where the verdict holds."""
    chosen = [case for case in cases if case.people <= 1500]
    tasks = [(case, sample) for case in chosen for sample in (None, *range(SAMPLES))]
    found = _all_run(tasks, jobs)
    whole = {one.name: one for one, (_, sample) in zip(found, tasks, strict=True) if sample is None}
    samples = [one for one, (_, sample) in zip(found, tasks, strict=True) if sample is not None]
    print(f"\nSamples of {KEPT_SHARE:.0%} of the people: the same verdict")
    sure = [one for one in samples if (whole[one.name].confidence or 0.0) > SURE]
    unsure = [one for one in samples if (whole[one.name].confidence or 0.0) <= SURE]
    same = sum(one.label == whole[one.name].label for one in sure)
    print(f"  where confidence is above {SURE}: {share(same, len(sure))}")
    print(f"  elsewhere: {share(sum(one.label == whole[one.name].label for one in unsure), len(unsure))}")
    for name, one in whole.items():
        labels = [sample.label for sample in samples if sample.name == name]
        if set(labels) != {one.label}:
            print(f"  {name}: {one.label} ({one.confidence}); samples {labels}")
    return not sure or same >= SAME * len(sure)


def doubt(jobs: int, *, networks: int) -> None:
    """See whether confidence is right about doubt, on stories between two phases.

    There is no phase that such a story is made as; what it is, is what the analysis says of it when it is told with so
    many people that chance has no part in it.
    """
    ways = {
        "stuck to settled": (STUCK, SETTLED),
        "settled to cruise": (SETTLED, CRUISE),
        "lounge to wide": (LOUNGE, WIDE),
    }
    parts = [n / 10 for n in range(11)]
    stories = {(way, part): between(*ways[way], part) for way in ways for part in parts}

    def case(key: tuple[str, float], people: int, seed: int) -> Case:
        return Case(f"{key[0]}, {key[1]:.1f}", stories[key], "", None, people, 24, seed, end=date(2025, 6, 30))

    large = _all_run([(case(key, MANY, 1), None) for key in stories], jobs)
    truth = {key: one.label for key, one in zip(stories, large, strict=True)}
    tasks = [(key, 60 + (37 * n + 11 * place) % 500) for n in range(networks) for place, key in enumerate(stories)]
    found = _all_run([(case(key, size, 100 + n), None) for n, (key, size) in enumerate(tasks)], jobs)
    judged_as = [replace(one, phase=truth[key]) for one, (key, _) in zip(found, tasks, strict=True)]
    print(f"\nStories between two phases, told {networks} times each with 60 to 560 people; what they are: with {MANY}")
    for way in ways:
        print(f"  {way}: {[truth[way, part] for part in parts]}")
    calibration([one for one in judged_as if one.label in RUNGS])


def _all_run(tasks: Sequence[tuple[Case, int | None]], jobs: int) -> list[Found]:
    """Judge all networks, several at a time; in processes of their own, as threads do not survive a fork."""
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(_run_task, tasks))


def _run_task(task: tuple[Case, int | None]) -> Found:
    case, sample = task
    return run(case, sample=sample)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--stability", action="store_true")
    parser.add_argument("--resampling", action="store_true")
    parser.add_argument("--doubt", type=int, default=0, help="networks by story between two phases")
    parser.add_argument("--seeds", type=int, default=1, help="networks by story")
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    cases = [case for case in (HELD_OUT if chosen.held_out else TRAINING) if chosen.only in case.name]
    tasks = [(replace(case, seed=case.seed + 1000 * n), None) for n in range(chosen.seeds) for case in cases]
    found = _all_run(tasks, chosen.jobs)
    print(f"{len(found)} networks, {sum(one.seconds for one in found):.0f} s of work")
    fine = report(found)
    if chosen.stability:
        fine &= stability(chosen.jobs)
    if chosen.doubt:
        doubt(chosen.jobs, networks=chosen.doubt)
    if chosen.resampling:
        fine &= resampling(cases, chosen.jobs)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
