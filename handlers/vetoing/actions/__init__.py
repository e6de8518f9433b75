"""Asking for a veto or for its end, answering that, and what was sent along."""
