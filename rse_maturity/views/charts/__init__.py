"""views/charts."""
