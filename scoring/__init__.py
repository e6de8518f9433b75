"""The rules of the competition: pure and exact."""
