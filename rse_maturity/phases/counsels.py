"""What management can do, and which findings ask for it. The words are in i18n `advice`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rse_maturity.model.verdict import FlagName, PhaseName


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsel:
    """One thing that management can do.

    Attributes
    ----------
    id
        Key of its texts (`advice.<id>`: what, why, check).
    phases
        The phases in which it is given.
    rules
        Findings that ask for it when their outcome is no.
    flags
        Flags that ask for it.
    uses
        Metrics that its texts name; without them it is not given.
    without
        Metrics that must be unknown: another counsel takes its place once they are known.
    base
        Need in these phases whatever the evidence: what the phase itself asks of management.
    eased_by
        A share that lowers the base need as it nears 1.
    """

    id: str
    phases: tuple[PhaseName, ...]
    rules: tuple[str, ...] = ()
    flags: tuple[FlagName, ...] = ()
    uses: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    base: float = 0.0
    eased_by: str | None = None


ALWAYS: tuple[PhaseName, ...] = ("creation", "growth", "cruise")
YOUNG: tuple[PhaseName, ...] = ("creation", "growth")
LATER: tuple[PhaseName, ...] = ("growth", "cruise")

COUNSELS: tuple[Counsel, ...] = (
    Counsel(id="recover", phases=ALWAYS, rules=("trend",), flags=("relapsed",), uses=("participation_rate",)),
    Counsel(
        id="managers_first",
        phases=YOUNG,
        rules=("participation",),
        uses=("manager_exemplarity",),
        base=1.0,
        eased_by="manager_exemplarity",
    ),
    Counsel(id="example", phases=("creation",), rules=("participation",), without=("manager_exemplarity",), base=1.0),
    Counsel(id="resistances", phases=("creation",), rules=("participation",), base=0.9),
    Counsel(id="answer", phases=ALWAYS, rules=("response",), uses=("response_rate",)),
    Counsel(id="invite", phases=YOUNG, rules=("enrolment",), uses=("enrolment_rate",)),
    Counsel(id="look_past_members", phases=YOUNG, flags=("bulk_enrolled",)),
    Counsel(
        id="hand_over",
        phases=ALWAYS,
        rules=("self_sustained",),
        flags=("team_dependent",),
        uses=("self_sustained_share",),
    ),
    Counsel(id="animate", phases=("growth",), rules=("participation", "trend"), base=0.6),
    Counsel(id="spread", phases=("growth",), rules=("returning", "two_way", "enrolment"), base=0.5),
    Counsel(id="weekly_work", phases=LATER, rules=("habit",), uses=("habit_share_of_contributors",)),
    Counsel(id="bridge", phases=ALWAYS, rules=("cross_unit",), uses=("cross_unit_ratio",)),
    Counsel(
        id="ask",
        phases=ALWAYS,
        rules=("comments_per_post", "dialogue"),
        flags=("broadcast",),
        uses=("comments_per_post",),
    ),
    Counsel(id="reach_units", phases=ALWAYS, rules=("unit_coverage",), uses=("unit_coverage",)),
    Counsel(id="more_voices", phases=ALWAYS, rules=("absence",), flags=("few_people",), uses=("absence_factor",)),
    Counsel(id="first_effects", phases=("growth",), base=0.4),
    Counsel(id="good_use", phases=("cruise",), base=0.9),
    Counsel(id="lead_time", phases=("cruise",), base=0.8),
    Counsel(id="key_people", phases=("cruise",), base=0.7),
)
"""Every counsel; where two are needed alike, the one that stands first here is given first."""
