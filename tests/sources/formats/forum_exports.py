"""Exports of forums and trackers read in tests, from a folder of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from hypothesis import strategies as st

from rse_maturity.config import Settings
from rse_maturity.errors import InputError
from rse_maturity.sources.format import Context, Part
from rse_maturity.sources.places import listings
from tests.sources.formats.chat_exports import folder_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rse_maturity.sources.format import Format, Reading


def readings(format_: Format, place: Path, files: Mapping[str, Any], *, zone: str = "UTC") -> list[Reading]:
    """Write files below a folder and read it."""
    listing = listings([folder_of(place, files)], limits=Settings().input)[0]
    return format_.read(listing, Context(Settings(), zone))


def parts(found: Reading) -> list[Part]:
    """Return the pieces of a reading."""
    if found.parts is None:
        return [Part(found.frame, found.refused, found.name, found.lines)]
    return [part if isinstance(part, Part) else Part(part) for part in found.parts()]


def acts(found: list[Reading]) -> pl.DataFrame:
    """Return the acts of all readings, by id."""
    frames = [part.frame.collect() for one in found if one.role == "events" for part in parts(one)]
    return pl.concat(frames, how="diagonal").sort("event_id", nulls_last=True)


def act(found: pl.DataFrame, event: str) -> dict[str, Any]:
    """Return the one act that has an id."""
    return found.filter(pl.col("event_id") == event).row(0, named=True)


def people(found: list[Reading]) -> dict[str, dict[str, Any]]:
    """Return the people that are listed, by their id."""
    lists = [one.frame.collect() for one in found if one.role == "people"]
    return {row["person_id"]: row for rows in lists for row in rows.iter_rows(named=True)}


def refused(found: list[Reading]) -> list[tuple[str, int, str]]:
    """Return member, line and reason of what is refused."""
    return [(part.name, line, why) for one in found for part in parts(one) for line, _, why in part.refused.iter_rows()]


def survives(format_: Format, place: Path, files: Mapping[str, Any]) -> None:
    """Read whatever there is to the end: it gives acts, refusals or an error that says what is wrong."""
    try:
        for one in readings(format_, place, files):
            for part in parts(one):
                part.frame.collect()
    except InputError as error:
        assert str(error)  # noqa: PT017 any of them will do


def damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """Make damaged copies: cut anywhere, with a few bytes exchanged, or in another encoding."""
    places = st.integers(0, len(content) - 1)
    cut = places.map(lambda place: content[:place])
    holes = st.lists(st.tuples(places, st.binary(max_size=3)), min_size=1, max_size=3).map(
        lambda all_: _exchanged(content, all_)
    )
    other = st.sampled_from(("utf-16", "cp1252", "utf-8-sig")).map(
        lambda encoding: content.decode().encode(encoding, errors="replace")
    )
    return st.one_of(cut, holes, other)


def _exchanged(content: bytes, holes: list[tuple[int, bytes]]) -> bytes:
    for place, piece in holes:
        content = content[:place] + piece + content[place + len(piece) :]
    return content
