"""How fast the main job is, and how much memory it takes, beside a bare scan of the same file in the same session.

python tests/bench/analyze_speed.py [--rows 10000000] [--folder DIR]

Exits with 1 where a limit is passed. Generates its own files (kept with --folder, for the next run).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from busy_network import write_directory, write_export

if TYPE_CHECKING:
    from collections.abc import Sequence

TIMES_BARE_SCAN = 8.0
PEAK_GB = 4.0
ROWS_GROWTH = 10  # the small file has a tenth of the rows: time must not grow by more than this
HELP_TIMES_IMPORT = 2.5
EXAMPLE_SECONDS = 3.0
TRIES = 3  # of the bare scan and of the main job, in turns; the fastest of each counts
STARTS = 7  # the median counts
EXAMPLE_RUNS = 3
EXAMPLE = Path(__file__).parents[2] / "examples" / "growth"

SCAN = """
import sys, polars as pl
print(pl.scan_csv(sys.argv[1]).select(pl.col("actor").n_unique()).collect(engine="streaming").item())
"""
PROGRAM = (sys.executable, "-m", "rse_maturity")


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds on the clock, and its highest resident memory in GB."""

    seconds: float
    peak_gb: float


def timed(*command: str | Path) -> Run:
    """Run a command to its end; its failure ends the benchmark."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"exit {process.returncode}: {' '.join(str(part) for part in command)}")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes there, KiB elsewhere
    return Run(seconds=seconds, peak_gb=usage.ru_maxrss * unit / 1e9)


def analysed(export: Path, directory: Path, folder: Path) -> Run:
    """Run the main job without pictures."""
    return timed(*PROGRAM, "analyze", export, "--people", directory, "--no-charts", "-o", folder / "out", "--quiet")


def scanned(export: Path) -> Run:
    """Count the distinct actors of an export, and nothing else."""
    return timed(sys.executable, "-c", SCAN, export)


def fastest(runs: Sequence[Run]) -> Run:
    """Return the run that was least disturbed by what else the machine does, with the highest memory of all."""
    return Run(seconds=min(run.seconds for run in runs), peak_gb=max(run.peak_gb for run in runs))


def median_of(count: int, *command: str | Path) -> float:
    """Return the median seconds of a command run several times."""
    return statistics.median(timed(*command).seconds for _ in range(count))


def held(name: str, value: float, limit: float, unit: str, detail: str = "") -> bool:
    """Print a figure beside its limit and say whether it holds."""
    holds = value <= limit
    print(
        f"{'ok  ' if holds else 'OVER'}  {name:<34}{value:8.2f} {unit:<6} limit {limit:g} {unit} {detail}", flush=True
    )
    return holds


def prepared(folder: Path, *, rows: int) -> Path:
    """Return the export of that many rows, written if it is not there yet."""
    export = folder / f"events-{rows}.csv"
    if not export.exists():
        unfinished = export.with_suffix(".part")
        write_export(unfinished, rows=rows)
        unfinished.rename(export)
    return export


def big_export(folder: Path, *, rows: int) -> list[bool]:
    """Measure the main job on a big export and on a tenth of it."""
    directory = folder / "people.csv"
    write_directory(directory)
    small, large = prepared(folder, rows=rows // ROWS_GROWTH), prepared(folder, rows=rows)
    both = [(scanned(large), analysed(large, directory, folder)) for _ in range(TRIES)]
    scan, whole = (fastest(runs) for runs in zip(*both, strict=True))
    tenth = analysed(small, directory, folder)
    size_gb = large.stat().st_size / 1e9
    print(f"      {rows:,} events, {size_gb:.2f} GB; bare scan {scan.seconds:.2f} s, {scan.peak_gb:.2f} GB")
    return [
        held(
            "analyze, times the bare scan",
            whole.seconds / scan.seconds,
            TIMES_BARE_SCAN,
            "x",
            f"({whole.seconds:.2f} s)",
        ),
        held("analyze, peak memory", whole.peak_gb, PEAK_GB, "GB"),
        held(
            "analyze, growth for 10 x rows", whole.seconds / tenth.seconds, ROWS_GROWTH, "x", f"({tenth.seconds:.2f} s)"
        ),
    ]


def small_things(folder: Path) -> list[bool]:
    """Measure how fast the program answers when little is asked."""
    imports = median_of(STARTS, sys.executable, "-c", "import typer, rich")
    shown = median_of(STARTS, *PROGRAM, "--help")
    example = median_of(
        EXAMPLE_RUNS, *PROGRAM, "analyze", EXAMPLE / "events.csv", "--people", EXAMPLE / "people.csv",
        "-o", folder / "example", "--quiet",
    )  # fmt: skip
    return [
        held("--help, times importing typer, rich", shown / imports, HELP_TIMES_IMPORT, "x", f"({shown:.2f} s)"),
        held("the example with its pictures", example, EXAMPLE_SECONDS, "s"),
    ]


def main() -> int:
    """Measure all of it; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path, help="keep the generated files here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        return 0 if all([*small_things(folder), *big_export(folder, rows=asked.rows)]) else 1


if __name__ == "__main__":
    sys.exit(main())
