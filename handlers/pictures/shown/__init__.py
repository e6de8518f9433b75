"""What pictures show: published strings and ranks."""
