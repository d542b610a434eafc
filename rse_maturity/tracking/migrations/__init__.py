"""Versions of the schema of a history, each with the way to it from the one before (Alembic)."""
