"""A made-up Slack workspace as a zip of day files, for the benchmark of reading."""

from __future__ import annotations

import datetime as dt
import json
import random
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

A_DAY = 333
CHANNELS = 30
PEOPLE = 20_000
WORDS = "lorem ipsum dolor sit amet "


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
