"""Dates and times as exports write them, read by column: ISO, day or month first, words, epoch, Excel serials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from rse_maturity.errors import DateOrderUnknown
from rse_maturity.sources.time_forms import Form, shared_form

if TYPE_CHECKING:
    from rse_maturity.config import Settings

Order = Literal["dmy", "mdy", "ymd"]
_CLOCK = (
    r"(?:(?:\s*(?:T|,|-|\u2013|à|a|at|,\s*at)\s*|\s+)(\d{1,2})\s*(?::|h|H)\s*(\d{2})?"
    r"(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp])?\.?[Mm]?\.?)?"
)
_OFFSET = r"\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?$"
_ISO = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK + _OFFSET
_NUMBERS = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + _CLOCK + _OFFSET
_DAY_WORD = (
    r"^(?:[A-Za-zé]+\.?,?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?[\s-]+([A-Za-zéûÉÛ]+)\.?,?[\s-]+(\d{4})" + _CLOCK + _OFFSET
)
_WORD_DAY = r"^(?:[A-Za-z]+\.?,\s+)?([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _CLOCK + _OFFSET
_NUMBER = r"^\d{5,19}(?:[.,]\d+)?$"
_MONTHS = (
    "janvier janv jan january", "fevrier février fevr févr fev fév feb february", "mars mar march",
    "avril avr apr april", "mai may", "juin jun june", "juillet juil jul july", "aout août aou aoû aug august",
    "septembre sept sep september", "octobre oct october", "novembre nov november",
    "decembre décembre dec déc december",
)  # fmt: skip
_MONTH = {word: str(number) for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
_EXCEL_ZERO = 25_569  # serial of 1970-01-01, 1900 system


@dataclass(frozen=True)
class TimePlan:
    """How one column of times is read.

    Attributes
    ----------
    column
        Its name.
    kind
        What the values look like, a key of i18n `reading.looks`: iso, iso_offset, date, dmy, epoch_ms, ...
    at
        Expression: the instant, UTC; null where the value cannot be read.
    by_day
        Expression: whether only the day is known; None where that is never so.
    fast
        Whether one form alone is read, so that rows which it does not fit deserve a second look.
    order
        Order of day and month, where it had to be decided.
    """

    column: str
    kind: str
    at: pl.Expr
    by_day: pl.Expr | None
    fast: bool = False
    order: Order | None = None


def plan_times(
    frame: pl.LazyFrame,
    head: pl.DataFrame,
    column: str,
    *,
    zone: str,
    settings: Settings,
    path: str,
    general: bool,
    order: Order | None = None,
) -> TimePlan:
    """Decide how a column of times is read, by its values.

    Parameters
    ----------
    frame, head
        The whole table, and its first rows.
    zone
        Where times without offset are.
    general
        Try every way of writing on every row; else a form that the first rows share is read alone, fast.

    order
        Order of day and month, where it is decided already.

    Raises
    ------
    DateOrderUnknown
        03/04/2024 throughout, and neither the settings nor the language say which is the day.
    """
    dtype = head.schema[column]
    if dtype.is_temporal():
        return _native(column, dtype, zone)
    sample = head[column].cast(pl.String()).drop_nulls().str.strip_chars()
    sample = sample.filter(sample != "")
    form = shared_form(sample) if dtype == pl.String() and not general else None
    if form is not None:
        return _fast(frame, column, form, zone=zone, settings=settings, path=path)
    order = order or _order(frame, sample, column, settings=settings, path=path)
    return _general(column, sample, order, zone)


def _native(column: str, dtype: pl.DataType, zone: str) -> TimePlan:
    """Read a column whose type is already a time."""
    at = pl.col(column)
    if dtype == pl.Date():
        return TimePlan(column, "date", _placed(at.cast(pl.Datetime("us")), zone), pl.lit(value=True))
    at = at.dt.cast_time_unit("us")
    if getattr(dtype, "time_zone", None) is not None:
        return TimePlan(column, "native", at.dt.convert_time_zone("UTC"), None)
    return TimePlan(column, "native", _placed(at, zone), None)


def _fast(frame: pl.LazyFrame, column: str, form: Form, *, zone: str, settings: Settings, path: str) -> TimePlan:
    """Read a column by the one form that its first values share."""
    order: Order = "dmy"
    if form.sign:
        text = pl.col(column)
        like = (text.str.slice(2, 1) == form.sign) & (text.str.slice(5, 1) == form.sign)
        parts = [pl.when(like).then(text.str.slice(place, 2)).cast(pl.Int32(), strict=False) for place in (0, 3)]
        first, second = frame.select(a=parts[0].max(), b=parts[1].max()).collect(engine="streaming").row(0)
        order = _decided(first, second, column, settings=settings, path=path)
    at = form.read(pl.col(column), month_first=order == "mdy")
    at = at.dt.replace_time_zone("UTC") if form.zoned else _placed(at, zone)
    kind, decided = (order, order) if form.sign else (form.kind, None)
    return TimePlan(column, kind, at, pl.lit(value=True) if form.by_day else None, fast=True, order=decided)


def _placed(naive: pl.Expr, zone: str) -> pl.Expr:
    """Turn local times into instants: of an hour that comes twice, the first; one that never comes, an hour later."""
    if zone == "UTC":
        return naive.dt.replace_time_zone("UTC")
    placed = naive.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    later = naive.dt.offset_by("1h").dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return pl.coalesce(placed, later).dt.convert_time_zone("UTC")


def _order(frame: pl.LazyFrame, sample: pl.Series, column: str, *, settings: Settings, path: str) -> Order:
    """Decide whether day or month comes first: by a value above 12, else by the settings, else by the language."""
    if not sample.str.contains(_NUMBERS).any():
        return settings.time.date_order or "dmy"
    parts = pl.col(column).cast(pl.String()).str.strip_chars().str.extract_groups(_NUMBERS)
    first, second = (
        frame.select(parts.struct.field(name).cast(pl.Int32(), strict=False).max().alias(name) for name in ("1", "2"))
        .collect(engine="streaming")
        .row(0)
    )
    return _decided(first, second, column, settings=settings, path=path)


def _decided(first: int | None, second: int | None, column: str, *, settings: Settings, path: str) -> Order:
    """Decide by the highest first and second numbers of a column, else by the settings, else by the language."""
    twelve = 12
    if (first or 0) > twelve:
        return "dmy"
    if (second or 0) > twelve:
        return "mdy"
    if settings.time.date_order is not None:
        return settings.time.date_order
    if settings.lang == "fr":
        return "dmy"
    raise DateOrderUnknown(path=path, column=column)


def _general(column: str, sample: pl.Series, order: Order, zone: str) -> TimePlan:
    """Read a column whose values may be written in any of the ways known."""
    text = pl.col(column).cast(pl.String()).str.replace_all("[\u00a0\u202f]", " ").str.strip_chars()
    number_order = (2, 1, 0) if order != "mdy" else (2, 0, 1)
    forms = {
        "iso": (_ISO, (0, 1, 2)),
        order: (_NUMBERS, number_order),
        "words": (_DAY_WORD, (2, 1, 0)),
        "words_first": (_WORD_DAY, (2, 0, 1)),
    }
    present = {name: form for name, form in forms.items() if sample.str.contains(form[0]).any()} or forms
    if len(sample) == 0 or not all(sample.str.contains("|".join([f[0] for f in present.values()] + [_NUMBER]))):
        present = forms
    ats = [_from_parts(text, pattern, places, zone) for pattern, places in present.values()]
    number = _from_number(text, zone)
    day_only = pl.any_horizontal(
        [text.str.contains(pattern) & text.str.extract(pattern, 4).is_null() for pattern, _ in present.values()]
    )
    kind = _kind(sample, order)
    return TimePlan(column, kind, pl.coalesce(*ats, number), day_only.fill_null(value=False))


def _from_parts(text: pl.Expr, pattern: str, places: tuple[int, int, int], zone: str) -> pl.Expr:
    """Read dates by the groups of a pattern: three for the date, then hour, minute, second, fraction, half, offset."""
    groups = text.str.extract_groups(pattern)
    part = [pl.field(str(number)) for number in range(1, 10)]
    year, month, day = (part[place] for place in places)
    month = month.str.to_lowercase().replace(_MONTH)
    year = pl.when(year.str.len_bytes() == 2).then(pl.lit("20") + year).otherwise(year)  # noqa: PLR2004 two digits
    hour = part[3].fill_null("0").cast(pl.Int32(), strict=False)
    half = part[7].str.to_lowercase()
    hour = (
        pl.when((half == "p") & (hour < 12)).then(hour + 12).when((half == "a") & (hour == 12)).then(0).otherwise(hour)  # noqa: PLR2004 noon
    )

    def two(piece: pl.Expr) -> pl.Expr:
        return piece.fill_null("0").cast(pl.String()).str.zfill(2)

    written = pl.concat_str(year, two(month), two(day), two(hour.cast(pl.String())), two(part[4]), two(part[5]))
    # %Y%m%d%H%M%S has no separator: the pieces have their widths
    naive = written.str.to_datetime("%Y%m%d%H%M%S", strict=False, cache=False)
    fraction = part[6].fill_null("0").str.pad_end(6, "0").str.head(6).cast(pl.Int64(), strict=False)
    naive = (naive + pl.duration(microseconds=fraction)).cast(pl.Datetime("us"))
    offset = part[8].str.replace("^(?i:Z|UTC|GMT)$", "+0000").str.replace(":", "", literal=True)
    minutes = offset.str.slice(1, 2).cast(pl.Int64(), strict=False) * 60 + offset.str.slice(3, 2).replace("", "0").cast(
        pl.Int64(), strict=False
    )
    minutes = pl.when(offset.str.starts_with("-")).then(-minutes).otherwise(minutes)
    exact = (naive - pl.duration(minutes=minutes)).dt.replace_time_zone("UTC")
    at = pl.when(offset.is_null()).then(_placed(naive, zone)).otherwise(exact)
    return groups.struct.with_fields(at=at).struct.field("at")  # one search a value, whatever it is asked for


def _from_number(text: pl.Expr, zone: str) -> pl.Expr:
    """Read epoch seconds, milliseconds or microseconds, and Excel serials, by magnitude."""
    plain = pl.when(text.str.contains(_NUMBER)).then(text.str.replace(",", ".", literal=True))
    whole = plain.str.extract(r"^(\d+)").cast(pl.Int64(), strict=False)
    value = plain.cast(pl.Float64(), strict=False)
    micro = (
        pl.when(whole >= 10**17).then(whole // 1000)
        .when(whole >= 10**14).then(whole)
        .when(whole >= 10**11).then(whole * 1000)
        .when(whole >= 10**8).then((value * 1e6).round().cast(pl.Int64(), strict=False))
    )  # fmt: skip
    serial = ((value - _EXCEL_ZERO) * 86_400).round().cast(pl.Int64(), strict=False) * 1_000_000
    excel = pl.when(whole < 10**5).then(serial).cast(pl.Datetime("us"))
    return pl.coalesce(micro.cast(pl.Datetime("us")).dt.replace_time_zone("UTC"), _placed(excel, zone))


def _kind(sample: pl.Series, order: Order) -> str:
    """Say what the values of a column look like; the first way of writing that most of them follow."""
    shapes = {
        "date": r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$",
        "iso_offset": r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*(?:Z|[+-]\d{2}:?\d{2})$",
        "iso": _ISO,
        order: _NUMBERS,
        "epoch_ms": r"^\d{12,19}$",
        "epoch_s": r"^\d{9,11}(?:[.,]\d+)?$",
        "excel": r"^\d{5}(?:[.,]\d+)?$",
        "long_date": f"{_DAY_WORD}|{_WORD_DAY}",
    }
    counts = {name: int(sample.str.contains(pattern).sum()) for name, pattern in shapes.items()}
    best = max(counts, key=lambda name: counts[name], default="unreadable")
    return best if counts[best] else "unreadable"
