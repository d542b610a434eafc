"""The table of people: what the lists and the acts say of each person, and what follows from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.model.schema import PEOPLE
from rse_maturity.sources.compact import ACTOR_FIELDS
from rse_maturity.sources.facts import by_code
from rse_maturity.sources.identity import TEXT_FIELDS, cleaned
from rse_maturity.sources.words import ACTIVE, INACTIVE, NO, YES, as_flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rse_maturity.config import PeopleSettings
    from rse_maturity.sources.dictionaries import Dictionaries

FLAGS = ("is_manager", "expected", "is_community_team", "is_bot", "is_guest")
DATES = ("joined_at", "left_at")


def typed_list(lines: pl.DataFrame, *, number: int, role: str) -> pl.DataFrame:
    """Give the columns of a list of people their types.

    Returns
    -------
    The fields of a person, `active` (its status), `list` (number of the list), `in_directory`, `listed`.
    """
    flags = {name: as_flag(name, YES, NO) for name in FLAGS if name in lines.columns}
    if "status" in lines.columns:
        flags["active"] = as_flag("status", ACTIVE, INACTIVE)
    return lines.with_columns(**flags).select(
        pl.selectors.exclude("status", "first_name", "last_name", "blank", "in_directory", "listed"),
        list=pl.lit(number),
        in_directory=pl.col("in_directory") if "in_directory" in lines.columns else pl.lit(role == "directory"),
        listed=pl.col("listed") if "listed" in lines.columns else pl.lit(role == "people"),
    )


def stated_in_events(events: Sequence[pl.DataFrame], dictionaries: Dictionaries) -> pl.DataFrame:
    """Return what the acts say of their actors: `actor` (code), fields, and `at`, when they were last said so."""
    said: list[pl.DataFrame] = []
    for frame in events:
        present = [name for name in ACTOR_FIELDS if name in frame.columns]
        if present:
            said.append(frame.lazy().group_by("actor", *present).agg(pl.col("at").max()).collect(engine="streaming"))
    if not said:
        return pl.DataFrame(schema={"actor": pl.UInt32(), "at": pl.Datetime("us", "UTC")})
    every = pl.concat(said, how="diagonal")
    names = [name for name in ACTOR_FIELDS if name in every.columns]
    words = dictionaries.words("field", pl.concat([every[name] for name in names])).with_columns(cleaned("word"))
    spoken = by_code(words["code"], words["word"])
    every = every.with_columns(pl.lit(spoken).gather(pl.col(name)).alias(name) for name in names)
    flags = {name: as_flag(name, YES, NO) for name in FLAGS if name in names}
    dates = {name: pl.col(name).str.to_date("%Y-%m-%d", strict=False) for name in DATES if name in names}
    return every.with_columns(**flags, **dates)


def latest(said: pl.DataFrame, *, by: str) -> pl.DataFrame:
    """Return one row per `by`: of each field the latest value that is not empty."""
    names = [name for name in said.columns if name not in (by, "at", "actor")]
    ordered = said.sort("at", *names, nulls_last=False)
    return ordered.group_by(by).agg(pl.col(name).drop_nulls().last() for name in names).sort(by)


def people_table(persons: pl.DataFrame, said: pl.DataFrame, *, settings: PeopleSettings) -> pl.DataFrame:
    """Bring together what is known of each person.

    Parameters
    ----------
    persons
        `person` (id), one row each, with the fields of the lists where there are any.
    said
        `person` and the fields that the acts state.

    Returns
    -------
    PEOPLE without `person` codes (`id` holds the id), rows as in `persons`.
    """
    table = persons.join(said, on="person", how="left", suffix="_said", maintain_order="left")
    typed = (
        {name: pl.String() for name in TEXT_FIELDS}
        | dict.fromkeys(FLAGS, pl.Boolean())
        | dict.fromkeys(DATES, pl.Date())
    )
    typed |= {"active": pl.Boolean(), "hired_at": pl.Date(), "in_directory": pl.Boolean(), "listed": pl.Boolean()}
    merged = {}
    for name, dtype in typed.items():
        found = [pl.col(side) for side in (name, f"{name}_said") if side in table.columns]
        merged[name] = pl.coalesce(found).cast(dtype) if found else pl.lit(None, dtype)
    table = table.select(pl.col("person").alias("id"), **merged)
    table = table.with_columns(
        is_manager=_manager(table, settings.manager_titles), is_community_team=_team(table, settings.community_team)
    )
    table = table.with_columns(pl.col("in_directory", "listed", "is_bot", "is_guest").fill_null(value=False))
    return table.with_columns(
        expected=pl.coalesce("expected", pl.when(~pl.col("active")).then(pl.lit(value=False))),
        unit=pl.col(settings.unit) if settings.unit in table.columns else pl.lit(None, pl.String()),
    ).select(name for name in PEOPLE if name != "person")


def _manager(table: pl.DataFrame, titles: tuple[str, ...]) -> pl.Series:
    """Tell who manages: as stated; else named as manager by somebody, or by a word of their title.

    Null where a source says nothing of the kind: no manager is named at all, and titles are not asked about or unknown.
    """
    told = [pl.col("is_manager")]
    named = table["manager_id"].drop_nulls().unique()
    if len(named):
        known = named.implode()
        by_name = pl.col("id").is_in(known) | pl.col("email").is_in(known) | pl.col("display_name").is_in(known)
        looked = pl.col("in_directory") | pl.col("listed") | pl.col("manager_id").is_not_null() | by_name
        told.append(pl.when(looked.fill_null(value=False)).then(by_name.fill_null(value=False)))
    if titles:
        words = "|".join(re.escape(word.strip()) for word in titles)
        titled = pl.col("title").str.contains(rf"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:{words})(?:$|[^\p{{L}}\p{{N}}])")
        by_chain = told.pop() if len(told) > 1 else pl.lit(None, pl.Boolean())
        told.append(by_chain | titled)  # of the two, either makes a manager
        told += [by_chain, titled]
    return table.select(is_manager=pl.coalesce(told)).to_series()


def _team(table: pl.DataFrame, listed: tuple[str, ...]) -> pl.Series:
    """Tell who animates the network: by their column, or by the settings; null where neither says."""
    if not listed:
        return table["is_community_team"]
    names = pl.Series([name.strip() for name in listed]).implode()
    mails = pl.Series([name.strip().lower() for name in listed]).implode()
    here = pl.col("id").is_in(names) | pl.col("id").is_in(mails) | pl.col("email").is_in(mails)
    told = here.fill_null(value=False) | pl.col("is_community_team").fill_null(value=False)
    return table.select(is_community_team=told).to_series()
