"""Usage reports of Microsoft 365: what each person did in a period, as counts."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from rse_maturity.errors import SourceUnreadable
from rse_maturity.sources.csv_pieces import csv_pieces
from rse_maturity.sources.format import Evidence, Part
from rse_maturity.sources.heads import head_of
from rse_maturity.sources.raw import REFUSED
from rse_maturity.sources.readings import acts_reading, users_reading
from rse_maturity.sources.usage_counts import (
    LAST,
    LONGEST_PERIOD,
    PERIOD,
    REFRESHED,
    REPORTS,
    WHO,
    YAMMER,
    acts,
    concealed,
    impossible,
    persons,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rse_maturity.model.dataset import Presence
    from rse_maturity.sources.format import Context, Reading
    from rse_maturity.sources.places import Listing, Member
    from rse_maturity.sources.usage_counts import Report

_HEAD = 1 << 16
_PIECE = 1 << 20  # a row of counts becomes many acts
_GROUPS = {REFRESHED, "Group Display Name", "Posted Count", PERIOD}
_PERSON = {WHO: "person_id", "Display Name": "display_name", "User State": "status", "State Change Date": "joined_at"}


class M365UsageReport:
    """Activity of persons in Viva Engage (Yammer) and Teams; the report on communities names nobody."""

    name = "m365_usage_report"
    tells: ClassVar[dict[str, Presence]] = dict.fromkeys(
        ("post", "comment", "reaction", "view", "login", "directory", "joined_at"), "yes"
    )

    def recognise(self, listing: Listing) -> Evidence | None:
        """Recognise reports by their columns; say whose names are concealed, and which periods are too long."""
        found = [(member, report) for member in listing.members if (report := _report(member)) is not None]
        groups = [member for member in listing.members if set(head_of(member)) >= _GROUPS]
        if not found and not groups:
            return None
        why = [f"{_base(member)}: {REFRESHED}, {next(iter(report.counts))}{_said(member)}" for member, report in found]
        why += [f"{_base(member)}: Group Display Name (names nobody)" for member in groups]
        return Evidence("; ".join(why), (len(found) + len(groups)) / len(listing.members))

    def read(self, listing: Listing, context: Context) -> list[Reading]:
        """Read the acts that are counted, and the people who are listed, those who did nothing too."""
        found = [(member, report) for member in listing.members if (report := _report(member)) is not None]
        if not found:
            why = "it holds no report of activity by person (user detail); that on communities names nobody"
            raise SourceUnreadable(path=listing.name, format=self.name, why=why)
        evidence = self.recognise(listing)
        assert evidence is not None
        keys = {WHO: "actor", LAST: "timestamp", REFRESHED: "timestamp"}
        keys |= {column: "kind" for _, report in found for column in (*report.counts, *report.seen)}
        people = pl.concat([_persons(member, report, context) for member, report in found], how="diagonal")
        people = people.sort(
            "refreshed", *sorted(set(people.columns) - {"refreshed"}), descending=True, nulls_last=True
        )
        people = people.unique("person_id", keep="first", maintain_order=True).drop("refreshed")
        named = _PERSON if any(report is YAMMER for _, report in found) else {WHO: "person_id"}
        read = partial(_parts, found, context)
        counted = {kind for _, report in found for kind in report.counts.values()}
        counted |= {"login"} | {"view" for _, report in found if report.seen}
        counts = acts_reading(read, name="counts", format_name=self.name, why=evidence.why, keys=keys, zone="UTC")
        return [
            replace(counts, tells={kind: self.tells[kind] for kind in sorted(counted)}),
            users_reading(people, name="users", format_name=self.name, why=evidence.why, keys=named, zone="UTC"),
        ]


def _report(member: Member) -> Report | None:
    columns = set(head_of(member))
    return next((report for report in REPORTS if report.signs <= columns), None)


def _base(member: Member) -> str:
    return member.name.rsplit("/", 1)[-1]


def _said(member: Member) -> str:
    """Say what the first rows show of the whole report."""
    head = member.head(_HEAD)
    whole = head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1]
    rows = list(csv.DictReader(io.StringIO(whole.decode("utf-8-sig", errors="replace"), newline="")))
    said = []
    if concealed(pl.Series([row.get(WHO) or "" for row in rows], dtype=pl.String())):
        said.append("names are concealed")
    periods = [int(row[PERIOD]) for row in rows if (row.get(PERIOD) or "").isdecimal()]
    if periods and max(periods) > LONGEST_PERIOD:
        said.append(f"counts over {max(periods)} days are in no window, the last active days are read")
    return f" ({'; '.join(said)})" if said else ""


def _parts(found: Sequence[tuple[Member, Report]], context: Context) -> Iterator[Part]:
    for member, report in found:
        for piece in csv_pieces(member, wanted=report.columns, size=_PIECE):
            rows = piece.frame.with_row_index("row").with_columns(wrong=impossible(report))
            rows = rows.filter(pl.any_horizontal(pl.col(*report.columns).fill_null("") != ""))
            lines = piece.lines(rows.filter("wrong")["row"].to_list())
            refused = pl.DataFrame(
                {"line": lines, "field": ["kind"] * len(lines), "reason": ["impossible_count"] * len(lines)},
                schema=REFUSED,
            )
            good = rows.filter(pl.col("wrong").not_())
            events = acts(good, report, context=context, path=member.name)
            yield Part(
                events.drop("record").lazy(),
                pl.concat([piece.refused, refused]),
                member.name,
                partial(_lines, events["record"], good["row"], piece.lines),
            )


def _lines(
    records: pl.Series, places: pl.Series, lines: Callable[[Sequence[int]], list[int]], rows: Sequence[int]
) -> list[int]:
    """Return the line of the row that each act was counted in."""
    return lines([int(places[int(records[row])]) for row in rows])


def _persons(member: Member, report: Report, context: Context) -> pl.DataFrame:
    rows = [piece.frame for piece in csv_pieces(member, wanted=report.columns)]
    empty = pl.DataFrame(schema=dict.fromkeys(report.columns, pl.String()))
    return persons(pl.concat([empty, *rows]), report, context=context, path=member.name)
