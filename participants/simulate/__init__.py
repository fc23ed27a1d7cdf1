"""A virtual group lives through a board as people do: over HTTP, by what its pages show."""
