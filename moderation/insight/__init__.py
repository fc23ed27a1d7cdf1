"""What was said, in figures, as each member of the staff may know it."""
