"""Before a board is launched: what is missing, whether mail leaves, and what follows."""
