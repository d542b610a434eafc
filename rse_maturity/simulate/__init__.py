"""A network with a known story, seeded: for demonstrations, and to see what the analysis makes of it."""

from rse_maturity.simulate.network import Simulated, simulate, write
from rse_maturity.simulate.stories import STORIES, Story
from rse_maturity.simulate.vocabulary import VOCABULARIES

__all__ = ["STORIES", "VOCABULARIES", "Simulated", "Story", "simulate", "write"]
