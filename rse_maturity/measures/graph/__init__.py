"""The contributor graph: who answers whom, over the last 12 months."""
