"""From acts to the rows of a generic export: ids, names, channels, tags, times."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from rse_maturity.simulate.conversations import Acts, together
from rse_maturity.simulate.staff import NEVER

if TYPE_CHECKING:
    from datetime import date

    from numpy.random import Generator
    from numpy.typing import NDArray

    from rse_maturity.simulate.clock import Clock
    from rse_maturity.simulate.conversations import Conversations
    from rse_maturity.simulate.staff import Staff
    from rse_maturity.simulate.vocabulary import Vocabulary

KINDS = ("post", "comment", "reaction", "view", "login", "join")
OWN_CHANNEL = 0.55
TAGGED = 0.3
TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
BOT_HOUR = 7


def people_table(staff: Staff, words: Vocabulary, *, start: date, rng: Generator) -> pl.DataFrame:
    """Return the directory: one row a person in the order of `staff`, and the robot last."""
    count = staff.team.size
    first = np.array([*words.first_names], dtype=object)
    last = np.array([*words.last_names], dtype=object)
    pairs = rng.permutation(first.size * last.size)[np.arange(count) % (first.size * last.size)]
    again = np.arange(count) // (first.size * last.size)
    given, family = pairs // last.size, pairs % last.size
    first_slug, last_slug = (np.array([_slug(name) for name in names], dtype=object) for names in (first, last))
    suffix = np.where(again > 0, (again + 1).astype(str).astype(object), "")
    number = rng.permutation(count) + 1
    width = len(str(count))
    ids = pl.Series("person_id", [f"u{n:0{width}d}" for n in number.tolist()])
    ordinary = np.array([*words.titles], dtype=object)[rng.integers(0, len(words.titles), size=count)]
    title = np.where(
        staff.team,
        words.community_manager,
        np.where(
            (staff.leader <= 0) & (staff.manager | (staff.department == 0)),
            words.director,
            np.where(staff.manager, words.lead, ordinary),
        ),
    )
    humans = pl.DataFrame(
        {
            "person_id": ids,
            "display_name": pl.Series((first[given] + " " + last[family]).tolist(), dtype=pl.String),
            "email": pl.Series(
                (first_slug[given] + "." + last_slug[family] + suffix + "@example.org").tolist(), dtype=pl.String
            ),
            "department": pl.Series([*staff.departments]).gather(staff.department),
            "title": pl.Series(title.tolist(), dtype=pl.String),
            "manager_id": ids.gather(np.maximum(staff.leader, 0)),
            "is_manager": staff.manager,
            "joined_at": _dates(staff.joined, start),
            "left_at": _dates(staff.left, start),
            "is_community_team": staff.team,
            "is_bot": np.zeros(count, dtype=bool),
        }
    ).with_columns(pl.when(pl.Series(staff.leader) >= 0).then("manager_id"))
    robot = {"person_id": "robot", "display_name": words.bot, "is_bot": True, "joined_at": start}
    flags = {"is_manager": False, "is_community_team": False}
    return pl.concat([humans, pl.DataFrame([robot | flags], schema_overrides=humans.schema)], how="diagonal")


def events_table(
    talk: Conversations,
    *,
    joined: Acts,
    visits: Acts,
    read: Acts,
    staff: Staff,
    ids: pl.Series,
    words: Vocabulary,
    clock: Clock,
    rng: Generator,
) -> pl.DataFrame:
    """Return the export: one row an act, in the order of time, numbered in that order."""
    robot = _robot(clock, actor=ids.len() - 1)
    parts = (talk.messages, talk.reactions, read, visits, joined, robot)
    messages = talk.messages.actor.size
    kinds = [np.arange(messages) >= talk.roots, *(np.full(part.actor.size, n) for n, part in enumerate(parts[1:], 2))]
    kind = np.concatenate(kinds).astype(np.int64)
    kind[-robot.actor.size :] = 0
    acts = together(*parts)
    size, root = acts.actor.size, acts.root
    root[-robot.actor.size :] = np.arange(size - robot.actor.size, size)
    seconds = clock.seconds(acts.at)
    number = np.empty(size, dtype=np.int64)
    number[np.lexsort((np.arange(size), seconds))] = np.arange(1, size + 1)

    channels, tags = _places(talk, staff, words, rng)
    channel = np.where(root < talk.roots, channels[np.clip(root, 0, talk.roots - 1)], 0)
    begin = pl.datetime(clock.start.year, clock.start.month, clock.start.day, time_unit="ms")
    width = len(str(size))
    names = pl.Series([*words.channels, *staff.departments])

    def event_id(of: str) -> pl.Expr:
        return pl.concat_str(pl.lit("e"), pl.col(of).cast(pl.String).str.zfill(width))

    return (
        pl.DataFrame(
            {
                "number": number,
                "seconds": seconds,
                "person": acts.actor,
                "kind": pl.Series([*KINDS]).gather(kind),
                "answers": np.where(acts.target >= 0, number[np.maximum(acts.target, 0)], 0),
                "answered": np.where(acts.target >= 0, acts.actor[np.maximum(acts.target, 0)], -1),
                "root": np.where(root >= 0, number[np.maximum(root, 0)], 0),
                "place": np.where(root >= 0, channel, -1),
                "tag": np.concatenate([tags, np.full(size - talk.roots, -1)]),
            }
        )
        .sort("number")
        .select(
            event_id=event_id("number"),
            timestamp=(begin + pl.duration(seconds="seconds")).dt.strftime(TIME_FORMAT),
            actor=_named("person", ids),
            kind="kind",
            parent_id=pl.when(pl.col("answers") > 0).then(event_id("answers")),
            parent_actor=_named("answered", ids),
            channel=_named("place", names),
            thread_id=pl.when(pl.col("root") > 0).then(event_id("root")),
            tags=_named("tag", _tag_sets(words)),
        )
    )


def _named(code: str, names: pl.Series) -> pl.Expr:
    """Look a code up in a list of names; -1 has none."""
    codes = pl.when(pl.col(code) >= 0).then(code)
    return codes.replace_strict(pl.Series(range(names.len())), names, return_dtype=pl.String, default=None)


def _robot(clock: Clock, *, actor: int) -> Acts:
    """Return the posts of the robot: the news, every Monday morning, which nobody answers."""
    days = np.arange((7 - clock.start.weekday()) % 7, clock.days, 7)
    none = np.full(days.size, -1)
    return Acts(actor=np.full(days.size, actor), at=clock.ticks[days * 24 + BOT_HOUR], target=none, root=none.copy())


def _places(
    talk: Conversations, staff: Staff, words: Vocabulary, rng: Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each root post a channel (the department's own, or one for all) and, now and then, tags."""
    size = talk.roots
    shared = rng.integers(0, len(words.channels), size=size)
    own = len(words.channels) + staff.department[talk.messages.actor[:size]]
    channel = np.where(rng.random(size) < OWN_CHANNEL, own, shared)
    tags = np.where(rng.random(size) < TAGGED, rng.integers(0, _tag_sets(words).len(), size=size), -1)
    return channel, tags


def _tag_sets(words: Vocabulary) -> pl.Series:
    """List the sets of tags in use: each tag alone, and with the next one."""
    pairs = [f"{tag};{other}" for tag, other in zip(words.tags, words.tags[1:], strict=False)]
    return pl.Series([*words.tags, *pairs])


def _dates(days: NDArray[np.int64], start: date) -> pl.Series:
    known = days != NEVER
    offsets = pl.Series(np.where(known, days, 0)).cast(pl.Int64)
    return pl.select(pl.when(pl.Series(known)).then(pl.lit(start) + pl.duration(days=pl.lit(offsets)))).to_series()


def _slug(name: str) -> str:
    """Write a name as it stands in an e-mail address."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(letter for letter in plain if letter.isalpha())
