"""Names of channels that people read, told apart where two teams have one of the same name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = TypeVar("Key")


def told_apart(channels: Mapping[Key, tuple[str, str]]) -> dict[Key, str]:
    """Return the name of each channel, with that of its team where another team has one of that name.

    Parameters
    ----------
    channels
        Key to the name of the channel and that of its team.

    >>> told_apart({1: ("General", "Quality"), 2: ("General", "Plant"), 3: ("News", "Plant")})
    {1: 'General (Quality)', 2: 'General (Plant)', 3: 'News'}
    """
    often = Counter(name for name, _ in channels.values())
    return {key: name if often[name] == 1 else f"{name} ({team})" for key, (name, team) in channels.items()}
