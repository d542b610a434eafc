"""Counts of Microsoft 365 usage reports as acts: as many as are counted, on the last day a person was active.

Columns: learn.microsoft.com/graph/api/reportroot-getyammeractivityuserdetail and
learn.microsoft.com/graph/api/reportroot-getteamsuseractivityuserdetail.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from rse_maturity.sources.written_times import filled, read_times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rse_maturity.sources.format import Context

WHO, REFRESHED, PERIOD, LAST = "User Principal Name", "Report Refresh Date", "Report Period", "Last Activity Date"
LONGEST_PERIOD = 31  # judgement: days; what is counted over more cannot be said to be of the last four weeks
_MOST = 10_000  # judgement: acts of one kind by one person in a period; a count beyond it is a mistake
_CONCEALED = r"^[0-9A-Fa-f]{32}$"


@dataclass(frozen=True)
class Report:
    """One kind of report about persons.

    Attributes
    ----------
    product
        What it is of.
    counts
        Column to the kind of act that it counts.
    seen
        Columns that only tell that a person read something: one view a period.
    person
        Other columns that tell who is who: field to column.
    """

    product: str
    counts: Mapping[str, str]
    seen: tuple[str, ...] = ()
    person: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that are read."""
        return (WHO, REFRESHED, PERIOD, LAST, *self.counts, *self.seen, *self.person.values())

    @property
    def signs(self) -> set[str]:
        """Return the columns that tell this report."""
        return {WHO, REFRESHED, LAST, *self.counts}


YAMMER = Report(
    "yammer",
    {"Posted Count": "post", "Liked Count": "reaction"},
    ("Read Count",),
    {"display_name": "Display Name", "status": "User State", "changed": "State Change Date"},
)
TEAMS = Report(
    "teams",
    {"Post Messages": "post", "Reply Messages": "comment"},
    (),
    {"status": "Is Deleted", "changed": "Deleted Date"},
)
REPORTS = (YAMMER, TEAMS)


def concealed(names: pl.Series) -> bool:
    """Tell whether Microsoft put codes in the place of names: 32 hexadecimal digits, and nobody has an address."""
    return bool(names.str.contains(_CONCEALED).any()) and not names.str.contains("@", literal=True).any()


def impossible(report: Report) -> pl.Expr:
    """Tell rows with a count that is none, or that nobody can reach in a period."""
    counted = [
        filled(name) & _number(name).is_between(0, _MOST).fill_null(value=False).not_() for name in report.counts
    ]
    seen = [filled(name) & _number(name).ge(0).fill_null(value=False).not_() for name in report.seen]
    return pl.any_horizontal(*counted, *seen)


def acts(rows: pl.DataFrame, report: Report, *, context: Context, path: str) -> pl.DataFrame:
    """Read counts as acts.

    Parameters
    ----------
    rows
        Columns of the report, as text, one row a person and period.

    Returns
    -------
    `event_id`, `at`, `by_day`, `actor`, `kind`, `is_guest`, `has_time`, `blank`, and `record`, the row that the act was
    counted in. As many acts as are counted, dated to the last active day where it is in the period, else to its end;
    and one `login` on the last active day. Of periods of more than 31 days, that day alone.
    """
    dated = {
        name: read_times(rows[name], settings=context.settings, path=path, zone=context.zone)
        for name in (REFRESHED, LAST)
    }
    table = rows.with_row_index("record").with_columns(
        end=dated[REFRESHED]["at"],
        has_end=dated[REFRESHED]["has_time"],
        last=dated[LAST]["at"],
        has_last=dated[LAST]["has_time"],
        days=pl.coalesce(_number(PERIOD), 1),  # asked for one day, a report has the date here
    )
    started = pl.col("end") - pl.duration(days=pl.col("days"))
    table = table.with_columns(day=pl.when(pl.col("last").is_between(started, "end")).then("last").otherwise("end"))
    short = table.filter(pl.col("days") <= LONGEST_PERIOD)
    found = [_counted(short, report.product, kind, _number(name)) for name, kind in report.counts.items()]
    found += [_counted(short, report.product, "view", pl.min_horizontal(_number(name), 1)) for name in report.seen]
    present = table.filter(pl.col("has_last")).with_columns(day="last", has_end=True)
    found.append(_counted(present, report.product, "login", pl.lit(1)))
    return pl.concat(found)


def _counted(table: pl.DataFrame, product: str, kind: str, count: pl.Expr) -> pl.DataFrame:
    """Repeat each row as often as it counts."""
    many = table.with_columns(number=pl.int_ranges(0, count.fill_null(0).clip(0, None)))
    each = many.explode("number", keep_nulls=False, empty_as_null=False)
    day = pl.col("day").dt.date()
    return each.select(
        "record",
        event_id=pl.concat_str(pl.lit(f"{product}:{kind}"), WHO, day, "number", separator=":"),
        at="day",
        by_day=pl.lit(value=True),
        actor=WHO,
        kind=pl.lit(kind),
        is_guest=_guest(),
        has_time="has_end",
        blank=pl.lit(value=False),
    )


def persons(rows: pl.DataFrame, report: Report, *, context: Context, path: str) -> pl.DataFrame:
    """Read who the rows are about.

    Returns
    -------
    `refreshed` (the day of the report), `person_id`, `email`, `status`, `is_guest`, `left_at`, and for Yammer
    `display_name` and `joined_at`. Codes in the place of names are ids, and neither address nor name.
    """
    changed = report.person["changed"]
    when = read_times(rows[changed], settings=context.settings, path=path, zone=context.zone)["at"]
    state = pl.col(report.person["status"])
    plain = state.str.to_lowercase()
    gone = plain.is_in(["deleted", "suspended", "true"])
    local = pl.lit(when.dt.convert_time_zone(context.zone).dt.date())
    columns = {
        "person_id": pl.col(WHO),
        "email": pl.when(pl.col(WHO).str.contains("@", literal=True)).then(WHO),
        "is_guest": _guest(),
        "left_at": pl.when(gone).then(local),
        "refreshed": pl.col(REFRESHED),
    }
    if report is YAMMER:
        coded = pl.col(WHO).str.contains(_CONCEALED)
        columns["display_name"] = pl.when(coded.not_()).then(report.person["display_name"])
        columns["joined_at"] = pl.when(plain == "activated").then(local)
        columns["status"] = state
    else:
        columns["status"] = pl.when(gone).then(pl.lit("deleted"))
    return rows.select(**columns).filter(filled("person_id"))


def _number(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int64(), strict=False)


def _guest() -> pl.Expr:
    return pl.when(pl.col(WHO).str.contains("#EXT#", literal=True)).then(pl.lit("true"))
