"""Everything is tried through the front door."""
