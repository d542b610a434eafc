"""From canonical columns of text to a compact frame: integers for names, digests for ids, one streaming pass."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.errors import SourceEmpty, SourceUnreadable
from rse_maturity.sources.format import DELETED, Part
from rse_maturity.sources.raw import REFUSED, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rse_maturity.sources.dictionaries import Dictionaries
    from rse_maturity.sources.format import Reading

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
ACTOR_FIELDS = (
    "display_name", "email", "department", "division", "title", "site", "organization", "manager_id", "is_manager",
    "joined_at", "left_at", "expected", "is_community_team", "is_bot", "is_guest",
)  # fmt: skip
_CODED = {"actor": "person", "parent_actor": "person", "kind": "kind", "channel": "channel", "tags": "tags"}
_IDS = {"event_id": "event", "parent_id": "parent", "thread_id": "thread"}
# Digests of what stands for "no id": cheaper to compare than the ids themselves, ten million times.
_NO_ID = ("", "null", "NULL", "None", "nan", "NaN")
_SHOWN = 5  # rows of a reading that are kept as they stand, to be shown
_NO_IDS = pl.Series([None, *_NO_ID], dtype=pl.String()).hash().to_list()


@dataclass(frozen=True)
class Compact:
    """One table of events, coded.

    Attributes
    ----------
    events
        event u64?, at, by_day?, actor, parent_actor, kind, channel, tags: codes u32?, parent, thread u64?, fields of
        the actor: codes u32?, rest u64?; good rows alone.
    refused
        `line`, `field`, `reason`, and `member`: the file of the source, empty where the table is one file.
    rows
        Rows read: good, refused and put aside; blank ones are not counted.
    texts
        Rows that had a text, which is not kept.
    aside
        Reason to number of rows that are left out for it: private, deleted, system.
    deleted
        Columns of DELETED: an earlier export of what is deleted does not count either.
    """

    reading: Reading
    events: pl.DataFrame
    refused: pl.DataFrame
    rows: int
    texts: int
    aside: dict[str, int] = field(default_factory=dict)
    deleted: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=DELETED))


def compact(reading: Reading, dictionaries: Dictionaries, *, keep_rest: bool, keep_ids: bool = False) -> Compact:
    """Read a table of events in one pass, piece by piece; again and patiently, where a row did not fit.

    Parameters
    ----------
    keep_rest
        Whether rows without id must be told apart by their other columns too.
    keep_ids
        Whether ids are kept as text beside their digests, to be written again.

    Raises
    ------
    SourceUnreadable, SourceEmpty
        The table cannot be cut into rows; there are none.
    """
    coded = partial(_piece, dictionaries=dictionaries, keep_rest=keep_rest, keep_ids=keep_ids)
    pieces: list[Compact] = []
    for part, name in [(reading, "")] if reading.parts is None else _parts(reading):
        piece = coded(part, member=name)
        pieces.append(replace(piece, reading=pieces[0].reading) if pieces else piece)  # lets the text of the piece go
    rows = sum(piece.rows for piece in pieces)
    if not rows:
        raise SourceEmpty(path=reading.name)
    aside: dict[str, int] = {}
    for piece in pieces:
        aside = {reason: aside.get(reason, 0) + piece.aside.get(reason, 0) for reason in sorted({*aside, *piece.aside})}
    return Compact(
        reading=pieces[0].reading,
        events=pieces[0].events if len(pieces) == 1 else pl.concat([piece.events for piece in pieces], how="diagonal"),
        refused=pl.concat([piece.refused for piece in pieces]),
        rows=rows,
        texts=sum(piece.texts for piece in pieces),
        aside=aside,
        deleted=pl.concat([reading.deleted, *[piece.deleted for piece in pieces]]),
    )


def _parts(reading: Reading) -> Iterator[tuple[Reading, str]]:
    """Return each piece of a reading as a reading, and the member that it came from."""
    assert reading.parts is not None
    before = 0
    for part in reading.parts():
        if isinstance(part, Part):
            lines = part.lines or numbered
            yield replace(reading, frame=part.frame, parts=None, refused=part.refused, lines=lines), part.name
        else:
            frame = part.collect(engine="streaming")
            yield replace(reading, frame=frame.lazy(), parts=None, lines=partial(_further, reading, before)), ""
            before += frame.height


def _piece(
    reading: Reading, *, dictionaries: Dictionaries, keep_rest: bool, keep_ids: bool, member: str = ""
) -> Compact:
    """Read what is collected at once."""
    frame = _collected(reading, dictionaries, keep_rest=keep_rest, keep_ids=keep_ids)
    while reading.reread is not None and (frame is None or _ragged(reading, frame, dictionaries)):
        reading = reading.reread()
        frame = _collected(reading, dictionaries, keep_rest=keep_rest, keep_ids=keep_ids)
    if frame is None:
        raise SourceUnreadable(path=reading.name, format=reading.format, why="its rows cannot be told apart")
    if reading.late is not None and frame["at"].null_count():
        frame = _second_look(frame, reading.late)
    fits = _fits(frame, dictionaries)
    aside = _aside(frame, dictionaries)
    refused = reading.refused
    blank = 0
    good = frame
    if not fits.all() or aside:
        empty = _blank(reading)
        kept = frame["aside"].is_null() if aside else pl.repeat(value=True, n=frame.height, eager=True)
        blank = int((empty & kept).sum())
        refused = pl.concat([refused, _refused(reading, frame, dictionaries, empty | ~kept)])
        good = frame.filter(fits & kept)
    texts = int(good["has_text"].sum()) if "has_text" in good.columns else 0
    events = good.drop("has_text", "separators", "unended", "has_time", "aside", strict=False)
    rows = frame.height - blank + reading.refused.height
    shown = replace(reading, frame=reading.frame.head(_SHOWN).collect().lazy(), lines=numbered, reread=None, late=None)
    refused = refused.sort("line").with_columns(member=pl.lit(member))
    return Compact(shown, events, refused, rows, texts, aside, _deleted(frame, aside, dictionaries))


def _further(reading: Reading, before: int, rows: Sequence[int]) -> list[int]:
    """Return the lines of rows that are counted from a later one."""
    return reading.lines([row + before for row in rows])


def _aside(frame: pl.DataFrame, dictionaries: Dictionaries) -> dict[str, int]:
    """Count the rows that are put aside, by reason."""
    if "aside" not in frame.columns:
        return {}
    counts = frame["aside"].drop_nulls().value_counts(name="count")
    words = dictionaries.words("aside", counts["aside"]).join(counts, left_on="code", right_on="aside")
    return dict(words.sort("word").select("word", "count").iter_rows())


def _deleted(frame: pl.DataFrame, aside: dict[str, int], dictionaries: Dictionaries) -> pl.DataFrame:
    """Return the ids of deleted rows."""
    if "deleted" not in aside or "event" not in frame.columns:
        return pl.DataFrame(schema=DELETED)
    code = dictionaries.words("aside", frame["aside"]).filter(pl.col("word") == "deleted")["code"].item()
    text = pl.col("event_id") if "event_id" in frame.columns else pl.lit(None, pl.String()).alias("event_id")
    return frame.filter(pl.col("aside") == code).select("event", text).drop_nulls("event")


def _collected(reading: Reading, dictionaries: Dictionaries, *, keep_rest: bool, keep_ids: bool) -> pl.DataFrame | None:
    """Collect the frame with words as codes and ids as digests; None where it cannot be cut."""
    present = reading.frame.collect_schema().names()
    between = "unended" if "unended" in present else "separators"
    plain = ("at", "by_day", "inherited", "has_text", "has_time", between)
    columns: dict[str, pl.Expr] = {name: pl.col(name) for name in plain if name in present}
    ids = {target: name for name, target in _IDS.items() if name in present}
    columns |= {target: pl.col(name).hash() for target, name in ids.items()}
    if keep_ids:
        columns |= {name: pl.when(pl.col(name).is_in(_NO_ID).not_()).then(name) for name in ids.values()}
    for name, words in _CODED.items():
        if name in present:
            columns[name] = pl.col(name).cast(dictionaries.type(words)).to_physical()
    if "aside" in present:
        columns["aside"] = pl.col("aside").cast(dictionaries.type("aside")).to_physical()
    for name in ACTOR_FIELDS:
        if name in present:
            columns[name] = pl.col(name).cast(dictionaries.type("field")).to_physical()
    if "rest" in present and keep_rest:
        columns["rest"] = pl.col("rest").hash()
    try:
        frame = reading.frame.select(**columns).collect(engine="streaming")
    except pl.exceptions.NoDataError as error:
        raise SourceEmpty(path=reading.name) from error
    except pl.exceptions.PolarsError:
        return None
    return frame.with_columns(pl.when(pl.col(target).is_in(_NO_IDS).not_()).then(target) for target in ids)


def _ragged(reading: Reading, frame: pl.DataFrame, dictionaries: Dictionaries) -> bool:
    """Tell whether rows are short: fewer separators between cells than the columns need, blank rows allowed for.

    A short row has nothing in the last column; where every row has something there, nothing needs to be counted.
    """
    if reading.separators is None or reading.width == 1:
        return False
    if "unended" in frame.columns and not frame["unended"].any():
        return False
    counted = frame if "separators" in frame.columns else reading.frame.select("separators").collect(engine="streaming")
    within = int(counted["separators"].sum())
    for name in reading.coded:
        words = dictionaries.words(_CODED.get(name, "field"), frame[name], exactly=False)
        words = words.select("code", count=pl.col("word").str.count_matches(reading.delimiter, literal=True))
        words = words.filter(pl.col("count") > 0)
        if words.height:
            often = frame.select(code=name).join(words, on="code", how="inner")
            within += int(often["count"].sum())
    missing = frame.height * (reading.width - 1) - (reading.separators() - within)
    return missing != 0 and missing != int(_blank(reading).sum()) * (reading.width - 1)


def _second_look(frame: pl.DataFrame, late: pl.LazyFrame) -> pl.DataFrame:
    """Read the times that the fast way could not read in every way known."""
    found = late.collect(engine="streaming")
    rows = found["row"]
    never = pl.repeat(value=False, n=frame.height, dtype=pl.Boolean(), eager=True)
    return frame.with_columns(
        at=frame["at"].scatter(rows, found["at"]),
        by_day=(frame["by_day"].clone() if "by_day" in frame.columns else never.clone()).scatter(rows, found["by_day"]),
        has_time=never.clone().scatter(rows, found["has_time"].fill_null(value=False)),
    )


def _blank(reading: Reading) -> pl.Series:
    """Tell which rows have nothing in any column."""
    return reading.frame.select("blank").collect(engine="streaming").to_series()


def _named(frame: pl.DataFrame, dictionaries: Dictionaries) -> pl.Series:
    """Tell which rows have an actor: a name of blanks and control signs is none."""
    words = dictionaries.words("person", frame["actor"], exactly=False)
    empty = words.filter(pl.col("word").str.replace_all(r"[\p{C}\p{Z}]", "") == "")["code"]
    present = frame["actor"].is_not_null()
    return present & frame["actor"].is_in(empty.implode()).not_().fill_null(value=False) if len(empty) else present


def _in_time(at: str) -> pl.Expr:
    """Tell which instants are possible: from 1990 to tomorrow."""
    return pl.col(at).is_between(EARLIEST, datetime.now(UTC) + timedelta(days=1))


def _fits(frame: pl.DataFrame, dictionaries: Dictionaries) -> pl.Series:
    """Tell which rows can be used."""
    return frame.select(_in_time("at").fill_null(value=False)).to_series() & _named(frame, dictionaries)


def _refused(reading: Reading, frame: pl.DataFrame, dictionaries: Dictionaries, blank: pl.Series) -> pl.DataFrame:
    """Say of each row that cannot be used where it stands and why."""
    reason = (
        pl.when(pl.col("at").is_null() & pl.col("has_time").fill_null(value=False)).then(pl.lit("unreadable_time"))
        .when(pl.col("at").is_null()).then(pl.lit("missing_time"))
        .when(pl.col("at") < EARLIEST).then(pl.lit("before_1990"))
        .when(_in_time("at").not_()).then(pl.lit("after_tomorrow"))
        .when(pl.col("named").not_()).then(pl.lit("missing_actor"))
    )  # fmt: skip
    timed = (
        frame["has_time"]
        if "has_time" in frame.columns
        else pl.repeat(None, frame.height, dtype=pl.Boolean(), eager=True)
    )
    bad = (
        frame.select("at", blank=blank, named=_named(frame, dictionaries), has_time=timed)
        .with_row_index("row")
        .filter(pl.col("blank").not_())
        .with_columns(reason=reason)
        .filter(pl.col("reason").is_not_null())
    )
    if bad.is_empty():
        return pl.DataFrame(schema=REFUSED)
    return bad.select(
        line=pl.Series(reading.lines(bad["row"].to_list()), dtype=pl.Int64()),
        field=pl.when(pl.col("reason") == "missing_actor").then(pl.lit("actor")).otherwise(pl.lit("timestamp")),
        reason="reason",
    )
