"""Settings of rules that would never be read are refused, rather than passed over."""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING

from rse_maturity.errors import BadSetting, UnknownSetting
from rse_maturity.phases.rules import RULES

if TYPE_CHECKING:
    from rse_maturity.config import Settings


def check_rule_ids(settings: Settings) -> None:
    """Refuse settings of rules that would never be read.

    Raises
    ------
    UnknownSetting
        No rule has this id; the message names the nearest.
    BadSetting
        The rule asks nothing for this phase, or a limit or weight is not a finite number.
    """
    known = {rule.id: rule for rule in RULES}
    for name, own in settings.rules.items():
        if name not in known:
            nearest = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.0)[0]
            raise UnknownSetting(path="settings", key=f"rules.{name}", nearest=f"rules.{nearest}")
        for table, limits in (("limit", own.limit), ("limit_without_directory", own.limit_without_directory)):
            for phase, value in limits.items():
                key = f"rules.{name}.{table}.{phase}"
                if phase not in known[name].limits:
                    asked = ", ".join(known[name].limits)
                    raise BadSetting(
                        where="settings", key=key, why=f"is never read: this rule is asked for {asked} only"
                    )
                if not math.isfinite(value):
                    raise BadSetting(where="settings", key=key, why="must be a finite number")
        if own.weight is not None and not math.isfinite(own.weight):
            raise BadSetting(where="settings", key=f"rules.{name}.weight", why="must be a finite number")
