"""A submission: where it stands, who decides about it, and the cards that show it."""
