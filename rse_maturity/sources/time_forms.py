"""Ways of writing a time that a whole column shares, each read by one pattern: fast."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:(?P<between>[T ])\d\d:\d\d(?P<second>:\d\d)?(?P<part>\.\d{1,9})?(?P<offset>Z|[+-]\d\d:?\d\d)?)?"
)
_NUMBERS = re.compile(r"\d\d(?P<sign>[/.-])\d\d(?P=sign)\d{4}(?:(?P<between>T| | à | - )\d\d:\d\d(?P<second>:\d\d)?)?")
_MOST = 0.8  # a form is a column's own when so many of its first values have it


@dataclass(frozen=True)
class Form:
    """One way of writing a time.

    `pattern` is that of strptime; `sign` stands between day and month where their order is not known yet (`pattern` has
    them day first); `zoned`: the text says where it is.
    """

    kind: str
    pattern: str
    by_day: bool
    zoned: bool
    sign: str = ""

    def read(self, text: pl.Expr, *, month_first: bool) -> pl.Expr:
        """Return the time, local where the form has no zone; null where the text is not in this form."""
        pattern = (
            self.pattern.replace("%d", "%e").replace("%m", "%d").replace("%e", "%m") if month_first else self.pattern
        )
        at = text.str.to_datetime(pattern, time_unit="us", strict=False, cache=False)
        return at.dt.replace_time_zone(None) if pattern.endswith("%z") else at


def shared_form(values: Iterable[str]) -> Form | None:
    """Return the form that most values share; None where there is none."""
    counts = Counter(_form(value) for value in values)
    form, often = counts.most_common(1)[0] if counts else (None, 0)
    return form if form is not None and often >= _MOST * counts.total() else None


def _form(value: str) -> Form | None:
    found = _ISO.fullmatch(value)
    if found is not None:
        between, second, part, offset = (found[name] or "" for name in ("between", "second", "part", "offset"))
        clock = f"{between}%H:%M{':%S' if second else ''}{'%.f' if part else ''}" if between else ""
        mark = offset if offset in ("", "Z") else "%z"
        kind = "iso_offset" if mark == "%z" else "iso" if between else "date"
        return Form(kind, f"%Y-%m-%d{clock}{mark}", by_day=not between, zoned=bool(mark))
    found = _NUMBERS.fullmatch(value)
    if found is not None:
        sign, between, second = found["sign"], found["between"] or "", found["second"]
        clock = f"{between}%H:%M{':%S' if second else ''}" if between else ""
        return Form("dmy", f"%d{sign}%m{sign}%Y{clock}", by_day=not between, zoned=False, sign=sign)
    return None
