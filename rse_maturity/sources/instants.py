"""Instants that a platform writes as numbers: seconds or milliseconds since 1970, in UTC."""

from __future__ import annotations

from typing import Literal

import polars as pl

_MICROSECONDS = {"s": 1_000_000, "ms": 1_000}
_FARTHEST = 1e17  # microseconds, about year 5138: what lies beyond is no time


def instant(number: pl.Expr, *, unit: Literal["s", "ms"]) -> pl.Expr:
    """Read numbers since 1970, as text or as numbers, as instants (Datetime us UTC); null where they are none."""
    micro = (number.cast(pl.Float64(), strict=False) * _MICROSECONDS[unit]).round()
    within = pl.when(micro.abs() < _FARTHEST).then(micro)
    return within.cast(pl.Int64()).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
