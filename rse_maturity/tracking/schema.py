"""The tables of a history: light rows that trend and check read alone, and whole analyses beside them for `compare`.

A change here comes with a migration in `migrations/versions`, and raises REVISIONS.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

REVISIONS = ("0001",)
"""Every version of the schema, oldest first; the last is that of this program."""

VERSION_TABLE = "rse_maturity_version"

METADATA = MetaData()

SNAPSHOTS = Table(
    "rse_maturity_snapshot",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("network", String, nullable=False),
    Column("period", String, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("taken_at", String, nullable=False),  # ISO 8601 with its offset, which SQLite's own type would lose
    Column("tool_version", String, nullable=False),
    Column("population", String, nullable=False),
    Column("phase", String, nullable=False),
    Column("momentum", String, nullable=False),
    Column("confidence", Double),
    Column("since", Date),
    Column("exceptional", Boolean, nullable=False),
    Column("flags", JSON, nullable=False),
    Column("quality", JSON, nullable=False),
    Column("definitions", JSON, nullable=False),
    UniqueConstraint("network", "period", "ends_on"),
)

OF_SNAPSHOT = "rse_maturity_snapshot.id"

FIGURES = Table(
    "rse_maturity_figure",
    METADATA,
    Column("snapshot", ForeignKey(OF_SNAPSHOT, ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("metric", String, nullable=False),
    Column("value", Double),
    Column("low", Double),
    Column("high", Double),
    Column("numerator", Double),
    Column("denominator", Double),
    Column("unit", String, nullable=False),
    Column("window_start", Date, nullable=False),
    Column("window_end", Date, nullable=False),
    Column("status", String, nullable=False),
    Column("reason", String),
)

ANALYSES = Table(
    "rse_maturity_analysis",
    METADATA,
    Column("snapshot", ForeignKey(OF_SNAPSHOT, ondelete="CASCADE"), primary_key=True),
    Column("analysis", LargeBinary, nullable=False),  # JSON of model.analysis, compressed (zlib)
)
