"""`rse-maturity inspect`: what was recognised, mapped, refused."""

from __future__ import annotations

from typing import Annotated, Literal

from typer import Option

from rse_maturity.cli.options import Reading, Sources, with_reading


@with_reading
def inspect(
    sources: Sources,
    *,
    output_format: Annotated[Literal["text", "json"], Option("--format")] = "text",
    reading: Reading,
) -> None:
    """Show how the sources were understood, without analysing them."""
    from rse_maturity import api  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.output import paper, write  # noqa: PLC0415 - same
    from rse_maturity.cli.people_shown import remind  # noqa: PLC0415 - same
    from rse_maturity.cli.settings import reading_settings  # noqa: PLC0415 - same
    from rse_maturity.i18n import catalogue  # noqa: PLC0415 - same
    from rse_maturity.views.inspect import inspection_json, inspection_text  # noqa: PLC0415 - same

    settings = reading_settings(reading)
    texts = catalogue(settings.lang)
    remind(settings, quiet=True)
    found = api.inspect(sources, settings=settings)
    needs = {spec.id: spec.needs for spec in api.metric_specs()}
    names = settings.privacy.persons == "names"
    if output_format == "json":
        write(inspection_json(found, needs=needs, names=names, texts=texts), document=True)
    else:
        write(inspection_text(found, needs=needs, names=names, texts=texts, paper=paper()))
