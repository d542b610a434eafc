"""Settings: one frozen object, from the defaults here, a TOML file and the command line, in that order."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from rse_maturity.errors import BadSetting, SourceNotFound, UnknownSetting
from rse_maturity.nearest import nearest

DEFAULT_FILE = "rse-maturity.toml"
Lang = Literal["en", "fr"]
LEAST_TREND = 4  # one order of three in six falls throughout, one of four in 24
SEASON = re.compile(r"(\d{4}-)?(\d\d-\d\d)/(\d{4}-)?(\d\d-\d\d)")


class Section(BaseModel):
    """A part of the settings: frozen, and no key unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class InputSettings(Section):
    """How the sources are read."""

    format: str | None = None
    strict: bool = False
    exclude_channels: tuple[str, ...] = ()
    exclude_persons: tuple[str, ...] = ()
    aliases: Path | None = None
    max_members: int = Field(default=500_000, ge=1)
    max_unpacked_bytes: int = Field(default=64 << 30, ge=1)
    max_ratio: int = Field(default=250, ge=1)
    """How many bytes an archive may unpack to for each byte it has; texts reach about 50."""


class PeopleSettings(Section):
    """The directory of people, and who counts."""

    files: tuple[Path, ...] = ()
    map: dict[str, str] = Field(default_factory=dict)
    unit: str = "department"
    minimum_contributors: int = Field(default=30, ge=1)
    minimum_unit_people: int = Field(default=10, ge=5)
    """Of one unit, site or community; see `phases.units`."""
    community_team: tuple[str, ...] = ()
    """Ids or e-mail addresses of the people who animate the network, where no column says so."""
    manager_titles: tuple[str, ...] = ()
    """Words of a job title that make a manager, beside those whom somebody names as manager."""


class TimeSettings(Section):
    """Zone and windows. Days are those of the zone; weeks begin on Monday."""

    zone: str | None = None
    country: str | None = None
    """Its public holidays are allowed for."""
    quiet: tuple[str, ...] = ("08-01/08-31", "12-24/01-01")
    """Seasons in which little happens, each year (MM-DD/MM-DD) or once (YYYY-MM-DD/YYYY-MM-DD), both days included."""
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    since: date | None = None
    until: date | None = None
    window_days: int = Field(default=28, ge=7)
    habit_weeks: int = Field(default=12, ge=2)
    habit_active_weeks: int = Field(default=9, ge=1)
    momentum_weeks: int = Field(default=26, ge=12)
    momentum_minimum_weeks: int = Field(default=12, ge=6)
    momentum_change: float = Field(default=0.20, gt=0)
    answer_days: int = Field(default=7, ge=1)
    newcomer_days: int = Field(default=30, ge=1)
    minimum_weeks: int = Field(default=8, ge=1)
    months_up: int = Field(default=3, ge=1)
    months_down: int = Field(default=2, ge=1)

    @field_validator("quiet")
    @classmethod
    def _seasons(cls, quiet: tuple[str, ...]) -> tuple[str, ...]:
        for span in quiet:
            _check_season(span)
        return quiet


def _check_season(span: str) -> None:
    """Refuse a season that is not two days of a year, or two dates in their order."""
    why = f"{span!r} is no season like 08-01/08-31 or 2024-05-06/2024-05-10"
    parts = SEASON.fullmatch(span)
    if parts is None or (parts[1] is None) != (parts[3] is None):
        raise ValueError(why)
    try:
        start, end = (
            date.fromisoformat(f"{year or '2023-'}{day}") for year, day in (parts.group(1, 2), parts.group(3, 4))
        )
    except ValueError as error:
        raise ValueError(why) from error
    if parts[1] and end < start:
        raise ValueError(why)


class MeasuresSettings(Section):
    """Which figures are measured."""

    thorough: bool = False
    """Also those that take long, or SciPy: survival, diffusion, clusters against chance."""


class RuleSettings(Section):
    """Limits (by phase) and weight of one rule; what is left out keeps the rule's own."""

    limit: dict[Literal["growth", "cruise"], float] = Field(default_factory=dict)
    limit_without_directory: dict[Literal["growth", "cruise"], float] = Field(default_factory=dict)
    weight: float | None = Field(default=None, ge=0)


class PrivacySettings(Section):
    """How people are shown."""

    persons: Literal["pseudonyms", "names", "none"] = "pseudonyms"
    minimum_group: int = Field(default=5, ge=5)


