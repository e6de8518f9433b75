"""Use cases of the office's desk."""
