"""The board as its participants see it, looked at by staff: the real pages, and no trace."""