class Span(Section):
    """A campaign or an outage: a name and two days, both included."""

    name: str
    start: date
    end: date


class MetricGate(Section):
    """What one metric must hold; changes are relative: 0.1 lets a share fall from 40 % to 36 %."""

    floor: float | None = None
    ceiling: float | None = None
    fall: float | None = Field(default=None, gt=0, le=1)
    """Largest fall against the snapshot before."""
    year_fall: float | None = Field(default=None, gt=0, le=1)
    """Largest fall against the same period a year ago."""


class GateSettings(Section):
    """What `check` fails on. The first three hold without configuration; false or 0 switches one off."""

    phase_fell: bool = True
    best_of: int = Field(default=12, ge=0)
    """Participation below the best of so many snapshots, beyond both intervals."""
    trend_over: int = Field(default=4, ge=0)
    """Participation falling over so many snapshots or more."""
    least_fall: float = Field(default=0.1, ge=0, lt=1)
    """Part of its level that participation must have lost for the two above to fail, however certain the loss."""
    phase: Literal["growth", "cruise"] | None = None
    """Phase not to fall below."""
    match_rate: float | None = Field(default=None, ge=0, le=1)
    """Least share of those who act whom the directory lists."""
    refused_rows: float | None = Field(default=None, ge=0, le=1)
    """Largest share of refused rows."""
    freshness_days: int | None = Field(default=None, ge=1)
    """Most days since the end of the last snapshot."""
    metrics: dict[str, MetricGate] = Field(default_factory=dict)

    @field_validator("trend_over")
    @classmethod
    def _enough(cls, over: int) -> int:
        if 0 < over < LEAST_TREND:
            raise ValueError(f"must be 0 or at least {LEAST_TREND}: fewer fall by chance too often")
        return over


class Settings(Section):
    """Everything that can be set. Field names are the keys of `rse-maturity.toml`."""

    lang: Lang = "en"
    seed: int = 1
    network: str = Field(default="default", min_length=1)
    """What the network is called in a history, which may hold several."""
    map: dict[str, str] = Field(default_factory=dict)
    input: InputSettings = InputSettings()
    people: PeopleSettings = PeopleSettings()
    time: TimeSettings = TimeSettings()
    measures: MeasuresSettings = MeasuresSettings()
    rules: dict[str, RuleSettings] = Field(default_factory=dict)
    privacy: PrivacySettings = PrivacySettings()
    campaign: tuple[Span, ...] = ()
    outage: tuple[Span, ...] = ()
    gates: GateSettings = GateSettings()


def load_settings(path: Path | None = None, *, overrides: dict[str, Any] | None = None) -> Settings:
    """Read the settings: defaults, then the TOML file at `path`, then `overrides` (same nesting as the file).

    Raises
    ------
    SourceNotFound
        `path` does not exist.
    UnknownSetting
        A key that nobody reads; the message names the nearest.
    BadSetting
        The file is not TOML, or a value does not fit.
    """
    table: dict[str, Any] = {}
    if path is not None:
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError as error:
            raise SourceNotFound(path=path) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise BadSetting(where=path, key="TOML", why=f"cannot be read: {error}") from error
    try:
        return Settings.model_validate(_merged(table, overrides or {}))
    except ValidationError as error:
        raise _as_setting_error(error, where=str(path or "options")) from error


def _merged(base: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    """Lay `top` over `base`, table by table."""
    merged = dict(base)
    for key, value in top.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _as_setting_error(error: ValidationError, *, where: str) -> UnknownSetting | BadSetting:
    """Turn the first complaint of pydantic into a sentence a user can act on."""
    first = error.errors()[0]
    place = [str(part) for part in first["loc"]]
    if first["type"] == "extra_forbidden":
        known = _keys_at(place[:-1])
        closest = ".".join([*place[:-1], nearest(place[-1], known)])
        return UnknownSetting(path=where, key=".".join(place), nearest=closest)
    return BadSetting(where=where, key=".".join(place), why=first["msg"].lower())


def _keys_at(place: list[str]) -> list[str]:
    """List the keys that exist at a place of the settings."""
    section: Any = Settings
    for part in place:
        field = section.model_fields.get(part) if hasattr(section, "model_fields") else None
        if field is None:  # inside [rules.<id>], [gates.metrics.<id>] or [[campaign]]
            section = {"rules": RuleSettings, "gates": MetricGate}.get(place[0], Span)
            continue
        section = field.annotation
    return list(getattr(section, "model_fields", RuleSettings.model_fields))
