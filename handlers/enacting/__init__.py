"""Rulebook and schedule: put in force from a period on, by one or by two."""
