"""The page of the embedded chat."""
