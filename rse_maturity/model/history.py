"""One entry of a history: a snapshot, and the whole analysis that it comes from, without persons."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rse_maturity.model.analysis import Analysis
from rse_maturity.model.metric import Frozen
from rse_maturity.model.snapshot import Snapshot


class Entry(Frozen):
    """What is added for one period, and one line of an exported history. `analysis` is what `compare` reads."""

    schema_: Literal["rse-maturity/history/1"] = Field(default="rse-maturity/history/1", alias="schema")
    snapshot: Snapshot
    analysis: Analysis | None = None
