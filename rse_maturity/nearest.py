"""The known name that a wrong one most resembles."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name closest to `name`, whatever the case; a dash where none is known.

    >>> nearest("ThreadID", ["channel", "thread_id"])
    'thread_id'
    """
    by_folded = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.0)
    return by_folded[found[0]] if found else "–"
