"""`rse-maturity init`: a commented settings file, filled in from a source where one is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from rse_maturity.cli.options import Reading, with_reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rse_maturity.config import Settings
    from rse_maturity.model.dataset import SourceReport
    from rse_maturity.model.inspection import Inspection
    from rse_maturity.phases.rule import Rule
    from rse_maturity.views.settings_file import RuleDefaults

UNITS = ("department", "site", "title")


@with_reading
def init(
    sources: Annotated[list[str] | None, Argument(metavar="[SOURCE]...", show_default=False)] = None,
    *,
    output: Annotated[Path, Option("-o", "--output", metavar="FILE")] = Path("rse-maturity.toml"),
    force: Annotated[bool, Option("--force")] = False,
    reading: Reading,
) -> None:
    """Write a commented rse-maturity.toml, filled in from a source where one is given."""
    from rse_maturity import api  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.output import write  # noqa: PLC0415 - same
    from rse_maturity.cli.settings import reading_settings  # noqa: PLC0415 - same
    from rse_maturity.errors import OutputRefused  # noqa: PLC0415 - same
    from rse_maturity.i18n import catalogue  # noqa: PLC0415 - same
    from rse_maturity.views.settings_file import settings_file  # noqa: PLC0415 - same
    from rse_maturity.views.whole import write_whole  # noqa: PLC0415 - same

    settings = reading_settings(reading)
    texts = catalogue(settings.lang)
    if output.exists() and not force:
        raise OutputRefused(path=output, why="it exists already (--force replaces it and keeps its values)")
    if sources:
        settings = recognised(settings, api.inspect(sources, settings=settings))
    content = settings_file(settings, rules=[rule_defaults(rule) for rule in api.rules()], texts=texts)
    write_whole(content, output)
    write(texts.text("simulate.init.done", path=output))


def recognised(settings: Settings, found: Inspection) -> Settings:
    """Lay what was recognised in the sources over the settings; what the settings say already stays."""
    reports = [source.report for source in found.sources]
    events = _columns(one for one in reports if one.role == "events" and one.format == "generic")
    people = _columns(one for one in reports if one.role == "people" and "generic" in one.format)
    zone = found.zone if found.zone_source == "export" else None
    unit = next((field for field in UNITS if field in people or field in events), settings.people.unit)
    listed = settings.people.model_copy(
        update={
            "map": {**people, **settings.people.map},
            "unit": unit if "unit" not in settings.people.model_fields_set else settings.people.unit,
        }
    )
    time = settings.time.model_copy(update={"zone": settings.time.zone or zone})
    return settings.model_copy(update={"map": {**events, **settings.map}, "people": listed, "time": time})


def _columns(sources: Iterable[SourceReport]) -> dict[str, str]:
    """Return the column of each field; where sources differ, the first one's."""
    pairs = [(one.field, one.column) for source in sources for one in source.columns if one.field is not None]
    first = dict(reversed(pairs))
    return {field: first[field] for field in sorted(first)}


def rule_defaults(rule: Rule) -> RuleDefaults:
    """Return what the settings file says of a rule."""
    from rse_maturity.views.settings_file import RuleDefaults  # noqa: PLC0415 - loaded when the work begins

    return RuleDefaults(
        id=rule.id,
        limit={phase: limit.value for phase, limit in rule.limits.items()},
        limit_without_directory={phase: limit.value for phase, limit in (rule.limits_seen or {}).items()},
        weight=rule.weight,
    )
