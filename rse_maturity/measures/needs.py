"""What an export must hold for a metric to be measured, and the reason given where it does not."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rse_maturity.measures.metric_spec import Reason
    from rse_maturity.measures.panel import Panel


@dataclass(frozen=True, slots=True)
class Need:
    """One need: whether it is met, and the reason where it is not."""

    met: Callable[[Panel], bool]
    reason: Reason


def _any_of(*capabilities: str) -> Callable[[Panel], bool]:
    return lambda panel: any(map(panel.has, capabilities))


def _has_directory(panel: Panel) -> bool:
    return panel.tables.has_directory


def _has_list(panel: Panel) -> bool:
    return panel.has_list


def _has_timed_comments(panel: Panel) -> bool:
    """Tell whether comments have a time of their own: an inherited one would answer every post at once."""
    return panel.tables.capabilities.get("comment") == "yes"


def _has_threads(panel: Panel) -> bool:
    """Tell whether comments lead to posts: where they only name a person, every post would look unanswered."""
    if not panel.has("parent"):
        return False
    roots, acts = panel.tables.roots, panel.tables.years
    led = roots.select((pl.col("comments") > 0).any()).item()
    return bool(led) or not acts.select((pl.col("comments") > 0).any()).item()


def _is_threaded(panel: Panel) -> bool:
    """Tell whether people answer in threads: where they just write the next message, an answer cannot be told."""
    return panel.tables.talk != "unthreaded"


def _has_openings(panel: Panel) -> bool:
    """Tell whether posts open conversations: where nearly every message answers another, few do, and by chance."""
    return panel.tables.talk != "all_answers"


NEEDS: Mapping[str, Need] = MappingProxyType(
    {
        "post": Need(_any_of("post", "share", "upload"), "no_post"),
        "comment": Need(_any_of("comment"), "no_comment"),
        "reaction": Need(_any_of("reaction"), "no_reaction"),
        "links": Need(_any_of("parent"), "no_links"),
        "threads": Need(_has_threads, "no_threads"),
        "threaded": Need(_is_threaded, "unthreaded"),
        "openings": Need(_has_openings, "all_answers"),
        "times": Need(_has_timed_comments, "no_times"),
        "channel": Need(_any_of("channel"), "no_channel"),
        "unit": Need(_any_of("unit"), "no_unit"),
        "team": Need(_any_of("team"), "no_team"),
        "manager": Need(_any_of("manager"), "no_manager"),
        "joined_at": Need(_any_of("joined_at"), "no_joined_at"),
        "directory": Need(_has_directory, "no_directory"),
        "list": Need(_has_list, "no_directory"),
    }
)


def missing(panel: Panel, needs: Iterable[str]) -> Reason | None:
    """Return the reason of the first need that an export does not meet; None where it meets them all."""
    return next((NEEDS[need].reason for need in needs if not NEEDS[need].met(panel)), None)
