"""`rse-maturity.toml`, fully commented: every key there is, what it does, what it is worth.

Keys that are as the program has them stand as comments (`#key = value`, no space); keys that somebody set are live.
Reading the file back gives the settings it was made from.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rse_maturity.config import RuleSettings, Section, Settings, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rse_maturity.i18n.catalogue import Catalogue

WIDTH = 100
EXAMPLES: dict[str, Any] = {
    "input.format": "generic",
    "input.aliases": "aliases.csv",
    "input.exclude_channels": ("works-council",),
    "input.exclude_persons": ("jane.doe@example.org",),
    "people.files": ("people.csv",),
    "people.community_team": ("community@example.org",),
    "people.manager_titles": ("manager", "head of", "directeur", "responsable"),
    "time.zone": "Europe/Paris",
    "time.country": "FR",
    "time.quiet": ("08-01/08-31",),
    "time.date_order": "dmy",
    "time.since": "2024-01-01",
    "time.until": "2024-12-31",
    "gates.phase": "growth",
    "gates.match_rate": 0.9,
    "gates.refused_rows": 0.01,
    "gates.freshness_days": 45,
}
MAPS: dict[str, dict[str, Any]] = {
    "map": {"timestamp": "Created at", "actor": "Author"},
    "people.map": {"person_id": "Login", "department": "Service"},
    "gates.metrics": {"participation_rate": {"floor": 0.3, "year_fall": 0.1}},
}
SPANS: dict[str, dict[str, str]] = {
    "campaign": {"name": "Launch", "start": "2024-03-04", "end": "2024-03-29"},
    "outage": {"name": "Data centre move", "start": "2024-05-18", "end": "2024-05-20"},
}
DATES = {"time.since", "time.until", "start", "end"}


@dataclass(frozen=True, slots=True)
class RuleDefaults:
    """What one rule compares with where the settings say nothing: limits by phase, and its weight in the vote."""

    id: str
    limit: Mapping[str, float]
    limit_without_directory: Mapping[str, float]
    weight: float


def settings_file(settings: Settings, *, rules: Sequence[RuleDefaults], texts: Catalogue) -> str:
    """Write the settings as a commented TOML file.

    Parameters
    ----------
    settings
        What is live in the file; defaults give a file of comments alone.
    rules
        The rules there are, with their own limits, each shown as `[rules.<id>]`.
    texts
        Language of the comments (topic `settings`).

    Returns
    -------
    str
        TOML, with a newline at the end; `load_settings` reads it back to `settings`.
    """
    blocks = [_comment(texts.text("settings.header")), *_keys("", settings, Settings(), texts)]
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        if isinstance(value, Section):
            blocks += [_head(name, texts), f"[{name}]", *_keys(name, value, field.default, texts)]
            blocks += [part for key in _tables(value) for part in _table(f"{name}.{key}", getattr(value, key), texts)]
        elif name == "rules":
            blocks += [_head(name, texts), *_rules(value, rules)]
        elif isinstance(value, dict):
            blocks += _table(name, value, texts)
        elif name in SPANS:
            blocks += [_head(name, texts), *(_spans(name, value))]
    return "\n\n".join(blocks) + "\n"


def _keys(place: str, section: Section, default: Section, texts: Catalogue) -> Iterator[str]:
    """Write the plain keys of a section, each under what it does."""
    for name in type(section).model_fields:
        value, usual = getattr(section, name), getattr(default, name)
        path = f"{place}.{name}" if place else name
        if isinstance(value, (dict, Section)) or path in SPANS:
            continue
        explanation = texts.text(f"settings.keys.{path}")
        unset = usual is None or usual == ()
        if value != usual:
            yield f"{_comment(explanation)}\n{name} = {_toml(value)}"
        elif unset:
            shown = _toml(EXAMPLES[path], is_date=path in DATES)
            yield f"{_comment(explanation)}\n{_comment(texts.text('settings.words.no_default'))}\n#{name} = {shown}"
        else:
            yield f"{_comment(explanation)}\n#{name} = {_toml(usual)}"


def _tables(section: Section) -> list[str]:
    return [name for name in type(section).model_fields if isinstance(getattr(section, name), dict)]


def _table(path: str, value: Mapping[str, Any], texts: Catalogue) -> Iterator[str]:
    """Write a table whose keys are the user's: live where any is set, else an example."""
    yield _head(path, texts)
    if value:
        yield "\n".join([f"[{path}]", *(f"{_key(key)} = {_toml(item)}" for key, item in value.items())])
    else:
        yield "\n".join([f"#[{path}]", *(f"#{_key(key)} = {_toml(item)}" for key, item in MAPS[path].items())])


def _rules(chosen: Mapping[str, RuleSettings], rules: Sequence[RuleDefaults]) -> Iterator[str]:
    """Write each rule with its own limits; what was set is live."""
    for rule in rules:
        own = chosen.get(rule.id, RuleSettings())
        lines = [f"{'' if rule.id in chosen else '#'}[rules.{rule.id}]"]
        for name in RuleSettings.model_fields:
            value, usual = getattr(own, name), getattr(rule, name)
            if value:
                lines.append(f"{name} = {_toml(value)}")
            elif usual not in ({}, None):
                lines.append(f"#{name} = {_toml(usual)}")
        yield "\n".join(lines)


def _spans(name: str, spans: Sequence[Span]) -> Iterator[str]:
    """Write campaigns or outages: those that were set, else an example."""
    for span in spans:
        yield "\n".join([f"[[{name}]]", *(f"{key} = {_toml(getattr(span, key))}" for key in Span.model_fields)])
    if not spans:
        lines = (f"#{key} = {_toml(value, is_date=key in DATES)}" for key, value in SPANS[name].items())
        yield "\n".join([f"#[[{name}]]", *lines])


def _head(path: str, texts: Catalogue) -> str:
    return _comment(texts.text(f"settings.sections.{path}"))


def _comment(text: str) -> str:
    lines = [line for part in text.strip().splitlines() for line in textwrap.wrap(part, WIDTH - 2) or [""]]
    return "\n".join(f"# {line}".rstrip() for line in lines)


def _key(name: str) -> str:
    plain = name.replace("_", "").replace("-", "")
    return name if plain.isascii() and plain.isalnum() else _toml(name)


def _toml(value: Any, *, is_date: bool = False) -> str:
    """Write one value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)) or is_date or hasattr(value, "isoformat"):
        return str(value)
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, Section):
        return _toml(value.model_dump(exclude_none=True))
    if hasattr(value, "items"):
        return "{ " + ", ".join(f"{_key(str(key))} = {_toml(item)}" for key, item in value.items()) + " }"
    return '"' + "".join(_escaped(letter) for letter in str(value)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08X}"
