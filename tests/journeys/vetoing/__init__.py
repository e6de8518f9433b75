"""Vetoes are imposed and lifted by two people, and everything that shows standings says so."""
