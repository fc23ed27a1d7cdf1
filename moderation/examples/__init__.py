"""The example boards of the demo, and what is said on them."""
