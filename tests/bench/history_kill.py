"""A job that is killed leaves the history whole: `kill -9` at random moments, again and again.

python tests/bench/history_kill.py [--times 200] [--seed 1]

A writer replaces and adds snapshots without pause; it is killed, and the history is then read: every snapshot must
have all of its figures and its analysis, all of one and the same writing, and none that was confirmed may be missing.
Exits with 1 where that does not hold.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from rse_maturity.tracking.history import open_history

FIRST = date(2024, 1, 7)
LONGEST_SECONDS = 0.25
WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
import alembic.command
from datetime import date, timedelta
from tests.tracking.made_history import entry
from rse_maturity.tracking.history import open_history
turn = int(sys.argv[3])
weeks = [date(2024, 1, 7) + timedelta(weeks=number) for number in range(8)]
entries = [entry(week, period="week", participation=0.1 + turn / 1000) for week in weeks]
print("ready", flush=True)
while True:
    with open_history(sys.argv[1], create=True) as history:
        for one in entries:
            history.add([one])
            print(one.snapshot.end, flush=True)
"""


def main() -> int:
    """Kill writers, read what they leave, print how often."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    dice = random.Random(given.seed)  # noqa: S311 - no secret
    confirmed: set[date] = set()
    hot = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "history.db")
        for turn in range(given.times):
            command = [sys.executable, "-c", WRITER, str(file), str(Path(__file__).parents[2]), str(turn)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
                assert writer.stdout is not None
                assert writer.stdout.readline() == "ready\n"
                time.sleep(dice.uniform(0, LONGEST_SECONDS))
                writer.kill()
                confirmed |= {date.fromisoformat(line.strip()) for line in writer.stdout if line.endswith("\n")}
            hot += file.with_name("history.db-journal").exists()
            check(file, confirmed)
            if turn % 3 == 0 and len(confirmed) > 1:  # the next writer has something to add again, not only to replace
                cut = FIRST + timedelta(weeks=dice.randrange(8))
                with open_history(str(file)) as history:
                    history.purge(network="default", before=cut)
                confirmed = {end for end in confirmed if end >= cut}
    print(f"{given.times} times killed, {hot} of them in the middle of writing: each time the history was whole")
    return 0


def check(file: Path, confirmed: set[date]) -> None:
    """Read everything that is there; stop where a part is missing, or of another writing than the rest."""
    if not confirmed and not file.exists():
        return
    with open_history(str(file), create=True) as history:
        entries = tuple(history.entries(network="default"))
    assert confirmed <= {one.snapshot.end for one in entries}, "a confirmed snapshot is missing"
    for one in entries:
        assert one.analysis is not None, "a snapshot without its analysis"
        assert one.snapshot.metrics == one.analysis.metrics, "a snapshot of two writings"
        assert one.snapshot.end == one.analysis.trajectory[-1].end


if __name__ == "__main__":
    sys.exit(main())
