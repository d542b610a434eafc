"""Exports of chat platforms written and read in tests."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import polars as pl

from rse_maturity.config import Settings
from rse_maturity.sources.format import Context, Part
from rse_maturity.sources.places import listings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rse_maturity.sources.format import Evidence, Format, Reading


def as_bytes(content: Any) -> bytes:
    """Return a file's bytes: as they are, text as UTF-8, the rest as JSON."""
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else json.dumps(content)).encode()


def folder_of(place: Path, files: Mapping[str, Any]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_bytes(content))
    return place


def zip_of(path: Path, files: Mapping[str, Any]) -> Path:
    """Write files into a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, as_bytes(content))
    return path


def recognised(format_: Format, path: Path) -> Evidence | None:
    """Say why a source is in a format."""
    return format_.recognise(listings([path], limits=Settings().input)[0])


def read(format_: Format, path: Path) -> dict[str, Reading]:
    """Read a source; its readings by role."""
    return {
        found.role: found
        for found in format_.read(listings([path], limits=Settings().input)[0], Context(Settings(), "UTC"))
    }


def parts_of(reading: Reading) -> list[Part]:
    """Return the pieces of a reading."""
    if reading.parts is None:
        return [Part(reading.frame, reading.refused)]
    return [part if isinstance(part, Part) else Part(part) for part in reading.parts()]


def events_of(format_: Format, path: Path) -> pl.DataFrame:
    """Read a source; its events, whatever their piece, by id."""
    frames = [part.frame.collect() for part in parts_of(read(format_, path)["events"])]
    return pl.concat(frames, how="diagonal").sort("event_id", nulls_last=True)


def refusals_of(format_: Format, path: Path) -> list[tuple[str, int, str]]:
    """Read a source; member, line and reason of what it refuses by itself."""
    parts = parts_of(read(format_, path)["events"])
    return [(part.name, line, why) for part in parts for line, _, why in part.refused.iter_rows()]
