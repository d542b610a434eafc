"""The data set on disk: Parquet tables and a manifest, written whole or not at all."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from rse_maturity.errors import OutputRefused
from rse_maturity.model.schema import KIND, PRECISION
from rse_maturity.sources.facts import IDS
from rse_maturity.sources.formats.canonical import GONE, MANIFEST, SCHEMA

if TYPE_CHECKING:
    from rse_maturity.model.dataset import Dataset
    from rse_maturity.sources.facts import Ids

FILES = ("events.parquet", "people.parquet", "channels.parquet", "tags.parquet", GONE, MANIFEST)
_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE


def check_folder(folder: Path) -> None:
    """Refuse a folder that holds anything but an earlier data set.

    Raises
    ------
    OutputRefused
        It is a file, or holds other files.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputRefused(path=folder, why="it is a file")
    if folder.is_dir() and any(path.name not in FILES for path in folder.iterdir()):
        raise OutputRefused(path=folder, why="it holds files that are not of a data set")


def write_folder(dataset: Dataset, ids: Ids, folder: Path, *, unit: str) -> None:
    """Write a data set; a kill at any time leaves the old one or the new one.

    Parameters
    ----------
    ids
        As text: digests are not the same from one version of the reader to the next.
    unit
        The field that the unit is taken from.

    Raises
    ------
    OutputRefused
        The folder cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise OutputRefused(path=folder, why=error.strerror or "no access") from error
    try:
        people = dataset.people.drop("person", *(["unit"] if unit in dataset.people.columns else []))
        people = people.rename({"id": "person_id", "unit": unit}, strict=False)
        fresh.chmod(0o777 & ~_umask())
        _events(dataset, ids.events).write_parquet(fresh / "events.parquet")
        people.write_parquet(fresh / "people.parquet")
        dataset.channels.select("name").write_parquet(fresh / "channels.parquet")
        dataset.tags.select("tag").unique().sort("tag").write_parquet(fresh / "tags.parquet")
        if ids.deleted.height:
            ids.deleted.write_parquet(fresh / GONE)
        (fresh / MANIFEST).write_text(json.dumps(_manifest(dataset), indent=1, ensure_ascii=False), encoding="utf-8")
        _swap(fresh, folder)
    except OSError as error:
        raise OutputRefused(path=folder, why=error.strerror or "no access") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _events(dataset: Dataset, ids: pl.DataFrame) -> pl.DataFrame:
    """Lay out events with names instead of codes, sorted so that the same events give the same file."""
    names = dataset.people.select("id").to_series()
    channels = dataset.channels["name"] if dataset.channels.height else pl.Series([None], dtype=pl.String())
    sets = dataset.tags.sort("tags", "tag").group_by("tags", maintain_order=True).agg(pl.col("tag").str.join(";"))
    tags = sets["tag"] if sets.height else pl.Series([None], dtype=pl.String())
    absent = [pl.lit(None, pl.String()).alias(name) for name in IDS if name not in ids.columns]
    events = (pl.concat([dataset.events, ids], how="horizontal") if ids.width else dataset.events).with_columns(absent)
    return events.select(
        "event_id",
        timestamp="at",
        actor=pl.lit(names).gather(pl.col("actor")),
        kind=pl.col("kind").cast(pl.String()),
        parent_id="parent_id",
        parent_actor=pl.lit(names).gather(pl.col("parent_actor")),
        channel=pl.lit(channels).gather(pl.col("channel")),
        thread_id="thread_id",
        tags=pl.lit(tags).gather(pl.col("tags")),
        precision=pl.col("precision").cast(pl.String()),
    ).sort(pl.all(), nulls_last=True)


def _manifest(dataset: Dataset) -> dict[str, Any]:
    kinds = dict(dataset.events["kind"].cast(pl.String()).value_counts().sort("kind").iter_rows())
    return {
        "schema": SCHEMA,
        "zone": dataset.zone,
        "first_event": dataset.first_event.isoformat(),
        "last_event": dataset.last_event.isoformat(),
        "events": dataset.events.height,
        "people": dataset.people.height,
        "kinds": kinds,
        "capabilities": dataset.capabilities,
        "dropped": dataset.dropped,
        "vocabulary": {"kind": list(KIND.categories), "precision": list(PRECISION.categories)},
        "sources": [
            {"name": source.name, "format": source.format, "sha256": str(source.sha256), "rows": source.rows,
             "events": source.events, "rejected": source.rejected, "duplicates": source.duplicates,
             "left_out": source.left_out}
            for source in dataset.sources
        ],
    }  # fmt: skip


def _swap(fresh: Path, folder: Path) -> None:
    """Put a folder in the place of another, at once where the system can."""
    if not folder.exists():
        fresh.rename(folder)
        return
    if sys.platform == "linux":
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
        if exchange(_HERE, os.fsencode(fresh), _HERE, os.fsencode(folder), _EXCHANGE) == 0:
            return
    old = fresh.with_name(fresh.name + ".old")
    folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
