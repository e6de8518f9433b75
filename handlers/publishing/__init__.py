"""Posts: standings that are frozen and made public."""
