"""From cells to published standings."""
