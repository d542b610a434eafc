"""How fast a Mattermost bulk export is read, and that memory follows the acts, not the texts around them.

python tests/bench/mattermost_speed.py [--messages 1000000] [--folder DIR]

Exits with 1 where a limit is passed. Writes its own files: the same messages with short and with long texts.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

from analyze_speed import held, timed

SLOWEST = 60_000  # events a second, reading alone
PEAK_GB = 1.5
TEXT_GROWTH = 1.25  # times the memory, for texts ten times as long
PEOPLE = 5_000
CHANNELS = 200
START = 1_600_000_000_000
WORDS = "lorem ipsum dolor sit amet "
LOAD = """
import sys
from rse_maturity.config import Settings
from rse_maturity.sources import load
load([sys.argv[1]], settings=Settings())
"""


def write_mattermost_export(path: Path, *, messages: int, words: int) -> int:
    """Write a made-up server as JSON by lines; return how many acts it holds, reactions included."""
    chance = random.Random(1)  # noqa: S311 made-up messages
    people = [f"user.{number:05d}" for number in range(PEOPLE)]
    acts = 0

    def said(at: int) -> dict[str, object]:
        nonlocal acts
        given = [
            {"user": one, "create_at": at + chance.randint(1, 10**7), "emoji_name": "+1"}
            for one in chance.sample(people, chance.choice([0, 0, 0, 1, 2]))
        ]
        acts += 1 + len(given)
        return {"user": chance.choice(people), "type": "", "message": WORDS * words, "props": {}, "create_at": at,
                "edit_at": 0, "flagged_by": None, "reactions": given, "attachments": None}  # fmt: skip

    with path.open("w", encoding="utf-8") as file:

        def write(kind: str, content: object) -> None:
            file.write(json.dumps({"type": kind, kind: content}, separators=(",", ":")) + "\n")

        write("version", 1)
        for name in people:
            write("user", {"username": name, "email": f"{name}@example.org", "delete_at": 0})
        written = 0
        while written < messages:
            at = START + written * 100_000
            answers = [said(at + 1 + place) for place in range(chance.choice([0, 0, 0, 1, 2, 3, 5]))]
            place = {"team": "t", "channel": f"channel-{chance.randrange(CHANNELS)}"}
            write("post", {**place, **said(at), "replies": answers, "is_pinned": False})
            written += 1 + len(answers)
    return acts


def main() -> int:
    """Measure it; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="write the files here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        short, long = folder / "short.jsonl", folder / "long.jsonl"
        acts = write_mattermost_export(short, messages=asked.messages, words=3)
        write_mattermost_export(long, messages=asked.messages, words=30)
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
