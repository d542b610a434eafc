"""Who may be shown, and under which name: pseudonyms at the entrance, the minimum group at the exit.

A pseudonym is a keyed hash (HMAC-SHA256) of the source's id: without the key nobody can recompute it, with the same
key it stays the same from one run to the next. Group figures need `minimum_group` people, and what is left over after
hiding the small groups must itself be that large, or a hidden figure would follow by subtraction from the total.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rse_maturity.config import PrivacySettings

KEY_VARIABLE = "RSE_MATURITY_KEY"
PREFIX = "P-"
DIGEST_BYTES = 5  # 40 bits: a collision in 50,000 people has odds of 1 in 900
LENGTH = 8  # base32 characters, which hold 40 bits

KeySource = Literal["environment", "run", "none"]


@dataclass(frozen=True, slots=True)
class Key:
    """The secret of the pseudonyms, and where it came from."""

    secret: bytes
    source: KeySource


def find_key(settings: PrivacySettings) -> Key:
    """Return the key of the environment, or one made for this run.

    Returns
    -------
    Key
        `source` is "none" where no pseudonym is shown (`persons` is names or none).
    """
    stated = os.environ.get(KEY_VARIABLE, "")
    if settings.persons != "pseudonyms":
        return Key(secret=b"", source="none")
    if stated:
        return Key(secret=stated.encode(), source="environment")
    return Key(secret=secrets.token_bytes(32), source="run")


def pseudonyms(identities: Iterable[str], *, secret: bytes) -> list[str]:
    """Return the pseudonym of each id: `P-` and eight base32 characters.

    >>> pseudonyms(["u7"], secret=b"a key")
    ['P-56DLOXQD']
    """
    digests = b"".join(hmac.digest(secret, name.encode(), "sha256")[:DIGEST_BYTES] for name in identities)
    letters = base64.b32encode(digests).decode()
    return [PREFIX + letters[start : start + LENGTH] for start in range(0, len(letters), LENGTH)]


def label_people(people: pl.DataFrame, *, settings: PrivacySettings, key: Key) -> pl.DataFrame:
    """Say how each person is called in what leaves the program.

    Parameters
    ----------
    people
        person u32, id str, display_name str?.

    Returns
    -------
    DataFrame
        person u32, label str?, display_name str?: pseudonym and no name; or id and name with `names`; or nothing with
        `none`. An empty input gives no row.
    """
    if settings.persons == "names":
        return people.select("person", pl.col("id").alias("label"), "display_name")
    nameless = pl.lit(None, dtype=pl.String).alias("display_name")
    if settings.persons == "none":
        return people.select("person", pl.lit(None, dtype=pl.String).alias("label"), nameless)
    labels = pseudonyms(people.get_column("id"), secret=key.secret)
    return people.select("person", pl.Series("label", labels, dtype=pl.String), nameless)


def shown_groups(sizes: Mapping[str, int], *, minimum: int) -> frozenset[str]:
    """Return the groups whose figures may be shown.

    Groups under `minimum` are hidden. Where the hidden ones together are fewer than `minimum` people, the smallest of
    the others is hidden too, so that none follows by subtraction from the total.

    >>> sorted(shown_groups({"Sales": 20, "Audit": 3, "Legal": 8}, minimum=5))
    ['Sales']
    >>> sorted(shown_groups({"Sales": 20, "Audit": 3, "Press": 4}, minimum=5))
    ['Sales']
    """
    order = sorted(sizes, key=lambda name: (sizes[name], name))
    hidden = [name for name in order if sizes[name] < minimum]
    rest = order[len(hidden) :]
    while rest and 0 < sum(sizes[name] for name in hidden) < minimum:
        hidden.append(rest.pop(0))
    return frozenset(rest)


def group_sizes(units: Iterable[str | None]) -> dict[str, int]:
    """Count people by unit; those without one are left out."""
    sizes: dict[str, int] = {}
    for unit in units:
        if unit is not None:
            sizes[unit] = sizes.get(unit, 0) + 1
    return sizes
