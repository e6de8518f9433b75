"""Backups: one file with all of the house, made once a day, and put back."""
