"""Thank-yous: what a board promises, who is owed what, and that it was sent."""
