"""The words of one load, as integers: people, kinds, channels, tags and fields are compared and kept as codes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

SLICE = 2**19  # codes counted in one go: what is made of them stays in the cache


@dataclass
class Dictionaries:
    """The words of one load, each with its code; the same word has the same code in all its sources."""

    anchors: dict[str, pl.Series] = field(default_factory=dict)

    def type(self, name: str) -> pl.DataType:
        """Return the categories of one dictionary, made on first use."""
        if name not in self.anchors:  # Polars forgets categories that no series holds
            kind = pl.Categorical(pl.Categories.random(namespace="rse-maturity"))
            self.anchors[name] = pl.Series([""], dtype=kind)
        return self.anchors[name].dtype

    def words(self, name: str, codes: pl.Series, *, exactly: bool = True) -> pl.DataFrame:
        """Return `code` and `word` of the codes that occur (or, faster, of all up to the highest), by rising code."""
        highest = codes.max()
        size = highest + 1 if isinstance(highest, int) else 0
        if exactly:
            counts = np.zeros(size, dtype=np.int64)
            for part in codes.drop_nulls().to_frame().iter_slices(SLICE):
                counts += np.bincount(part.to_series().to_numpy(), minlength=size)
            used = pl.Series(counts > 0).arg_true()
        else:
            used = pl.int_range(size, dtype=pl.UInt32(), eager=True)
        return pl.DataFrame({"code": used, "word": used.cat.to(self.type(name)).cast(pl.String())})
