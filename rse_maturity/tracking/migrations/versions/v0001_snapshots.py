"""Snapshots, their figures, and whole analyses beside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rse_maturity_snapshot",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("network", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("taken_at", sa.String, nullable=False),
        sa.Column("tool_version", sa.String, nullable=False),
        sa.Column("population", sa.String, nullable=False),
        sa.Column("phase", sa.String, nullable=False),
        sa.Column("momentum", sa.String, nullable=False),
        sa.Column("confidence", sa.Double),
        sa.Column("since", sa.Date),
        sa.Column("exceptional", sa.Boolean, nullable=False),
        sa.Column("flags", sa.JSON, nullable=False),
        sa.Column("quality", sa.JSON, nullable=False),
        sa.Column("definitions", sa.JSON, nullable=False),
        sa.UniqueConstraint("network", "period", "ends_on"),
    )
    snapshot = "rse_maturity_snapshot.id"
    op.create_table(
        "rse_maturity_figure",
        sa.Column("snapshot", sa.Integer, sa.ForeignKey(snapshot, ondelete="CASCADE"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("metric", sa.String, nullable=False),
        sa.Column("value", sa.Double),
        sa.Column("low", sa.Double),
        sa.Column("high", sa.Double),
        sa.Column("numerator", sa.Double),
        sa.Column("denominator", sa.Double),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("window_start", sa.Date, nullable=False),
        sa.Column("window_end", sa.Date, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("reason", sa.String),
    )
    op.create_table(
        "rse_maturity_analysis",
        sa.Column("snapshot", sa.Integer, sa.ForeignKey(snapshot, ondelete="CASCADE"), primary_key=True),
        sa.Column("analysis", sa.LargeBinary, nullable=False),
    )
