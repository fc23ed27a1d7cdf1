"""What happened to one person on a board, in the order it happened."""
