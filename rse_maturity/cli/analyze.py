"""`rse-maturity analyze`: the main job."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotations
from typing import Annotated, Literal

from typer import Option

from rse_maturity.cli.options import Reading, Sources, with_reading


@with_reading
def analyze(
    sources: Sources,
    *,
    output: Annotated[Path | None, Option("-o", "--output", metavar="DIR", show_default=False)] = None,
    output_format: Annotated[Literal["text", "json", "markdown"] | None, Option("--format", show_default=False)] = None,
    between: Annotated[tuple[str, str] | None, Option("--between", metavar="A B", show_default=False)] = None,
    thorough: Annotated[bool, Option("--thorough")] = False,
    no_charts: Annotated[bool, Option("--no-charts")] = False,
    quiet: Annotated[bool, Option("--quiet", "-q")] = False,
    reading: Reading,
) -> None:
    """Say in which phase the network is; write the analysis, its tables and its pictures."""
    from rse_maturity import api  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.output import paper, write  # noqa: PLC0415 - same
    from rse_maturity.cli.people_shown import remind  # noqa: PLC0415 - same
    from rse_maturity.cli.place import output_folder  # noqa: PLC0415 - same
    from rse_maturity.cli.progress import shown_progress  # noqa: PLC0415 - same
    from rse_maturity.cli.settings import reading_settings, with_thorough  # noqa: PLC0415 - same
    from rse_maturity.cli.strict import heed_reading  # noqa: PLC0415 - same
    from rse_maturity.i18n import catalogue  # noqa: PLC0415 - same
    from rse_maturity.views.folder import check_output, write_folder  # noqa: PLC0415 - same

    settings = with_thorough(reading_settings(reading, quiet=quiet), asked=thorough)
    api.check_thorough(settings)
    texts = catalogue(settings.lang)
    folder = output or output_folder(sources[0])
    check_output(folder)
    remind(settings, quiet=quiet)
    with shown_progress(settings.lang, quiet=quiet) as progress:
        dataset = api.load(sources, settings=settings, progress=progress)
        heed_reading(dataset, settings=settings)
        analysis = api.analyze(dataset, settings=settings, between=between, progress=progress)
        files = write_folder(analysis, dataset.rejected, folder, charts=not no_charts, texts=texts, progress=progress)
    if quiet and output_format is None:
        return
    if output_format == "json":
        from rse_maturity.views.json import analysis_json  # noqa: PLC0415 - only where it is asked for

        write(analysis_json(analysis, texts=texts), document=True)
        return
    from rse_maturity.views.summary import summarise  # noqa: PLC0415 - only where it is asked for

    summary = summarise(analysis, texts=texts, files=files)
    if output_format == "markdown":
        from rse_maturity.views.markdown import markdown_text  # noqa: PLC0415 - only where it is asked for

        write(markdown_text(summary, texts=texts), document=True)
        return
    from rse_maturity.views.terminal import terminal_text  # noqa: PLC0415 - only where it is asked for

    write(terminal_text(summary, texts=texts, paper=paper()))
