"""How fast a million messages are read in exports of platforms, and how much memory that takes.

python tests/bench/reading_speed.py [--messages 1000000] [--folder DIR]

A Slack export and a Yammer network export as zips, a Mattermost bulk export as JSON by lines, a mailing list (a third
of the messages, twenty times as long) as a mailbox, half of the messages as one document of Activity Streams, as one of
xAPI and as a table dumped into a zip, all in an object with a list of events, a fifth of them as answers of Teams,
Discourse, Rocket.Chat, Workplace, GitHub and Google Chat, each with short and with long texts: memory must follow the
acts, not the texts around them. Exits with 1 where a limit is passed. Generates its own files.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import os
import random
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from analyze_speed import fastest, held, timed
from answer_exports import (
    write_discourse_result,
    write_generic_answer,
    write_github_answers,
    write_google_chat,
    write_rocketchat_page,
    write_teams_messages,
    write_workplace_feed,
)
from document_exports import write_activity_streams, write_buddypress_table, write_xapi_statements
from mailing_list import write_mailbox
from mattermost_export import write_mattermost_export
from slack_export import write_slack_export

if TYPE_CHECKING:
    from collections.abc import Callable

SLOWEST = 60_000  # events a second, reading alone
PEAK_GB = 1.0
TEXT_GROWTH = 1.25  # times the memory, for texts ten times as long
TRIES = 2  # the fastest counts: the first one after a file was written is slower by a fifth
PEOPLE = 20_000
GROUPS = 300
WORDS = "lorem ipsum dolor sit amet "
MESSAGES = (
    "id", "replied_to_id", "parent_id", "thread_id", "conversation_id", "group_id", "group_name", "participants",
    "in_private_group", "in_private_conversation", "sender_id", "sender_type", "sender_name", "sender_email", "body",
    "api_url", "attachments", "deleted_by_id", "deleted_by_type", "created_at", "deleted_at", "title", "html_body",
    "message_type", "gdpr_delete_url",
)  # fmt: skip
USERS = ("id", "name", "email", "job_title", "location", "department", "joined_at", "deleted_at", "guid", "state")
LOAD = """
import sys
from rse_maturity.config import Settings
from rse_maturity.sources import load
dataset = load([sys.argv[1]], settings=Settings())
assert {source.format for source in dataset.sources} == {sys.argv[2]}
"""


def write_yammer_export(path: Path, *, messages: int, words: int) -> int:
    """Write a made-up network as a zip of CSV, texts twice as in the real ones; return how many acts it holds."""
    chance = random.Random(1)  # noqa: S311 made-up messages
    start = dt.datetime(2022, 1, 1, 6, tzinfo=dt.UTC)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("export/Users.csv", "w") as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
            users = csv.writer(text, quoting=csv.QUOTE_ALL)
            users.writerow(USERS)
            for number in range(PEOPLE):
                name, joined = f"Person {number}", f"{start:%Y-%m-%dT%H:%M:%S.000Z}"
                mail, unit = f"p{number}@example.org", f"Unit {number % 50}"
                users.writerow((number, name, mail, "Clerk", "Paris", unit, joined, "", f"g-{number}", "active"))
        with archive.open("export/Messages.csv", "w") as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
            rows = csv.DictWriter(text, MESSAGES, restval="", quoting=csv.QUOTE_ALL)
            rows.writeheader()
            thread = 0
            for number in range(messages):
                thread = thread if number and chance.random() < 0.6 else number
                sender, group = chance.randrange(PEOPLE), thread % GROUPS
                at = start + dt.timedelta(minutes=number)
                rows.writerow({
                    "id": 9_000_000 + number, "replied_to_id": "" if thread == number else 9_000_000 + thread,
                    "thread_id": 9_000_000 + thread, "group_id": group, "group_name": f"Group {group}",
                    "in_private_conversation": "false", "sender_id": sender, "sender_type": "user",
                    "sender_name": f"Person {sender}", "sender_email": f"p{sender}@example.org",
                    "body": f"[[user:{sender}]]\n{WORDS * words}", "html_body": f"<p>{WORDS * words}</p>",
                    "created_at": f"{at:%Y-%m-%dT%H:%M:%S.000Z}",
                })  # fmt: skip
    return messages


EXPORTS: tuple[tuple[str, str, Callable[..., int], int], ...] = (
    ("slack_export", "zip", write_slack_export, 1),
    ("yammer_network_export", "zip", write_yammer_export, 1),
    ("mattermost_bulk", "jsonl", write_mattermost_export, 1),
    ("mbox", "mbox", write_mailbox, 3),
    ("activitystreams2", "json", write_activity_streams, 2),
    ("xapi", "json", write_xapi_statements, 2),
    ("buddypress", "zip", write_buddypress_table, 2),
    ("generic", "json", write_generic_answer, 1),
    ("teams_admin_export", "json", write_teams_messages, 5),
    ("discourse_data_explorer", "json", write_discourse_result, 5),
    ("rocketchat", "json", write_rocketchat_page, 5),
    ("workplace", "json", write_workplace_feed, 5),
    ("github", "json", write_github_answers, 5),
    ("google_chat_takeout", "zip", write_google_chat, 5),
)
"""Format, ending, what writes it, and by what the messages asked for are divided."""


def main() -> int:
    """Measure all of them; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="write the exports here")
    asked = parser.parse_args()
    results: list[bool] = []
    with tempfile.TemporaryDirectory() as passing:
        folder = asked.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        for name, ending, write, part in EXPORTS:
            short, long = folder / f"{name}-short.{ending}", folder / f"{name}-long.{ending}"
            acts = write(short, messages=asked.messages // part, words=3)
            write(long, messages=asked.messages // part, words=30)
            os.sync()  # what is still on its way to the disk would take time from the reading
            first, second = (
                fastest([timed(sys.executable, "-c", LOAD, path, name) for _ in range(TRIES)]) for path in (short, long)
            )
            rate = f"{acts:,} acts, {acts / first.seconds:,.0f} a second"
            results += [
                held(f"{name}, time", first.seconds, acts / SLOWEST, "s", rate),
                held(f"{name}, peak memory", first.peak_gb, PEAK_GB, "GB"),
                held(f"{name}, for ten times the text", second.peak_gb / first.peak_gb, TEXT_GROWTH, "x"),
            ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
