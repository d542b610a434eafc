"""Made-up networks whose phase and momentum are known: by what was made to happen in them, told beside each.

Nothing here is read by the rules, and nothing here reads them. `TRAINING` is looked at while the rules are worked on;
`HELD_OUT` has other stories, sizes and seeds, and is looked at when they are done.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from verdict_changes import (
    all_answers,
    bulk_enrolled,
    exported,
    hole,
    imported,
    merged_with,
    no_directory,
    no_joins,
    no_reactions,
    no_team,
    one_department,
    only_first,
    quiet_from,
    silence,
    truncated,
    unthreaded,
)

from rse_maturity.simulate import STORIES, simulate
from rse_maturity.simulate.stories import Drift, Story

if TYPE_CHECKING:
    from collections.abc import Callable

    from verdict_changes import Export

    from rse_maturity.config import Lang

CREATION, GROWTH, CRUISE = STORIES["creation"], STORIES["growth"], STORIES["cruise"]
DECLINE, BROADCAST = STORIES["decline"], STORIES["broadcast"]

STUCK = replace(CREATION, name="stuck", ripening_months=60, innovation=0.2, launch_wave=0.1, leaves_a_year=0.05)
"""Opened long ago, and it never took: few write, the team writes most."""

SPIKE = replace(CREATION, name="spike", launch_wave=3.0, innovation=0.25)
"""Everybody looks in during the third month, and hardly anybody after it."""

SETTLED = replace(GROWTH, name="settled", ripening_months=8, innovation=0.1)
"""Growth that arrived where it is and stays there."""

SILO = replace(CRUISE, name="silo", stays_inside=Drift(0.99, 0.99))
"""Lively everywhere, and every department by itself."""

CARRIED = replace(CRUISE, name="carried", team_posts=Drift(0.7, 0.65), team_comments=Drift(0.6, 0.6))
"""Lively, and two contributions out of three come from the community team."""

OPEN = replace(CRUISE, name="open", leaves_a_year=0.35, ceiling=0.8)
"""A mature network whose people come and go."""

SLOW = replace(GROWTH, name="slow", ripening_months=18, innovation=0.03, imitation=0.2)
"""Growth that takes its time."""

WIDE = replace(
    CRUISE, name="wide", regulars=0.16, regular_rate=4.5, occasionals=0.55, comments_per_post=Drift(1.2, 3.2)
)
"""A cruise with fewer regulars, who talk more, and more people who come by."""

LOUNGE = replace(
    GROWTH, name="lounge", regulars=0.08, regular_rate=3.0, answered=Drift(0.5, 0.7), stays_inside=Drift(0.7, 0.6)
)
"""Growth with other habits: more regulars who each do less."""

NOTICES = replace(BROADCAST, name="notices", reactions_per_post=Drift(2.0, 5.0), regulars=0.04, ripening_months=12)
"""Another bulletin: fewer reactions, fewer regulars."""

PILOT = replace(STUCK, name="pilot", regulars=0.03, regular_rate=2.0, occasionals=0.1, answered=Drift(0.4, 0.45))
"""A pilot that nobody has ended."""


@dataclass(frozen=True, slots=True)
class Case:
    """One network, and what is known about it.

    Attributes
    ----------
    phase
        The phase that it is in; `insufficient_data` where nobody could say.
    momentum
        Its momentum; None where the story leaves it open.
    flags
        Flags that must be raised.
    """

    name: str
    story: Story
    phase: str
    momentum: str | None
    people: int
    months: int
    seed: int
    flags: tuple[str, ...] = ()
    changes: tuple[Callable[[Export], Export], ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    lang: Lang = "en"
    end: date | None = None

    def export(self, *, seed: int | None = None) -> Export:
        """Make the export up; another seed gives another network with the same story."""
        made = simulate(
            self.story,
            people=self.people,
            months=self.months,
            seed=self.seed if seed is None else seed,
            end=self.end,
            lang=self.lang,
        )
        export = exported(made)
        for change in self.changes:
            export = change(export)
        return export


def between(low: Story, high: Story, part: float) -> Story:
    """Tell a story that lies between two others, at a part of the way from the first."""

    def mixed(one: Any, other: Any) -> Any:
        if isinstance(one, Drift):
            return Drift(mixed(one.opening, other.opening), mixed(one.ripe, other.ripe))
        return one + part * (other - one)

    moved = {
        name: mixed(getattr(low, name), getattr(high, name))
        for name in Story.__dataclass_fields__
        if name not in {"name", "people", "months"}
    }
    return replace(high, **moved)


FRANCE: dict[str, Any] = {"time": {"country": "FR"}}
AUGUST, CHRISTMAS, OCTOBER = date(2024, 8, 31), date(2025, 1, 5), date(2024, 10, 9)
OUTAGE = {"outage": [{"name": "writing", "start": "2025-05-14", "end": "2025-06-04"}]}


def _case(  # noqa: PLR0917 - a table of cases is read by its columns
    name: str, story: Story, phase: str, momentum: str | None, people: int, months: int, **more: Any
) -> Case:
    return Case(name, story, phase, momentum, people, months, seed=more.pop("seed", len(name) * 7 + people), **more)


TRAINING: tuple[Case, ...] = (
    _case("creation", CREATION, "creation", "unknown", 1500, 4),
    _case("creation, 5,000", CREATION, "creation", "unknown", 5000, 6),
    _case(
        "creation, bulk", CREATION, "creation", "unknown", 3000, 5, changes=(bulk_enrolled,), flags=("bulk_enrolled",)
    ),
    _case("stuck", STUCK, "creation", "stable", 800, 16),
    _case("stuck, no reactions", STUCK, "creation", "stable", 2500, 14, changes=(no_reactions,)),
    _case("launch spike", SPIKE, "creation", None, 2000, 5),
    _case("launch spike, ebbed", SPIKE, "creation", "stable", 2000, 9),
    _case("growth", GROWTH, "growth", "rising", 300, 10),
    _case("growth, 120", GROWTH, "growth", "rising", 120, 10, settings={"people": {"minimum_contributors": 15}}),
    _case("growth, 5,000", GROWTH, "growth", "rising", 5000, 10),
    _case("growth, Paris", GROWTH, "growth", "rising", 450, 10, lang="fr", settings=FRANCE),
    _case("growth, bulk", GROWTH, "growth", None, 800, 10, changes=(bulk_enrolled,), flags=("bulk_enrolled",)),
    _case("growth, no reactions", GROWTH, "growth", "rising", 600, 10, changes=(no_reactions,)),
    _case("growth, no directory", SLOW, "growth", "rising", 700, 15, changes=(no_directory,)),
    _case("growth, August", GROWTH, "growth", None, 600, 11, end=AUGUST, lang="fr", settings=FRANCE),
    _case("settled", SETTLED, "growth", "stable", 500, 24),
    _case("settled, Christmas", SETTLED, "growth", "stable", 500, 24, end=CHRISTMAS, settings=FRANCE),
    _case("cruise", CRUISE, "cruise", "stable", 300, 24),
    _case("cruise, 60", CRUISE, "cruise", "stable", 60, 26),
    _case("cruise, 3,000", CRUISE, "cruise", "stable", 3000, 24),
    _case("cruise, 20,000", CRUISE, "cruise", "stable", 20000, 20),
    _case("cruise, no directory", CRUISE, "cruise", "stable", 400, 28, changes=(no_directory,)),
    _case("cruise, no reactions", CRUISE, "cruise", "stable", 500, 26, changes=(no_reactions,)),
    _case("cruise, no team", CRUISE, "cruise", "stable", 350, 26, changes=(no_team,)),
    _case("cruise, no join dates", CRUISE, "cruise", "stable", 350, 26, changes=(no_joins,)),
    _case("cruise, bulk", CRUISE, "cruise", "stable", 600, 26, changes=(bulk_enrolled,), flags=("bulk_enrolled",)),
    _case("cruise, August", CRUISE, "cruise", "stable", 400, 26, end=AUGUST, lang="fr", settings=FRANCE),
    _case("cruise, Christmas", CRUISE, "cruise", "stable", 400, 26, end=CHRISTMAS, settings=FRANCE),
    _case("cruise, October, no country", CRUISE, "cruise", "stable", 400, 26, end=OCTOBER),
    _case(
        "cruise, hole",
        CRUISE,
        "cruise",
        "stable",
        400,
        26,
        changes=(partial(hole, weeks=6, before_end=7),),
        flags=("hole",),
    ),
    _case(
        "cruise, outage",
        CRUISE,
        "cruise",
        "stable",
        400,
        26,
        changes=(partial(silence, weeks=3, before_end=5),),
        settings=OUTAGE,
    ),
    _case(
        "cruise, truncated",
        CRUISE,
        "cruise",
        "stable",
        500,
        26,
        changes=(partial(truncated, months=9),),
        flags=("truncated",),
    ),
    _case(
        "cruise, imported",
        CRUISE,
        "cruise",
        "stable",
        400,
        30,
        changes=(partial(imported, months=14),),
        flags=("imported",),
    ),
    _case(
        "cruise, merged",
        CRUISE,
        "cruise",
        "stable",
        500,
        26,
        changes=(partial(merged_with, story=CRUISE, people=200, months=24, seed=5),),
    ),
    _case("cruise, unthreaded", CRUISE, "cruise", "stable", 400, 26, changes=(unthreaded,)),
    _case("cruise, all answers", CRUISE, "cruise", "stable", 400, 26, changes=(all_answers,)),
    _case("open community", OPEN, "cruise", "stable", 500, 48, changes=(no_directory,)),
    _case("silo", SILO, "growth", "stable", 600, 26, flags=("silo",)),
    _case("carried by its team", CARRIED, "creation", "stable", 500, 26, flags=("team_dependent",)),
    _case("one department", CRUISE, "growth", "stable", 700, 26, changes=(partial(one_department, rest=0.1, seed=3),)),
    _case("broadcast", BROADCAST, "creation", "stable", 300, 20, flags=("broadcast",)),
    _case("broadcast, 2,000", BROADCAST, "creation", "stable", 2000, 20, flags=("broadcast",)),
    _case("decline", DECLINE, "growth", "declining", 300, 28, flags=("relapsed",)),
    _case("decline, 1,500", DECLINE, "growth", "declining", 1500, 28, flags=("relapsed",)),
    _case(
        "fallen back", CRUISE, "growth", "stable", 500, 32, changes=(partial(quiet_from, months=8, share=0.65, seed=2),)
    ),
    _case("too few", CREATION, "insufficient_data", None, 40, 6),
    _case("too few, 120", GROWTH, "insufficient_data", None, 120, 10),
    _case("too short", GROWTH, "insufficient_data", None, 400, 10, changes=(partial(only_first, days=50),)),
)

HELD_OUT: tuple[Case, ...] = (
    _case("creation, 900", CREATION, "creation", "unknown", 900, 5, seed=901),
    _case("creation, 12,000", CREATION, "creation", "unknown", 12000, 5, seed=902),
    _case("pilot", PILOT, "creation", "stable", 1200, 20, seed=903),
    _case(
        "pilot, Paris, bulk",
        PILOT,
        "creation",
        "stable",
        1200,
        15,
        seed=904,
        lang="fr",
        settings=FRANCE,
        changes=(bulk_enrolled,),
        flags=("bulk_enrolled",),
    ),
    _case("spike, 600", SPIKE, "creation", None, 1000, 6, seed=905),
    _case("growth, 200", GROWTH, "growth", "rising", 200, 10, seed=906),
    _case("growth, 1,200", GROWTH, "growth", "rising", 1200, 11, seed=907, lang="fr", settings=FRANCE),
    _case("slow growth", SLOW, "growth", "rising", 500, 14, seed=908),
    _case("slow growth, no directory", SLOW, "growth", "rising", 1000, 16, seed=909, changes=(no_directory,)),
    _case("lounge", LOUNGE, "growth", "rising", 400, 10, seed=910),
    _case("lounge, no reactions", LOUNGE, "growth", "rising", 900, 10, seed=911, changes=(no_reactions,)),
    _case("lounge, settled", replace(LOUNGE, ripening_months=8, innovation=0.1), "growth", "stable", 400, 22, seed=912),
    _case("settled, September", SETTLED, "growth", "stable", 700, 22, seed=913, end=date(2024, 9, 12), settings=FRANCE),
    _case(
        "growth, hole",
        SETTLED,
        "growth",
        "stable",
        600,
        20,
        seed=914,
        changes=(partial(hole, weeks=4, before_end=3),),
        flags=("hole",),
    ),
    _case("growth, no team", SETTLED, "growth", "stable", 600, 20, seed=915, changes=(no_team,)),
    _case("cruise, 100", CRUISE, "cruise", "stable", 100, 30, seed=916),
    _case("cruise, 1,000", CRUISE, "cruise", "stable", 1000, 22, seed=917),
    _case("wide", WIDE, "cruise", "stable", 350, 24, seed=918),
    _case("wide, no directory", WIDE, "cruise", "stable", 600, 30, seed=919, changes=(no_directory,)),
    _case("wide, no reactions", WIDE, "cruise", "stable", 600, 24, seed=920, changes=(no_reactions,)),
    _case(
        "wide, late August",
        WIDE,
        "cruise",
        "stable",
        500,
        24,
        seed=921,
        end=date(2023, 8, 24),
        lang="fr",
        settings=FRANCE,
    ),
    _case("wide, New Year, no country", WIDE, "cruise", "stable", 500, 24, seed=922, end=date(2024, 1, 3)),
    _case(
        "wide, hole",
        WIDE,
        "cruise",
        "stable",
        500,
        24,
        seed=923,
        changes=(partial(hole, weeks=3, before_end=12),),
        flags=("hole",),
    ),
    _case(
        "wide, truncated",
        WIDE,
        "cruise",
        "stable",
        700,
        24,
        seed=924,
        changes=(partial(truncated, months=8),),
        flags=("truncated",),
    ),
    _case(
        "wide, imported",
        WIDE,
        "cruise",
        "stable",
        500,
        30,
        seed=925,
        changes=(partial(imported, months=16),),
        flags=("imported",),
    ),
    _case("wide, unthreaded", WIDE, "cruise", "stable", 500, 24, seed=926, changes=(unthreaded,)),
    _case(
        "wide, merged",
        WIDE,
        "cruise",
        "stable",
        400,
        24,
        seed=927,
        changes=(partial(merged_with, story=CRUISE, people=300, months=24, seed=928),),
    ),
    _case(
        "wide, silo",
        replace(WIDE, stays_inside=Drift(0.98, 0.98)),
        "growth",
        "stable",
        900,
        24,
        seed=929,
        flags=("silo",),
    ),
    _case("open community, 800", OPEN, "cruise", "stable", 800, 40, seed=930, changes=(no_directory,)),
    _case(
        "wide, carried",
        replace(WIDE, team_posts=Drift(0.7, 0.6), team_comments=Drift(0.7, 0.65)),
        "creation",
        "stable",
        400,
        24,
        seed=931,
        flags=("team_dependent",),
    ),
    _case("notices", NOTICES, "creation", "stable", 800, 20, seed=932, flags=("broadcast",)),
    _case("decline, 700", DECLINE, "growth", "declining", 700, 28, seed=933, flags=("relapsed",)),
    _case(
        "wide, fallen back",
        WIDE,
        "growth",
        "stable",
        600,
        30,
        seed=934,
        changes=(partial(quiet_from, months=9, share=0.65, seed=8),),
    ),
    _case("too few, 50", STUCK, "insufficient_data", None, 50, 12, seed=935),
    _case(
        "too short, 1,000",
        CRUISE,
        "insufficient_data",
        None,
        1000,
        10,
        seed=936,
        changes=(partial(only_first, days=45),),
    ),
)
