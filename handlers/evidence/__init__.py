"""Evidence: noted, attached, shown."""
