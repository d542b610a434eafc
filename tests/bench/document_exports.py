"""Made-up exports that are one JSON document, and a dumped table, for the benchmark of reading."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

PEOPLE = 20_000
GROUPS = 300
ANSWERS = 0.6
LIKES = 8  # every eighth activity is one
START = dt.datetime(2022, 1, 1, 6, tzinfo=dt.UTC)
WORDS = "lorem ipsum dolor sit amet "
ACTIVITY = ("id", "user_id", "component", "type", "action", "content", "primary_link", "item_id", "secondary_item_id",
            "date_recorded", "hide_sitewide", "mptt_left", "mptt_right", "is_spam")  # fmt: skip
VERBS = "https://w3id.org/xapi/dod-isd/verbs/"


def write_activity_streams(path: Path, *, messages: int, words: int) -> int:
    """Write a made-up outbox as one collection of activities; return how many acts it holds."""
    site = "https://social.example.org"

    def activities() -> Iterator[dict[str, object]]:
        for number, root, person, at in said(messages):
            author = f"{site}/users/p{person}"
            if number % LIKES == LIKES - 1:
                yield {"id": f"{site}/likes/{number}", "type": "Like", "actor": author, "published": f"{at:%FT%TZ}",
                       "object": f"{site}/notes/{root}"}  # fmt: skip
                continue
            note = {
                "id": f"{site}/notes/{number}", "type": "Note", "attributedTo": author, "content": WORDS * words,
                "contentMap": {"en": WORDS * words}, "context": f"{site}/contexts/{root}",
                "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [f"{author}/followers"],
                "inReplyTo": None if root == number else f"{site}/notes/{root}",
                "tag": [{"type": "Hashtag", "name": f"#theme{root % 40}"}] if root == number else [],
            }  # fmt: skip
            yield {"id": f"{site}/activities/{number}", "type": "Create", "actor": author, "published": f"{at:%FT%TZ}",
                   "target": f"{site}/groups/{root % GROUPS}", "object": note}  # fmt: skip

    frame = {"@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection", "totalItems": messages}
    with path.open("w", encoding="utf-8") as file:
        document(file, frame, "orderedItems", activities())
    return messages


def write_xapi_statements(path: Path, *, messages: int, words: int) -> int:
    """Write what a made-up learning record store answers as one document; return how many acts it holds."""

    def statements() -> Iterator[dict[str, object]]:
        for number, root, person, at in said(messages):
            verb, about = ("posted", number) if root == number else ("commented", root)
            yield {
                "id": f"{number:08x}-0000-4000-8000-000000000000",
                "actor": {"objectType": "Agent", "name": f"Person {person}",
                          "account": {"homePage": "https://network.example.org", "name": f"p{person}"}},
                "verb": {"id": VERBS + verb, "display": {"en": verb}},
                "object": {"objectType": "Activity", "id": f"https://network.example.org/posts/{about}",
                           "definition": {"description": {"en": WORDS * words}}},
                "result": {"response": WORDS * words},
                "context": {"contextActivities": {"grouping": [
                    {"id": f"https://network.example.org/groups/{root % GROUPS}"}]}},
                "timestamp": f"{at:%FT%TZ}", "stored": f"{at:%FT%TZ}", "version": "1.0.3",
            }  # fmt: skip

    with path.open("w", encoding="utf-8") as file:
        document(file, {"more": ""}, "statements", statements())
    return messages


def write_buddypress_table(path: Path, *, messages: int, words: int) -> int:
    """Write a made-up table of activity, dumped as CSV into a zip; return how many acts it holds."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("wp_bp_activity.csv", "w") as file,
        io.TextIOWrapper(file, "utf-8", newline="") as text,
    ):
        rows = csv.writer(text, quoting=csv.QUOTE_ALL)
        rows.writerow(ACTIVITY)
        for number, root, person, at in said(messages):
            kind = ("groups", "activity_update") if root == number else ("activity", "activity_comment")
            above = (root % GROUPS, 0) if root == number else (root + 1, root + 1)
            rows.writerow((
                number + 1, person, *kind, f'<a href="#">Person {person}</a> wrote', f"{WORDS * words}\n{WORDS}", "",
                *above, f"{at:%F %T}", 0, 0, 0, 0,
            ))  # fmt: skip
    return messages


def said(messages: int) -> Iterator[tuple[int, int, int, dt.datetime]]:
    """Say of each message its number, that of the message it answers (its own where none), who, and when."""
    chance = random.Random(1)  # noqa: S311 made-up messages
    root = 0
    for number in range(messages):
        root = root if number and chance.random() < ANSWERS else number
        yield number, root, chance.randrange(PEOPLE), START + dt.timedelta(minutes=number)


def document(file: IO[str], frame: dict[str, object] | None, key: str, records: Iterator[object]) -> None:
    """Write one object, its list of records last; the list alone where there is no object."""
    opening = "[" if frame is None else json.dumps(frame)[:-1] + (", " if frame else "") + f'"{key}": ['
    file.write(opening)
    for place, record in enumerate(records):
        file.write(("," if place else "") + "\n" + json.dumps(record))
    file.write("\n]\n" if frame is None else "\n]}\n")
