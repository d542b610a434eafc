"""A made-up mailing list as a mailbox, for the benchmark of reading."""

from __future__ import annotations

import datetime as dt
import random
from email.header import Header
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = 5_000
ANSWERS = 0.7
ENCODED = 0.3  # of the people, those with a name that is no ASCII
ZONES = (-8, -5, 0, 1, 2, 9)
LINE = "lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod\n"
QUOTED = "> " + LINE + ">From here on it was said before\n"


def write_mailbox(path: Path, *, messages: int, words: int) -> int:
    """Write a made-up list with headers as relays leave them, 3 x `words` to 9 x `words` lines a message."""
    chance = random.Random(1)  # noqa: S311 made-up messages
    start = dt.datetime(2015, 1, 1, 6, tzinfo=dt.UTC)
    people = [_address(number, encoded=chance.random() < ENCODED) for number in range(PEOPLE)]
    subject = Header("Réunion : comment s'organiser", "utf-8").encode()
    with path.open("w", encoding="utf-8") as file:
        root = 0
        for number in range(messages):
            root = root if number and chance.random() < ANSWERS else number
            zone = dt.timezone(dt.timedelta(hours=chance.choice(ZONES)))
            at = start + dt.timedelta(minutes=7 * number, seconds=chance.randrange(60))
            name, mail = people[int(PEOPLE * chance.random() ** 2)]
            sent = format_datetime(at.astimezone(zone))
            answers = "" if root == number else (
                f"In-Reply-To: <m{number - 1}.list@mail.example.org>\n"
                f"References: <m{root}.list@mail.example.org>\n <m{number - 1}.list@mail.example.org>\n"
            )  # fmt: skip
            text = (LINE * (3 * words - 2) + QUOTED) * chance.randint(1, 3)
            file.write(
                f"From {mail} {at:%a %b %d %H:%M:%S %Y}\n"
                f"Return-Path: <{mail}>\nX-Original-To: list@lists.example.org\n"
                f"Received: from mx.example.org (mx.example.org [192.0.2.1])\n\tby lists.example.org (Postfix) with"
                f" ESMTPS id {number:08X}\n\tfor <list@lists.example.org>; {format_datetime(at)}\n"
                f"Received: by mail.example.org with SMTP id q{number:x};\n        {sent}\n"
                f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=mail;\n"
                f"\th=from:to:subject:date; bh={'Zm9vYmFy' * 5}=;\n\tb={'bG9yZW0gaXBzdW0' * 14}==\n"
                f"MIME-Version: 1.0\nDate: {sent}\nMessage-ID: <m{number}.list@mail.example.org>\n{answers}"
                f"Subject: {subject}\nFrom: {name} <{mail}>\nTo: list@lists.example.org\n"
                f'Content-Type: text/plain; charset="UTF-8"\nPrecedence: list\n'
                f"List-Id: Quality circle <quality.lists.example.org>\n"
                f"List-Unsubscribe: <https://lists.example.org/options/quality>,\n"
                f" <mailto:quality-request@lists.example.org?subject=unsubscribe>\n\n{text}\n"
            )
    return messages


def _address(number: int, *, encoded: bool) -> tuple[str, str]:
    name = Header(f"Léa Müller {number}", "utf-8").encode() if encoded else f'"Person {number}"'
    return name, f"p{number}@example.org"
