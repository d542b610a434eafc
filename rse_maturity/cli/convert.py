"""`rse-maturity convert`: the canonical data set."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import Annotated

from typer import Option

from rse_maturity.cli.options import Reading, Sources, with_reading


@with_reading
def convert(
    sources: Sources,
    *,
    output: Annotated[Path, Option("-o", "--output", metavar="DIR", show_default=False)],
    append: Annotated[bool, Option("--append")] = False,
    quiet: Annotated[bool, Option("--quiet", "-q")] = False,
    reading: Reading,
) -> None:
    """Write the canonical data set (Parquet), which every command reads back with the same result."""
    from rse_maturity import api  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.output import write  # noqa: PLC0415 - same
    from rse_maturity.cli.progress import shown_progress  # noqa: PLC0415 - same
    from rse_maturity.cli.settings import reading_settings  # noqa: PLC0415 - same
    from rse_maturity.cli.strict import heed_reading  # noqa: PLC0415 - same
    from rse_maturity.i18n import catalogue  # noqa: PLC0415 - same

    settings = reading_settings(reading, quiet=quiet)
    texts = catalogue(settings.lang)
    with shown_progress(settings.lang, quiet=quiet) as progress:
        dataset = api.convert(sources, output=output, append=append, settings=settings, progress=progress)
    heed_reading(dataset, settings=settings)
    if not quiet:
        write(texts.text("commands.convert.done", n=dataset.events.height, people=dataset.people.height, path=output))
