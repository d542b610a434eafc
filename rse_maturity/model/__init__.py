"""The values that the rooms hand to each other: tables' schemas, figures, findings, the analysis."""
