"""Matters (督办件): what a unit owes by a deadline and somebody else verifies; pure, as scoring.lifecycle."""
