"""The orderly end of a board: what is still open, the report, the archive, what is destroyed."""
