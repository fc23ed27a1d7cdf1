"""Where a guide is written: working copies, what is wrong with them, and what becomes of them."""
