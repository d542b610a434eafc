"""measures/people."""
