"""Assembles the product; nobody imports it."""
