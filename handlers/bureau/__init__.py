"""The house as it is set up, and what it does for itself."""
