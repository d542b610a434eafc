"""`rse-maturity explain`: what a name means, with the limits that are compared."""

from __future__ import annotations

from typing import Annotated

from typer import Argument

from rse_maturity.cli.options import Config, LangOption  # noqa: TC001 - Typer reads the annotations


def explain(
    name: Annotated[str | None, Argument(metavar="[NAME]", show_default=False)] = None,
    *,
    config: Config = None,
    lang: LangOption = None,
) -> None:
    """Explain a metric, a rule, a phase, a flag, a gate, a role or a format; without a name, list them."""
    from rse_maturity.cli.known import known  # noqa: PLC0415 - loaded when the work begins
    from rse_maturity.cli.output import paper, write  # noqa: PLC0415 - same
    from rse_maturity.cli.settings import plain_settings  # noqa: PLC0415 - same
    from rse_maturity.i18n import catalogue  # noqa: PLC0415 - same
    from rse_maturity.views.explain import explanation, index  # noqa: PLC0415 - same

    settings = plain_settings(config=config, lang=lang)
    texts = catalogue(settings.lang)
    everything = known(settings)
    if name is None:
        write(index(everything, texts=texts, paper=paper()))
    else:
        write(explanation(name, everything, texts=texts, paper=paper()))
