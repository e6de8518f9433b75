"""Matters by file: the form, a table that comes back, the ledger as a workbook."""
