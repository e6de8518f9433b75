"""What people write: numerals, values, names, lines, days."""
