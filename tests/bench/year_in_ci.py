"""A year of monthly jobs, as CI runs them: what each printed, and how it ended, growing and falling.

    python tests/bench/year_in_ci.py [--program PATH] [-o DIR] [--lang fr]

Each month the job is handed that month's export alone: `convert --append`, `track`, `check`. The folder keeps, of every
month, what was printed, the badge and the Markdown.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from rse_maturity.simulate import STORIES, simulate

NETWORKS = {"growing": ("growth", 240, 16), "falling": ("decline", 300, 28)}  # story, people, months
MONTHS = 12
END = date(2025, 5, 31)
WRITTEN = ("summary=summary.md", "github=-", "badge=badge.svg", "junit=junit.xml", "openmetrics=metrics.txt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(Path(sys.executable).with_name("rse-maturity")))
    parser.add_argument("-o", "--output", type=Path, default=None)
    parser.add_argument("--lang", default="en")
    asked = parser.parse_args()
    output = asked.output or Path(tempfile.mkdtemp(prefix="year-"))
    for name, (story, people, months) in NETWORKS.items():
        network = simulate(STORIES[story], people=people, months=months, seed=1, end=END, lang=asked.lang)
        folder = output / name
        folder.mkdir(parents=True)
        network.people.write_csv(folder / "people.csv")
        print(f"\n{name}: {people} people, {months} months")
        since = "0"
        for end in ends():
            run = folder / f"{end:%Y-%m}"
            (run / "export").mkdir(parents=True)
            day = pl.col("timestamp").str.slice(0, 10)
            month = network.events.filter(day.is_between(pl.lit(since), pl.lit(str(end))))
            month.write_csv(run / "export" / "events.csv")
            since = str(end + timedelta(days=1))
            month_of_ci(run, folder, end=end, program=asked.program, lang=asked.lang)
    print(f"\n{output}")


def ends() -> list[date]:
    """Return the last days of the months, oldest first."""
    found = [END]
    while len(found) < MONTHS:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found[::-1]


def month_of_ci(run: Path, folder: Path, *, end: date, program: str, lang: str) -> None:
    """Run one month's job and print a line about it; what it printed is kept."""
    noon = datetime(end.year, end.month, end.day, 12, tzinfo=UTC) + timedelta(days=2)
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
        "RSE_MATURITY_KEY": "a key for this year",
        "RSE_MATURITY_HISTORY": str(folder / "history.sqlite"),
        "COLUMNS": "100",
    }
    data, shared = str(folder / "dataset"), ["--zone", "Europe/Paris", "--lang", lang]
    jobs = {
        "convert": [str(run / "export"), "--people", str(folder / "people.csv"), "--append", "-o", data, *shared],
        "track": [data, "--network", "Example", "--until", str(end), *shared],
        "check": ["--network", "Example", "--lang", lang, *(part for one in WRITTEN for part in ("--write", one))],
    }
    codes = []
    for name, arguments in jobs.items():
        done = subprocess.run(
            [program, name, *arguments], cwd=run, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        codes.append(done.returncode)
        (run / f"{name}.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    summary = run / "summary.md"
    said = summary.read_text(encoding="utf-8").splitlines()[0] if summary.exists() else "no summary"
    print(f"{end}  exit {codes}  {said}")


if __name__ == "__main__":
    main()
