"""Proposing flags from what was made public, and deciding about them."""
