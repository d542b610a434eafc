"""phases/rules."""
