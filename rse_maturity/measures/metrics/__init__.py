"""measures/metrics."""
