"""The desk's pages on which a guide is written."""
