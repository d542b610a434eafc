"""Judging: rules put questions to figures, a policy turns their findings into a phase, advice follows from findings."""
