"""Exports of several tables or pages, written and read in tests: what every reading of events says, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from rse_maturity.config import Settings
from rse_maturity.errors import InputError
from rse_maturity.sources import load
from rse_maturity.sources.format import Context
from rse_maturity.sources.places import listings
from tests.sources.formats.chat_exports import folder_of, parts_of, recognised

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rse_maturity.sources.format import Format, Reading


def readings_of(format_: Format, path: Path, *, zone: str = "UTC", settings: Settings | None = None) -> list[Reading]:
    told = settings or Settings()
    return format_.read(listings([path], limits=told.input)[0], Context(told, zone))


def acts_of(format_: Format, path: Path, **options: Any) -> dict[str | None, dict[str, Any]]:
    """Read every act of a source: by id, only what is said of it."""
    frames = [
        part.frame.collect()
        for reading in readings_of(format_, path, **options)
        if reading.role == "events"
        for part in parts_of(reading)
    ]
    every = pl.concat(frames, how="diagonal")
    plain = [name for name in every.columns if name not in ("blank", "has_time", "has_text", "by_day", "inherited")]
    return {
        row["event_id"]: {name: value for name, value in row.items() if value is not None and name != "event_id"}
        for row in every.select(plain).iter_rows(named=True)
    }


def people_of(format_: Format, path: Path, **options: Any) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if value is not None and name != "blank"}
        for reading in readings_of(format_, path, **options)
        if reading.role == "people"
        for row in reading.frame.collect().iter_rows(named=True)
    ]


def survives(format_: Format, place: Path, files: Mapping[str, Any]) -> bool:
    """Read a damaged source by the front door: true where something is left of it, false where it is refused."""
    settings = Settings().model_copy(update={"input": Settings().input.model_copy(update={"format": format_.name})})
    try:
        folder = folder_of(place, files)
        recognised(format_, folder)
        load([folder], settings=settings)
    except InputError:
        return False
    return True
