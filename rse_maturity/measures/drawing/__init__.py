"""Other people of the same kind: the people of the network drawn again, and what its figures would then be."""
