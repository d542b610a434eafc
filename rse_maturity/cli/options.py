"""The options of every command that reads sources, declared once."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

from typer import Argument, Option

if TYPE_CHECKING:
    from collections.abc import Callable

Sources = Annotated[list[str], Argument(metavar="SOURCE", show_default=False)]
Config = Annotated[Path | None, Option("--config", metavar="FILE", show_default=False)]
LangOption = Annotated[Literal["en", "fr"] | None, Option("--lang", show_default=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the sources are to be read, as given on the command line; None or empty where nothing was said."""

    people: Annotated[list[Path], Option("--people", metavar="FILE", show_default=False)] = field(default_factory=list)
    config: Config = None
    format_in: Annotated[str | None, Option("--format-in", metavar="NAME", show_default=False)] = None
    map: Annotated[list[str], Option("--map", metavar="FIELD=COLUMN", show_default=False)] = field(default_factory=list)
    since: Annotated[str | None, Option("--since", metavar="DATE", show_default=False)] = None
    until: Annotated[str | None, Option("--until", metavar="DATE", show_default=False)] = None
    zone: Annotated[str | None, Option("--zone", metavar="NAME", show_default=False)] = None
    date_order: Annotated[Literal["dmy", "mdy", "ymd"] | None, Option("--date-order", show_default=False)] = None
    aliases: Annotated[Path | None, Option("--aliases", metavar="FILE", show_default=False)] = None
    unit: Annotated[str | None, Option("--unit", metavar="FIELD", show_default=False)] = None
    exclude_channel: Annotated[list[str], Option("--exclude-channel", metavar="NAME", show_default=False)] = field(
        default_factory=list
    )
    exclude_person: Annotated[list[str], Option("--exclude-person", metavar="ID", show_default=False)] = field(
        default_factory=list
    )
    names: Annotated[bool, Option("--names")] = False
    lang: LangOption = None
    strict: Annotated[bool, Option("--strict")] = False


def with_reading(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` the options of `Reading`; it receives them as one value, `reading`."""
    hints = get_type_hints(Reading, include_extras=True)
    shared = [
        inspect.Parameter(
            one.name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=hints[one.name],
            default=[] if one.default_factory is list else one.default,
        )
        for one in fields(Reading)
    ]
    own = [one for one in inspect.signature(command, eval_str=True).parameters.values() if one.name != "reading"]

    @wraps(command)
    def run(**given: Any) -> None:
        reading = Reading(**{one.name: given.pop(one.name) for one in shared})
        command(**given, reading=reading)

    run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined] # what Typer reads
    run.__annotations__ = {one.name: one.annotation for one in (*own, *shared)}
    del run.__wrapped__
    return run
