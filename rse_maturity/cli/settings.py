"""From the options of the command line to one settings object."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rse_maturity.cli.output import note
from rse_maturity.cli.texts import locale_language, text
from rse_maturity.errors import BadSetting

if TYPE_CHECKING:
    from rse_maturity.cli.options import Reading
    from rse_maturity.config import Settings


def reading_settings(reading: Reading, *, quiet: bool = False) -> Settings:
    """Return the settings of a command that reads sources: defaults, then the file, then the options.

    Channels and persons left out by the file stay left out: `--exclude-*` adds to them, for a person who objected in
    the settings must not come back by an option.
    """
    lang = reading.lang or locale_language()
    settings = plain_settings(
        config=reading.config, lang=reading.lang, overrides=_overrides(reading, lang), quiet=quiet
    )
    if not (reading.exclude_channel or reading.exclude_person):
        return settings
    left_out = settings.input.model_copy(
        update={
            "exclude_channels": (*settings.input.exclude_channels, *reading.exclude_channel),
            "exclude_persons": (*settings.input.exclude_persons, *reading.exclude_person),
        }
    )
    return settings.model_copy(update={"input": left_out})


def with_thorough(settings: Settings, *, asked: bool) -> Settings:
    """Return the settings with the measures that take long, where the option asks for them or the file does."""
    if not asked:
        return settings
    measures = settings.measures.model_copy(update={"thorough": True})
    return settings.model_copy(update={"measures": measures})


def plain_settings(
    *, config: Path | None, lang: str | None, overrides: dict[str, Any] | None = None, quiet: bool = False
) -> Settings:
    """Return the settings of any command; a file found by itself is named on standard error.

    The language is that of `--lang`, else of the file, else of the locale.
    """
    from rse_maturity.config import DEFAULT_FILE, load_settings  # noqa: PLC0415 - pydantic, not needed for --help

    path = config
    if path is None and Path(DEFAULT_FILE).is_file():
        path = Path(DEFAULT_FILE)
        if not quiet:
            note(text(lang or locale_language(), "notes.config_found", path=path))
    settings = load_settings(path, overrides={**({"lang": lang} if lang else {}), **(overrides or {})})
    if "lang" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"lang": locale_language()})


def _overrides(reading: Reading, lang: str) -> dict[str, Any]:
    """Return what the options say, nested as in the file; what was not given is absent."""
    nested: dict[str, dict[str, Any]] = {
        "map": _columns(reading.map, lang),
        "input": {"format": reading.format_in, "strict": reading.strict or None, "aliases": reading.aliases},
        "people": {"files": tuple(reading.people) or None, "unit": reading.unit},
        "time": {
            "zone": reading.zone,
            "date_order": reading.date_order,
            "since": day("--since", reading.since, lang),
            "until": day("--until", reading.until, lang),
        },
        "privacy": {"persons": "names" if reading.names else None},
    }
    given = {name: {key: value for key, value in table.items() if value is not None} for name, table in nested.items()}
    return {name: table for name, table in given.items() if table}


def _columns(pairs: list[str], lang: str) -> dict[str, str]:
    """Split each `field=column`; a column may hold an equals sign, a field may not."""
    columns: dict[str, str] = {}
    for pair in pairs:
        field, sign, column = (part.strip() for part in pair.partition("="))
        if not (field and sign and column):
            raise BadSetting(where="--map", key=pair, why=text(lang, "why.not_a_pair"))
        columns[field] = column
    return columns


def day(option: str, value: str | None, lang: str) -> date | None:
    """Return the day that an option names; None where it was not given."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadSetting(where=option, key=value, why=text(lang, "why.not_a_day")) from error
