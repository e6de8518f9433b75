"""Pure functions of results: the pages of the desk, and its files."""
