"""Use cases of putting rules in force."""
