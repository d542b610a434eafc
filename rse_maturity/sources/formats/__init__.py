"""sources/formats."""
