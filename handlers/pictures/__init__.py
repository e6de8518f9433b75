"""The drawing engine: from what is shown to the bytes of a picture."""
