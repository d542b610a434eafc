"""The moment of a run."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> datetime:
    """Return the time of the run, or the one that reproducible builds ask for."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if stated.isdigit():
        return datetime.fromtimestamp(int(stated), tz=UTC)
    return datetime.now(tz=UTC).replace(microsecond=0)
