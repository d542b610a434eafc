"""Who an e-mail address stands for: an id that is no address, so that addresses stand in one column alone."""

from __future__ import annotations

import hashlib

import polars as pl

_SCHEME = r"^(?i:mailto:|acct:)"
_ADDRESS = r"^[^@\s/]+@[^@\s/]+$"


def addresses(names: pl.Series) -> pl.Series:
    """Return the addresses among names, in lower case and without their scheme; null where a name is none."""
    plain = names.str.replace(_SCHEME, "").str.strip_chars().str.to_lowercase()
    return plain.to_frame("name").select(pl.when(pl.col("name").str.contains(_ADDRESS)).then("name")).to_series()


def person_ids(names: pl.Series) -> pl.Series:
    """Return the id of each name: of an address the SHA-1 of its `mailto:`, which xAPI calls `mbox_sha1sum`.

    Other names are their own ids.
    """
    found = addresses(names)
    distinct = found.drop_nulls().unique()
    digests = [hashlib.sha1(f"mailto:{one}".encode(), usedforsecurity=False).hexdigest() for one in distinct]
    ids = pl.DataFrame({"address": distinct, "id": pl.Series(digests, dtype=pl.String())})
    table = pl.DataFrame({"name": names, "address": found}).join(ids, on="address", how="left", maintain_order="left")
    return table.select(pl.coalesce("id", "name")).to_series()
