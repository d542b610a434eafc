"""What Alembic runs to bring a history to a version: on the connection that was opened, in its transaction."""

from __future__ import annotations

from alembic import context

from rse_maturity.tracking.schema import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
