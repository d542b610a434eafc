"""measures/graph."""
