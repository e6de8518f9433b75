"""Matters (督办件): what units owe by a deadline and somebody else verifies, from the assigning to the closing."""
