"""`rse-maturity simulate`: a made-up network with a known story."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - Typer reads the annotations
from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Option

from rse_maturity.cli.options import LangOption  # noqa: TC001 - Typer reads the annotations

if TYPE_CHECKING:
    from rse_maturity.config import Lang

StoryName = Literal["creation", "growth", "cruise", "decline", "broadcast"]
DAY = ["%Y-%m-%d"]


def simulate(
    *,
    output: Annotated[Path, Option("-o", "--output", metavar="DIR", show_default=False)],
    story: Annotated[StoryName, Option("--story")] = "growth",
    headcount: Annotated[int | None, Option("--people", metavar="N", show_default=False)] = None,
    months: Annotated[int | None, Option("--months", metavar="N", show_default=False)] = None,
    seed: Annotated[int, Option("--seed", metavar="N")] = 1,
    start: Annotated[datetime | None, Option("--start", metavar="DATE", formats=DAY, show_default=False)] = None,
    end: Annotated[datetime | None, Option("--end", metavar="DATE", formats=DAY, show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    """Make up a network with a known story, for demonstrations and tests."""
    from rse_maturity import simulate as room  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.output import write  # noqa: PLC0415 - same
    from rse_maturity.cli.texts import locale_language  # noqa: PLC0415 - same
    from rse_maturity.i18n import catalogue  # noqa: PLC0415 - same

    chosen: Lang = lang or ("fr" if locale_language() == "fr" else "en")
    network = room.simulate(
        room.STORIES[story],
        people=headcount,
        months=months,
        seed=seed,
        start=start.date() if start else None,
        end=end.date() if end else None,
        lang=chosen,
    )
    events, people = room.write(network, output)
    days = network.events.get_column("timestamp").str.slice(0, 10).str.to_date()
    texts = catalogue(chosen)
    write(
        texts.text(
            "simulate.done",
            n=network.people.height,
            events=network.events.height,
            start=days[0],
            end=days[-1],
            folder=output,
        )
    )
    write(
        texts.text(
            "simulate.next", events=quote(str(events)), people=quote(str(people)), zone=room.VOCABULARIES[chosen].zone
        )
    )
