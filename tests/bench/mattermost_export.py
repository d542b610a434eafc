"""A made-up Mattermost bulk export, for the benchmark of reading."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = 5_000
CHANNELS = 200
START = 1_600_000_000_000
WORDS = "lorem ipsum dolor sit amet "


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
