"""Small tables, written by hand or made with a seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from rse_maturity.config import Settings
from rse_maturity.measures.measure import measure
from rse_maturity.tables.tables import Calendar, Tables

ACTS = {
    "period": pl.UInt16,
    "person": pl.UInt32,
    "posts": pl.UInt32,
    "comments": pl.UInt32,
    "shares": pl.UInt32,
    "reactions": pl.UInt32,
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "people": {
        "person": pl.UInt32,
        "id": pl.String,
        "display_name": pl.String,
        "unit": pl.String,
        "expected": pl.Boolean,
        "listed": pl.Boolean,
        "in_directory": pl.Boolean,
        "team": pl.Boolean,
        "manager": pl.Boolean,
        "joined": pl.Date,
        "left": pl.Date,
        "first_participation": pl.Date,
        "first_contribution": pl.Date,
    },
    "windows": ACTS,
    "years": ACTS,
    "weeks": {"week": pl.Date, "person": pl.UInt32, "contributions": pl.UInt32, "reactions": pl.UInt32},
    "active_weeks": {
        "period": pl.UInt16,
        "person": pl.UInt32,
        "active": pl.UInt16,
        "contributing": pl.UInt16,
        "weeks": pl.UInt16,
    },
    "roots": {
        "day": pl.Date,
        "period": pl.UInt16,
        "repeated": pl.Boolean,
        "author": pl.UInt32,
        "unit": pl.String,
        "team": pl.Boolean,
        "first_answer_hours": pl.Float64,
        "comments": pl.UInt32,
        "echo": pl.Boolean,
        "answerers": pl.UInt32,
        "followed_hours": pl.Float32,
        "opening": pl.Boolean,
    },
    "ties": {"source": pl.UInt32, "target": pl.UInt32, "comments": pl.UInt32, "reactions": pl.UInt32},
    "tie_periods": {
        "period": pl.UInt16,
        "people": pl.UInt32,
        "directed": pl.UInt64,
        "dyads": pl.UInt64,
        "mutual": pl.UInt64,
    },
    "unit_ties": {"period": pl.UInt16, "source_unit": pl.String, "target_unit": pl.String, "comments": pl.UInt64},
    "unit_people": {"period": pl.UInt16, "unit": pl.String, "people": pl.UInt32},
}
EVERYTHING = dict.fromkeys(
    ("post", "comment", "reaction", "parent", "unit", "team", "manager", "joined_at", "channel"), "yes"
)
PERSON = {"expected": True, "listed": False, "in_directory": True, "team": False, "manager": False}
FIRST_DAY = date(2024, 1, 1)  # a Monday
END = date(2024, 3, 31)  # a Sunday: 13 complete weeks


def calendar(*, first: date = FIRST_DAY, ends: tuple[date, ...] = (END,)) -> Calendar:
    """Lay out a calendar that begins on a Monday."""
    weeks = [first + timedelta(days=7 * number) for number in range(((ends[-1] - first).days + 1) // 7)]
    return Calendar(first_day=first, last_day=ends[-1], ends=ends, weeks=tuple(weeks))


def tables_of(
    *,
    directory: bool = True,
    days: Calendar | None = None,
    lacking: tuple[str, ...] = (),
    **rows: list[tuple[Any, ...]] | list[dict[str, Any]],
) -> Tables:
    """Make tables of the rows given, in the order of their columns; people are dictionaries over PERSON."""
    filled = {name: pl.DataFrame(rows.get(name, []), schema=schema, orient="row") for name, schema in SCHEMAS.items()}
    people = [
        {"person": code, "id": f"u{code}", **PERSON, **known} for code, known in enumerate(rows.get("people", []))
    ]
    filled["people"] = pl.DataFrame(people, schema=SCHEMAS["people"])
    return Tables(
        calendar=days or calendar(),
        has_directory=directory,
        capabilities={**EVERYTHING, **dict.fromkeys(lacking, "no")},
        contributors_ever=filled["people"].height,
        **filled,
    )


def made_up(seed: int = 1, *, size: int = 120) -> Tables:
    """Make up a lively network of `size` people over three periods; its tables need not agree with each other."""
    random = np.random.default_rng(seed)
    days = calendar(ends=(date(2024, 7, 31), date(2024, 8, 31), date(2024, 9, 15)))
    units = [f"Unit {number}" for number in random.integers(0, 4, size)]
    joined = [FIRST_DAY + timedelta(days=int(day)) for day in random.integers(0, 250, size)]
    people = [
        {
            "unit": units[code],
            "team": code < 3,
            "manager": bool(random.random() < 0.3),
            "joined": joined[code],
            "first_participation": joined[code],
            "first_contribution": joined[code] + timedelta(days=int(random.integers(0, 60))),
        }
        for code in range(size)
    ]
    acts = [(period, code, *random.poisson(2, 4).tolist()) for period in range(3) for code in range(size)]
    present = [(week, code) for week in days.weeks for code in range(size) if random.random() < 0.6]
    pairs = {(int(a), int(b)) for a, b in random.integers(0, size, (4 * size, 2)) if a != b}
    names = sorted(set(units))
    return tables_of(
        days=days,
        people=people,
        windows=acts,
        years=acts,
        weeks=[(week, code, *random.integers(0, 3, 2).tolist()) for week, code in present],
        active_weeks=[(row[0], row[1], int(random.integers(1, 13)), 1, 12) for row in acts],
        roots=[
            (END, int(random.integers(3)), False, code, units[code], code < 3, hours, 1, hours is not None)
            + ((3, 4000.0, False) if hours is not None else (0, 4000.0, False))
            for code in random.integers(0, size, 6 * size).tolist()
            for hours in [float(random.exponential(40)) if random.random() < 0.8 else None]
        ],
        ties=[(a, b, int(random.integers(0, 4)), 1) for a, b in sorted(pairs)],
        tie_periods=[(period, size, 3 * size, 2 * size, size) for period in range(3)],
        unit_ties=[(p, a, b, int(random.integers(5, 50))) for p in range(3) for a in names for b in names],
        unit_people=[(period, name, units.count(name)) for period in range(3) for name in names],
    )


@pytest.fixture(name="tables_of")
def _tables_of():
    return tables_of


@pytest.fixture(name="made_up")
def _made_up():
    return made_up


@pytest.fixture(name="calendar")
def _calendar():
    return calendar


@pytest.fixture(name="headline")
def _headline():
    def of(tables: Tables, metric: str, **settings: Any):
        return measure(tables, settings=Settings(**settings)).periods[-1].metrics[metric]

    return of


@pytest.fixture(name="renumbered")
def _renumbered():
    """Give people other codes and ids, and shuffle all rows."""

    def of(tables: Tables, seed: int = 3) -> Tables:
        code = np.random.default_rng(seed).permutation(tables.people.height).astype(np.uint32)

        def again(frame: pl.DataFrame) -> pl.DataFrame:
            coded = [name for name in ("person", "author", "source", "target") if name in frame.columns]
            renamed = frame.with_columns(pl.Series(name, code[frame[name].to_numpy()]) for name in coded)
            return renamed.sample(fraction=1, shuffle=True, seed=seed)

        people = again(tables.people).with_columns(id=pl.format("x{}", "person")).sort("person")
        others = {name: again(getattr(tables, name)) for name in SCHEMAS if name != "people"}
        return replace(tables, people=people, **others)

    return of


@pytest.fixture(name="doubled")
def _doubled():
    """Put a second network of the same people's twins beside the first one."""

    def of(tables: Tables) -> Tables:
        size = tables.people.height

        def twice(frame: pl.DataFrame, *, counts: tuple[str, ...] = ()) -> pl.DataFrame:
            if counts:
                return frame.with_columns(pl.col(*counts) * 2)
            coded = [name for name in ("person", "author", "source", "target") if name in frame.columns]
            return pl.concat([frame, frame.with_columns(pl.col(coded) + size)])

        return replace(
            tables,
            **{
                name: twice(getattr(tables, name))
                for name in ("people", "windows", "years", "weeks", "active_weeks", "roots", "ties")
            },
            tie_periods=twice(tables.tie_periods, counts=("people", "directed", "dyads", "mutual")),
            unit_ties=twice(tables.unit_ties, counts=("comments",)),
            unit_people=twice(tables.unit_people, counts=("people",)),
        )

    return of
