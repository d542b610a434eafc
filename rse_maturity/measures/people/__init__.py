"""People: who counts today, what they did in the last 12 months, and how far their words carry."""
