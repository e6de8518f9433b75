"""Pure functions of results: words and buttons."""
