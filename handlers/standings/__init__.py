"""Asking for standings: boards, lines, and why a score is what it is."""
