"""Every format reads its case, recognised without being told, to the numbers that were counted by hand.

What a case is, and how to add one: tests/cases/README.md.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.sources import load
from rse_maturity.sources.formats import DIRECTORIES, FORMATS

CASES = Path(__file__).parents[1] / "cases"
READ = sorted(one.name for one in FORMATS if one.name != "canonical")  # what `convert` writes is nobody's export
NUMBERS = ("posts", "comments", "reactions", "joins", "others", "people", "bots", "private", "deleted", "system",
           "refused")  # fmt: skip
KINDS = {"post": "posts", "comment": "comments", "reaction": "reactions", "join": "joins"}
ACT = "timestamp,actor\n2024-03-04T09:00:00Z,ann@example.org\n"


def numbers_of(name: str, place: Path) -> dict[str, int]:
    """Read the export of a case; a list of people is read beside one act of somebody who is on it."""
    (export,) = (path for path in (CASES / name).iterdir() if path.name != "expected.toml")
    if name in DIRECTORIES:
        acts = place / "acts.csv"
        acts.write_text(ACT)
        dataset = load([acts], settings=Settings(people={"files": (export,)}))
        read = dataset.sources[1:]
        events, people = dataset.events.clear(), dataset.people.filter("in_directory")
    else:
        dataset = load([export], settings=Settings())
        read, events, people = dataset.sources, dataset.events, dataset.people
    assert {one.format for one in read} == {name}
    kinds = events["kind"].cast(pl.String()).replace_strict(KINDS, default="others", return_dtype=pl.String())
    bots = people["is_bot"].fill_null(value=False).sum()
    told = {number: kinds.to_list().count(number) for number in (*KINDS.values(), "others")}
    told |= {"people": people.height - bots, "bots": bots, "refused": sum(one.rejected for one in read)}
    told |= {reason: dataset.dropped.get(reason, 0) for reason in ("private", "deleted", "system")}
    return told | ({"expected": dataset.directory.expected} if name in DIRECTORIES else {})


def test_every_format_has_a_case_and_every_case_a_format():
    assert {path.name for path in CASES.iterdir() if path.is_dir()} == set(READ), "see tests/cases/README.md"


@pytest.mark.parametrize("name", READ)
def test_a_case_is_read_to_the_numbers_counted_by_hand(name, tmp_path):
    expected = tomllib.loads((CASES / name / "expected.toml").read_text(encoding="utf-8"))
    assert set(expected) == {*NUMBERS, *(("expected",) if name in DIRECTORIES else ())}
    assert numbers_of(name, tmp_path) == expected
