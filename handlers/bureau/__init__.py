"""The office's desk: the house as it is set up."""
