"""What staff collect of what was said, and the summary that a facilitator makes of it."""
