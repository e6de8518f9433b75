"""Invites as people see them."""
