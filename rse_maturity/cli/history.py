"""The history that a command follows: where it is, and of which network; options of track, check and compare."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from typer import Option

if TYPE_CHECKING:
    from rse_maturity.config import Settings
    from rse_maturity.errors import RseMaturityError
    from rse_maturity.model.snapshot import Period
    from rse_maturity.tracking.history import History

ADDRESS_VARIABLE = "RSE_MATURITY_HISTORY"

HistoryOption = Annotated[str | None, Option("--history", metavar="FILE", show_default=False)]
NetworkOption = Annotated[str | None, Option("--network", metavar="NAME", show_default=False)]


def history_address(given: str | None, *, lang: str) -> str:
    """Return the address of the history: the option's, else the environment's. It may hold a password: show it nowhere.

    Raises
    ------
    BadSetting
        Neither names one.
    """
    from rse_maturity.cli.texts import text  # noqa: PLC0415 - only for who asks
    from rse_maturity.errors import BadSetting  # noqa: PLC0415 - same

    address = given or os.environ.get(ADDRESS_VARIABLE)
    if not address:
        raise BadSetting(where="rse-maturity", key="--history", why=text(lang, "why.no_history"))
    return address


def nothing_kept(kept: History, *, every: Period | None, settings: Settings) -> RseMaturityError:
    """Return why a history shows nothing of a network: another period than asked for, no such network, or nothing."""
    from rse_maturity.cli.texts import text  # noqa: PLC0415 - only for who asks
    from rse_maturity.errors import BadSetting  # noqa: PLC0415 - same

    if every is not None and kept.periods(network=settings.network):
        return BadSetting(where="--every", key=every, why=text(settings.lang, "why.no_such_period"))
    return kept.without(settings.network)


def of_network(settings: Settings, name: str | None) -> Settings:
    """Return the settings with the network that `--network` names, where it does."""
    return settings if name is None else settings.model_copy(update={"network": name})
