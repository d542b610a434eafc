"""Numbers and dates as a language writes them, by Babel, rounded half up as readers do, with a true minus sign.

Formats: `number` 1,974 · `decimal` 1.5 · `decimal2` 1.48 · `percent` 42% · `percent1` 6.5% · `points` (a share told in
points) 3 · `share` as percent, one decimal under 10 % · `ratio` as decimal2 · `hours` 3.5 h, or 4 days above two days ·
`months` 4.5 · `count`, `people` as number · `date` August 31, 2018 · `day` Aug 31, 2018 · `month` August 2018 ·
`shortmonth` Aug 2018 · `monthname` Aug · `letter` A · `quarter` Q3.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Any

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel import Locale

MINUS = "\u2212"
DAY_HOURS = 48  # above two days, hours are told in days
WHOLE_HOURS = 10  # from here on, tenths of an hour say nothing
WHOLE_PERCENT = 0.0995  # from here on, a share rounds to 10 % or more and tenths of a percent say nothing


def _percent(pattern_digits: int) -> Callable[[float, Locale], str]:
    def write(value: float, locale: Locale) -> str:
        text = format_percent(_exact(value, 2 + pattern_digits), locale=locale, decimal_quantization=False)
        return text.replace("\u00a0%", "\u202f%").replace("-", MINUS)

    return write


def _exact(value: float, digits: int) -> Decimal:
    """Round half up on the decimal form that a reader would see, not on the binary one; a zero has no sign."""
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits)) + 0


def _decimal(digits: int) -> Callable[[float, Locale], str]:
    def write(value: float, locale: Locale) -> str:
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(_exact(value, digits), format=pattern, locale=locale).replace("-", MINUS)

    return write


def _share(value: float, locale: Locale) -> str:
    return _percent(1 if 0 < abs(value) < WHOLE_PERCENT else 0)(value, locale)


def _hours(value: float, locale: Locale) -> str:
    if abs(value) >= DAY_HOURS:
        days = format_unit(_exact(value / 24, 0), "duration-day", length="long", locale=locale)
        return days.replace("-", MINUS)
    return f"{_decimal(0 if abs(value) >= WHOLE_HOURS else 1)(value, locale)}\u202fh"


def _date(form: str) -> Callable[[date, Locale], str]:
    def write(value: date, locale: Locale) -> str:
        text = format_date(value, format=form, locale=locale)
        return f"1er{text[1:]}" if locale.language == "fr" and value.day == 1 else text

    return write


def _part(pattern: str) -> Callable[[date, Locale], str]:
    return lambda value, locale: format_date(value, format=pattern, locale=locale)


def _skeleton(name: str) -> Callable[[date, Locale], str]:
    def write(value: date, locale: Locale) -> str:
        moment = value if isinstance(value, datetime) else datetime.combine(value, time(), tzinfo=UTC)
        return format_skeleton(name, moment, locale=locale)

    return write


_FORMATS: dict[str, Callable[[Any, Locale], str]] = {
    "number": _decimal(0),
    "count": _decimal(0),
    "people": _decimal(0),
    "decimal": _decimal(1),
    "decimal2": _decimal(2),
    "ratio": _decimal(2),
    "percent": _percent(0),
    "percent1": _percent(1),
    "share": _share,
    "points": lambda value, locale: _decimal(0)(value * 100, locale),
    "hours": _hours,
    "months": _decimal(1),
    "date": _date("long"),
    "day": _date("medium"),
    "month": _skeleton("yMMMM"),
    "shortmonth": _skeleton("yMMM"),
    "monthname": _part("LLL"),
    "letter": _part("LLLLL"),
    "quarter": _part("QQQ"),
}


def format_value(value: Any, name: str, locale: Locale) -> str:
    """Write `value` in the format `name` (see the module); without a name, as it is."""
    if not name:
        return str(value)
    return _FORMATS[name](value, locale)
