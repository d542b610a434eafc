"""The same acts, written down in another way, give the same result."""

from __future__ import annotations

import gzip
import hashlib
from contextlib import redirect_stdout
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from rse_maturity.cli import main
from tests.end_to_end.outcomes import analysis_in, figures_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPTIONS = ("--people", "people.csv", "--zone", "Europe/Paris", "--no-charts")


def analysed(command: Callable[..., Any], folder: Path, events: pl.DataFrame, people: pl.DataFrame) -> dict[str, Any]:
    events.write_csv(folder / "events.csv")
    people.write_csv(folder / "people.csv")
    outcome = command("analyze", "events.csv", *OPTIONS)
    assert outcome.code == 0, outcome.err
    return analysis_in(folder)


@pytest.fixture(scope="module")
def plain(network, tmp_path_factory) -> dict[str, Any]:
    """The figures of the network as it is."""
    place = tmp_path_factory.mktemp("plain")
    network.events.write_csv(place / "events.csv")
    network.people.write_csv(place / "people.csv")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(TextIOWrapper(BytesIO(), encoding="utf-8")):
        patch.chdir(place)
        patch.setenv("RSE_MATURITY_KEY", "another key: no figure depends on it")
        with pytest.raises(SystemExit) as left:
            main(["analyze", "events.csv", *OPTIONS, "--lang", "en"])
    assert left.value.code == 0
    analysis = analysis_in(place)
    assert analysis["input"]["events"] == network.events.height
    assert analysis["phase"]["label"] != "insufficient_data"
    return figures_of(analysis)


def renamed(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def rename(table: pl.DataFrame, *columns: str) -> pl.DataFrame:
    return table.with_columns(pl.col(column).map_elements(renamed, return_dtype=pl.String) for column in columns)


def assert_same(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Compare part by part, so that a difference is told by its place."""
    assert found.keys() == expected.keys()
    for part, value in expected.items():
        assert found[part] == value, part


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_rows(seed, plain, command, folder, network):
    events = network.events.sample(fraction=1.0, shuffle=True, seed=seed)
    people = network.people.sample(fraction=1.0, shuffle=True, seed=seed)
    assert_same(figures_of(analysed(command, folder, events, people)), plain)


def test_columns_in_another_order(plain, command, folder, network):
    events = network.events.select(reversed(network.events.columns))
    assert_same(figures_of(analysed(command, folder, events, network.people)), plain)


def test_renamed_ids(plain, command, folder, network):
    events = rename(network.events, "event_id", "actor", "parent_id", "parent_actor", "thread_id")
    people = rename(network.people, "person_id", "manager_id")
    assert_same(figures_of(analysed(command, folder, events, people)), plain)


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "America/St_Johns", "Europe/Paris"])
def test_times_written_with_another_offset(zone, plain, command, folder, network):
    times = pl.col("timestamp").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_zone="UTC").dt.convert_time_zone(zone)
    events = network.events.with_columns(timestamp=times.dt.strftime("%Y-%m-%dT%H:%M:%S%:z"))
    assert events["timestamp"].str.contains(r"[+-]\d\d:\d\d$").all()
    assert_same(figures_of(analysed(command, folder, events, network.people)), plain)


def test_the_same_file_twice(plain, command, export, network):
    network.events.write_csv(export / "again.csv")
    outcome = command("analyze", "events.csv", "again.csv", "events.csv", *OPTIONS)
    assert outcome.code == 0, outcome.err
    analysis = analysis_in(export)
    assert_same(figures_of(analysis), plain)
    sources = [source for source in analysis["input"]["sources"] if source["format"] == "generic"]
    assert sum(source["duplicates"] for source in sources) >= network.events.height


@pytest.mark.parametrize("ids", [True, False], ids=["with ids", "without ids"])
def test_one_file_or_two_that_overlap(ids, command, folder, network):
    events = (
        network.events if ids else network.events.drop("event_id", "parent_id", "thread_id").unique(maintain_order=True)
    )
    whole = figures_of(analysed(command, folder, events, network.people))
    half = events.height // 2
    events.head(half + 500).write_csv(folder / "events.csv")
    events.tail(events.height - half).write_csv(folder / "more.csv")
    outcome = command("analyze", "events.csv", "more.csv", *OPTIONS)
    assert outcome.code == 0, outcome.err
    assert_same(figures_of(analysis_in(folder)), whole)


@pytest.mark.parametrize("ending", ["ndjson", "json", "parquet", "csv.gz", "tsv"])
def test_another_kind_of_file(ending, plain, command, export, network):
    path = export / f"events.{ending}"
    match ending:
        case "ndjson":
            network.events.write_ndjson(path)
        case "json":
            network.events.write_json(path)
        case "parquet":
            network.events.write_parquet(path)
        case "tsv":
            network.events.write_csv(path, separator="\t")
        case _:
            path.write_bytes(gzip.compress(network.events.write_csv().encode()))
    outcome = command("analyze", path.name, *OPTIONS)
    assert outcome.code == 0, outcome.err
    assert_same(figures_of(analysis_in(export)), plain)


def test_converted_and_read_back(plain, command, export):
    outcome = command("convert", "events.csv", "--people", "people.csv", "--zone", "Europe/Paris", "-o", "canonical")
    assert outcome.code == 0, outcome.err
    outcome = command("analyze", "canonical", "--no-charts", "-o", "events-maturity")
    assert outcome.code == 0, outcome.err
    assert_same(figures_of(analysis_in(export)), plain)


def test_converted_month_by_month(plain, command, export, network):
    half = network.events.height // 2
    network.events.head(half + 300).write_csv(export / "first.csv")
    network.events.tail(network.events.height - half).write_csv(export / "second.csv")
    for name, more in (("first.csv", ()), ("second.csv", ("--append",))):
        outcome = command("convert", name, "--people", "people.csv", "--zone", "Europe/Paris", "-o", "canonical", *more)
        assert outcome.code == 0, outcome.err
    assert command("analyze", "canonical", "--no-charts", "-o", "events-maturity").code == 0
    assert_same(figures_of(analysis_in(export)), plain)
