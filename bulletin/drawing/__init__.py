"""Numbers as pictures: pure functions from words and numbers to SVG, for a page or for a file."""
