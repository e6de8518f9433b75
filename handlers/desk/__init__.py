"""The office's desk: /bureau, and what it opens."""
