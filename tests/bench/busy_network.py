"""A big made-up export, written in chunks: 10 million rows are about 1 GB of CSV, with a directory beside it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = 50_000
DAYS = 1096
START = datetime(2022, 1, 3, 6)  # noqa: DTZ001 - written as UTC
KINDS = ("post", "comment", "reaction")
KIND_SHARES = (0.35, 0.40, 0.25)
UNITS = ("Research", "Sales", "Production", "Finance", "People", "Legal", "Purchasing", "Quality", "Support", "Works")
CHANNELS = 240
CHUNK = 500_000
RECENT = 20_000  # how many of the last posts and comments are still answered
SENTENCES = (
    "Has anybody tried the new form?",
    'Thank you, "restart" was enough.',
    "Minutes are in the folder, as usual",
    "Réunion jeudi, salle B, merci",
)


def write_export(path: Path, *, rows: int, seed: int = 1) -> None:
    """Write event_id, timestamp, actor, kind, parent_id, channel, text; authors are few and busy, or many and quiet."""
    chance = np.random.default_rng(seed)
    busy = np.cumsum(1 / np.arange(1, PEOPLE + 1) ** 0.9)
    busy /= busy[-1]
    who = chance.permutation(PEOPLE)
    seconds = DAYS * 86_400
    answered = np.empty(0, dtype=np.int64)
    with path.open("wb") as file:
        for first in range(0, rows, CHUNK):
            size = min(CHUNK, rows - first)
            row = np.arange(first, first + size)
            kind = chance.choice(3, size, p=KIND_SHARES)
            kind[0] = 0 if first == 0 else kind[0]
            open_rows = np.concatenate([answered, row[kind < 2]])
            before = len(answered) + np.cumsum(kind < 2) - (kind < 2)  # posts and comments there are before each row
            back = np.minimum(chance.exponential(1500, size).astype(np.int64) + 1, np.maximum(before, 1))
            parent = np.where((kind > 0) & (before > 0), open_rows[np.maximum(before - back, 0)], -1)
            at = np.sort(chance.integers(first * seconds // rows, (first + size) * seconds // rows + 1, size))
            table = pl.DataFrame(
                {
                    "row": row,
                    "at": at,
                    "actor": who[np.searchsorted(busy, chance.random(size))],
                    "kind": kind,
                    "parent": parent,
                    "channel": chance.integers(0, CHANNELS, size),
                    "text": chance.integers(0, len(SENTENCES), size),
                }
            )
            _as_written(table).write_csv(file, include_header=first == 0)
            answered = open_rows[-RECENT:]


def _as_written(table: pl.DataFrame) -> pl.DataFrame:
    """Spell the numbers of a chunk as an export does."""
    whole_second = pl.lit(START) + pl.duration(seconds="at")
    return table.select(
        pl.format("m{}", pl.col("row") + 70_000_000).alias("event_id"),
        whole_second.dt.strftime("%Y-%m-%dT%H:%M:%SZ").alias("timestamp"),
        pl.format("u{}", pl.col("actor") + 100_000).alias("actor"),
        pl.col("kind").replace_strict(range(len(KINDS)), KINDS).alias("kind"),
        pl.when(pl.col("parent") >= 0).then(pl.format("m{}", pl.col("parent") + 70_000_000)).alias("parent_id"),
        pl.format("channel-{}", "channel").alias("channel"),
        pl.col("text").replace_strict(range(len(SENTENCES)), SENTENCES).alias("text"),
    )


def write_directory(path: Path, *, seed: int = 2) -> None:
    """Write everybody who acts: person_id, department, manager_id, joined_at, is_community_team."""
    chance = np.random.default_rng(seed)
    code = np.arange(PEOPLE)
    joined = np.minimum(chance.exponential(200, PEOPLE), DAYS).astype(np.int64)
    pl.DataFrame(
        {"code": code, "boss": code // 12, "unit": chance.integers(0, len(UNITS), PEOPLE), "joined": joined}
    ).select(
        pl.format("u{}", pl.col("code") + 100_000).alias("person_id"),
        pl.col("unit").replace_strict(range(len(UNITS)), UNITS).alias("department"),
        pl.when(pl.col("code") > 0).then(pl.format("u{}", pl.col("boss") + 100_000)).alias("manager_id"),
        (pl.lit(date(2022, 1, 3)) + pl.duration(days="joined")).alias("joined_at"),
        (pl.col("code") % 2500 == 0).alias("is_community_team"),
    ).write_csv(path)
