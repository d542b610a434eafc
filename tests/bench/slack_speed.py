"""How fast a Slack export is read, and that memory follows the acts, not the texts around them.

python tests/bench/slack_speed.py [--messages 1000000] [--folder DIR]

Exits with 1 where a limit is passed. Writes its own zips: the same messages with short and with long texts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
import tempfile
import zipfile
from pathlib import Path

from analyze_speed import held, timed

SLOWEST = 60_000  # events a second, reading alone
PEAK_GB = 1.0
TEXT_GROWTH = 1.25  # times the memory, for texts ten times as long
A_DAY = 333
CHANNELS = 30
PEOPLE = 20_000
WORDS = "lorem ipsum dolor sit amet "
LOAD = """
import sys
from rse_maturity.config import Settings
from rse_maturity.sources import load
load([sys.argv[1]], settings=Settings())
"""


def write_slack_export(path: Path, *, messages: int, words: int) -> int:
    """Write a made-up workspace as a zip of day files; return how many acts it holds, reactions included."""
    chance = random.Random(1)  # noqa: S311 made-up messages
    people = [f"U{number:08d}" for number in range(PEOPLE)]
    start = dt.datetime(2023, 1, 1, 6, tzinfo=dt.UTC)
    acts = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.json", json.dumps([{"id": one, "name": one, "tz": "Europe/Paris"} for one in people]))
        names = [f"channel-{number}" for number in range(CHANNELS)]
        archive.writestr("channels.json", json.dumps([{"id": f"C{name}", "name": name} for name in names]))
        for number in range(messages // A_DAY):
            day = start + dt.timedelta(days=number // CHANNELS)
            said: list[dict[str, object]] = []
            for place in range(A_DAY):
                ts = f"{int(day.timestamp()) + 100 * place}.{place:06d}"
                one = {"type": "message", "user": chance.choice(people), "ts": ts, "text": WORDS * words}
                if said and chance.random() < 0.4:
                    one["thread_ts"] = said[0]["ts"]
                if chance.random() < 0.2:
                    one["reactions"] = [{"name": "+1", "users": chance.sample(people, 2), "count": 2}]
                    acts += 2
                said.append(one)
            acts += A_DAY
            archive.writestr(f"{names[number % CHANNELS]}/{day:%Y-%m-%d}.json", json.dumps(said, indent=4))
    return acts


def main() -> int:
    """Measure it; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="write the zips here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        short, long = folder / "short.zip", folder / "long.zip"
        acts = write_slack_export(short, messages=asked.messages, words=3)
        write_slack_export(long, messages=asked.messages, words=30)
        first, second = (timed(sys.executable, "-c", LOAD, path) for path in (short, long))
    print(f"      {acts:,} acts, {acts / first.seconds:,.0f} a second")
    results = [
        held("reading, share of the time allowed", first.seconds / (acts / SLOWEST), 1.0, "x"),
        held("reading, peak memory", first.peak_gb, PEAK_GB, "GB"),
        held("memory, for ten times the text", second.peak_gb / first.peak_gb, TEXT_GROWTH, "x"),
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
