"""Days on which an organisation is not itself: holidays, its quiet seasons, outages, campaigns, days that were lost.

A summer is not a decline. Public holidays are those of the country that the settings name; quiet seasons are spans of
the settings, by default August and the last week of December, which is our judgement.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from rse_maturity.errors import BadSetting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rse_maturity.config import Settings, TimeSettings
    from rse_maturity.tables.calendar import Span
    from rse_maturity.tables.tables import Calendar

DAY = timedelta(days=1)
WORKING_DAYS = 5
DAYS_MISSED = 2
"""Working days off from which a week is no ordinary one."""

QUIET_PART, LOST_PART = 0.5, 0.25
"""Part of the working days of a window that are off, or not in the export at all, from which it says nothing about the
network."""


def quiet_days(time: TimeSettings, *, first: date, last: date) -> frozenset[date]:
    """Return the public holidays of the country and the days of the quiet seasons.

    Parameters
    ----------
    time
        `country` (none: no public holidays) and `quiet`.
    first, last
        Days between which they are asked for, both included.

    Raises
    ------
    BadSetting
        No holidays are known for that country.
    """
    years = range(first.year - 1, last.year + 1)
    days = {day for span in time.quiet for start, end in _occurrences(span, years) for day in _days(start, end)}
    if time.country is not None:
        days |= _public_holidays(time.country, years)
    return frozenset(day for day in days if first <= day <= last)


def ordinary_weeks(calendar: Calendar, *, settings: Settings) -> list[bool]:
    """Tell of each complete week whether it is an ordinary one: not holidays, an outage or a campaign."""
    if not calendar.weeks:
        return []
    off = _days_off(settings, first=calendar.weeks[0], last=calendar.weeks[-1] + 6 * DAY)
    return [sum(monday + n * DAY in off for n in range(WORKING_DAYS)) < DAYS_MISSED for monday in calendar.weeks]


def exceptional_ends(calendar: Calendar, *, settings: Settings) -> frozenset[date]:
    """Return the ends of the periods whose window says nothing about the network: mostly quiet, or not all there."""
    length = settings.time.window_days
    off = _days_off(settings, first=calendar.first_day - length * DAY, last=calendar.last_day)
    lost = {day for start, end in calendar.lost for day in _days(start, end)}
    found = set()
    for end in calendar.ends:
        working = [day for day in _days(end - (length - 1) * DAY, end) if day.weekday() < WORKING_DAYS]
        gone = sum(day in lost for day in working)
        if sum(day in off or day in lost for day in working) >= QUIET_PART * len(working) or (
            gone >= LOST_PART * len(working)
        ):
            found.add(end)
    return frozenset(found)


def _days_off(settings: Settings, *, first: date, last: date) -> frozenset[date]:
    """Return the quiet days, and those of outages and campaigns."""
    stated = [(span.start, span.end) for span in (*settings.outage, *settings.campaign)]
    return quiet_days(settings.time, first=first, last=last) | {
        day for start, end in stated for day in _days(start, end)
    }


def _public_holidays(country: str, years: Sequence[int]) -> set[date]:
    """Return the public holidays of a country: the library is loaded where a country is named, and nowhere else."""
    import holidays  # noqa: PLC0415 few need it

    try:
        return set(holidays.country_holidays(country, years=years))
    except NotImplementedError as error:
        why = "must be a country whose public holidays are known, as its two-letter code (ISO 3166): FR, DE, CA"
        raise BadSetting(where="settings", key="time.country", why=why) from error


def _occurrences(span: str, years: Iterable[int]) -> list[Span]:
    """Return when a quiet season takes place: every year, or once where it names its years."""
    start, end = span.split("/")
    if len(start) == len("2024-12-24"):
        return [(date.fromisoformat(start), date.fromisoformat(end))]
    turns = int(end < start)  # over New Year's Eve
    return [(date.fromisoformat(f"{year}-{start}"), date.fromisoformat(f"{year + turns}-{end}")) for year in years]


def _days(start: date, end: date) -> list[date]:
    return [start + n * DAY for n in range((end - start).days + 1)]
